import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import type { RecordAnswer, RecordPage, RecordRow } from '../../../domain/api.ts'
import { type EventId, newEventId, type PersonId, type RecordId, type RoomName } from '../../../domain/ids.ts'
import type { ClientEvent } from '../../../domain/record/event.ts'
import type { BulkEvent } from '../../../domain/roster-week.ts'
import type { People } from '../../people/people.ts'
import type { Picture } from '../pictures.ts'

/** What the mover does, it does as a phone or a desk would: over HTTP, with a session of its person. */
export type Door = {
  list(who: PersonId, query: string): Promise<readonly RecordRow[]>
  /** All pages of a list. */
  all(who: PersonId, query: string): Promise<readonly RecordRow[]>
  count(who: PersonId, query: string): Promise<number>
  one(who: PersonId, row: Pick<RecordRow, 'room' | 'id'>): Promise<RecordAnswer>
  /** `ids`: those of the first events, where a later one names them. */
  write(
    who: PersonId,
    room: RoomName,
    at: number,
    events: readonly ClientEvent[],
    ids?: readonly EventId[],
  ): Promise<void>
  /** Events of several rooms, as a desk plans a week. */
  bulk(who: PersonId, events: readonly BulkEvent[]): Promise<void>
  /** Hands in a picture, as a phone does. */
  photo(who: PersonId, room: RoomName, record: RecordId, picture: Picture): Promise<void>
}

/** `ca`: PEM of the authority that a server with a certificate of its own trusts. */
export function openDoor(url: () => string, people: Pick<People, 'issue'>, ca?: string): Door {
  const tokens = new Map<PersonId, string>()
  async function ask<T>(who: PersonId, method: string, path: string, body?: unknown): Promise<T> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers = text ? { 'content-type': 'application/json' } : {}
    return JSON.parse((await pass(who, method, path, headers, text)).answer) as T
  }
  async function pass(
    who: PersonId,
    method: string,
    path: string,
    headers: Headers,
    body?: string | Buffer,
  ): Promise<Reply> {
    const token = tokens.get(who) ?? people.issue(who)
    tokens.set(who, token)
    const reply = await send(url() + path, method, { ...headers, authorization: `Bearer ${token}` }, body, ca)
    // The session has ended: the next try begins another.
    if (reply.status === 401) tokens.delete(who)
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status}`)
    return reply
  }
  return {
    async all(who, query) {
      const rows: RecordRow[] = []
      for (let cursor = ''; ; ) {
        const page = await ask<RecordPage>(who, 'GET', `/api/records?limit=200&${query}${cursor}`)
        rows.push(...page.rows)
        if (!page.next) return rows
        cursor = `&cursor=${encodeURIComponent(page.next)}`
      }
    },
    count: async (who, query) => (await ask<RecordPage>(who, 'GET', `/api/records?limit=1&${query}`)).total,
    async bulk(who, events) {
      await ask(who, 'POST', '/api/events/bulk', { events })
    },
    async photo(who, room, record, { sha256, data, bytes }) {
      const claim = { sha256, room, record, filetype: 'image/jpeg' }
      const metadata = Object.entries(claim).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
      const tus = { 'tus-resumable': '1.0.0' }
      const begun = { ...tus, 'upload-length': String(bytes), 'upload-metadata': metadata.join(',') }
      const { location } = await pass(who, 'POST', '/api/photos', begun)
      if (!location) throw new Error('POST /api/photos: no place to go on')
      const type = 'application/offset+octet-stream'
      await pass(
        who,
        'PATCH',
        location.replace(/^https?:\/\/[^/]+/, ''),
        { ...tus, 'upload-offset': '0', 'content-type': type },
        data,
      )
    },
    list: async (who, query) => (await ask<RecordPage>(who, 'GET', `/api/records?limit=200&${query}`)).rows,
    one: (who, { room, id }) => ask<RecordAnswer>(who, 'GET', `/api/records/${encodeURIComponent(room)}/${id}`),
    async write(who, room, at, events, ids = []) {
      const body = { events: events.map((event, i) => ({ id: ids[i] ?? newEventId(at), event })) }
      await ask(who, 'POST', `/api/rooms/${encodeURIComponent(room)}/events`, body)
    },
  }
}

type Headers = { readonly [name: string]: string }
type Reply = { readonly status: number; readonly answer: string; readonly location?: string }

function send(
  url: string,
  method: string,
  headers: Headers,
  body: string | Buffer | undefined,
  ca: string | undefined,
): Promise<Reply> {
  return new Promise((done, failed) => {
    const asked = (url.startsWith('https') ? secure : plain)(url, { method, headers, ...(ca ? { ca } : {}) }, (got) => {
      let answer = ''
      got.setEncoding('utf8')
      got.on('data', (chunk: string) => {
        answer += chunk
      })
      const { location } = got.headers
      got.on('end', () => done({ status: got.statusCode ?? 0, answer, ...(location ? { location } : {}) }))
    })
    asked.on('error', failed)
    asked.end(body)
  })
}
