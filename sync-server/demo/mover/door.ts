import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import type { RecordAnswer, RecordPage, RecordRow } from '../../../domain/api.ts'
import { type EventId, newEventId, type PersonId, type RoomName } from '../../../domain/ids.ts'
import type { ClientEvent } from '../../../domain/record/event.ts'
import type { People } from '../../people/people.ts'

/** What the mover does, it does as a phone or a desk would: over HTTP, with a session of its person. */
export type Door = {
  list(who: PersonId, query: string): Promise<readonly RecordRow[]>
  one(who: PersonId, row: Pick<RecordRow, 'room' | 'id'>): Promise<RecordAnswer>
  /** `ids`: those of the first events, where a later one names them. */
  write(
    who: PersonId,
    room: RoomName,
    at: number,
    events: readonly ClientEvent[],
    ids?: readonly EventId[],
  ): Promise<void>
}

/** `ca`: PEM of the authority that a server with a certificate of its own trusts. */
export function openDoor(url: () => string, people: Pick<People, 'issue'>, ca?: string): Door {
  const tokens = new Map<PersonId, string>()
  async function ask<T>(who: PersonId, method: string, path: string, body?: unknown): Promise<T> {
    const token = tokens.get(who) ?? people.issue(who)
    tokens.set(who, token)
    const text = body === undefined ? undefined : JSON.stringify(body)
    const { status, answer } = await send(url() + path, method, token, text, ca)
    // The session has ended: the next try begins another.
    if (status === 401) tokens.delete(who)
    if (status >= 300) throw new Error(`${method} ${path}: ${status}`)
    return JSON.parse(answer) as T
  }
  return {
    list: async (who, query) => (await ask<RecordPage>(who, 'GET', `/api/records?limit=200&${query}`)).rows,
    one: (who, { room, id }) => ask<RecordAnswer>(who, 'GET', `/api/records/${encodeURIComponent(room)}/${id}`),
    async write(who, room, at, events, ids = []) {
      const body = { events: events.map((event, i) => ({ id: ids[i] ?? newEventId(at), event })) }
      await ask(who, 'POST', `/api/rooms/${encodeURIComponent(room)}/events`, body)
    },
  }
}

function send(
  url: string,
  method: string,
  token: string,
  body: string | undefined,
  ca: string | undefined,
): Promise<{ readonly status: number; readonly answer: string }> {
  return new Promise((done, failed) => {
    const headers = { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) }
    const asked = (url.startsWith('https') ? secure : plain)(url, { method, headers, ...(ca ? { ca } : {}) }, (got) => {
      let answer = ''
      got.setEncoding('utf8')
      got.on('data', (chunk: string) => {
        answer += chunk
      })
      got.on('end', () => done({ status: got.statusCode ?? 0, answer }))
    })
    asked.on('error', failed)
    asked.end(body)
  })
}
