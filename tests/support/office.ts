import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteAnswer } from '../../domain/api.ts'
import { DAY } from '../../domain/clock.ts'
import { asPerson, type EventId, newEventId, type PersonId, type RoomName } from '../../domain/ids.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import { startServer } from '../../sync-server/app.ts'
import { readConfig } from '../../sync-server/config.ts'
import type { TestServer } from './server.ts'

/** A small office without demo: a community, its street, the district, and one of the neighbours. */
export const COMMUNITY = '370303005003'
const people: readonly (readonly [account: string, role: string, area: string])[] = [
  ['police1', 'assistant', COMMUNITY],
  ['police2', 'assistant', COMMUNITY],
  ['officer1', 'officer', COMMUNITY],
  ['supervisor1', 'supervisor', COMMUNITY.slice(0, 9)],
  ['repair1', 'maintainer', COMMUNITY.slice(0, 9)],
  ['neighbour1', 'assistant', '370303005004'],
  ['guard1', 'guard', COMMUNITY],
  ['admin', 'admin', COMMUNITY.slice(0, 6)],
]

export const SECRET_OF_OFFICE = 'a secret of the tests'

export type Office = TestServer & {
  ask(account: string, path: string, init?: RequestInit): Promise<Response>
  get<T>(account: string, path: string): Promise<T>
  /** Writes as the desk does; resolves with the ids. */
  write(account: string, room: RoomName, ...events: readonly ClientEvent[]): Promise<readonly EventId[]>
}

export const personOf = (account: string): PersonId => asPerson(`p-${account}`)

export async function office(
  dataDir = mkdtempSync(join(tmpdir(), 'xunji-office-')),
  now?: () => number,
): Promise<Office> {
  const env = { PORT: '0', DATA_DIR: dataDir, XUNJI_SECRET: SECRET_OF_OFFICE }
  const server = await startServer({ config: readConfig(env), ...(now ? { now } : {}) })
  if (server.people.count() === 0) {
    const from = (now ?? Date.now)() - 400 * DAY
    for (const [account, role, area] of people) {
      server.people.add({ id: `p-${account}`, name: `示例${account}`, account, password: 'xunji-office' }, [
        { role, area, from },
      ])
    }
  }
  const tokens = new Map<string, string>()
  async function tokenFor(account: string): Promise<string> {
    const known = tokens.get(account)
    if (known) return known
    const answer = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: 'xunji-office' }),
    })
    const { token } = (await answer.json()) as { token: string }
    tokens.set(account, token)
    return token
  }
  const ask: Office['ask'] = async (account, path, init = {}) =>
    fetch(`${server.url}${path}`, {
      ...init,
      headers: {
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        authorization: `Bearer ${await tokenFor(account)}`,
        ...init.headers,
      },
    })
  return {
    ...server,
    dataDir,
    ask,
    get: async <T>(account: string, path: string) => (await (await ask(account, path)).json()) as T,
    async write(account, room, ...events) {
      const body = JSON.stringify({
        events: events.map((event) => ({ id: newEventId((now ?? Date.now)()), event })),
      })
      const answer = await ask(account, `/api/rooms/${encodeURIComponent(room)}/events`, { method: 'POST', body })
      if (answer.status !== 200) throw new Error(`${account} could not write: ${await answer.text()}`)
      return ((await answer.json()) as WriteAnswer).receipts.map((receipt) => receipt.id)
    },
  }
}
