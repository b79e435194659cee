import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WriteAnswer } from '../../domain/api.ts'
import { DAY } from '../../domain/clock.ts'
import { asPerson, asRoom, type EventId, newEventId, type PersonId, type RoomName } from '../../domain/ids.ts'
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

/** Everybody else whose work the kinds' chains tell, by the names of the accounts. */
const cast: readonly (readonly [account: string, role: string, area: string])[] = [
  ...(['cleaner1', 'cleaner2'] as const).map((name) => [name, 'cleaner', COMMUNITY.slice(0, 9)] as const),
  ['leader1', 'team_leader', COMMUNITY.slice(0, 9)],
  ['toilet1', 'toilet_keeper', COMMUNITY.slice(0, 9)],
  ['repair2', 'maintainer', COMMUNITY.slice(0, 9)],
  ['village1', 'village_staff', '370303008200'],
  ['inspector1', 'town_inspector', '370303008'],
  ['inspector1', 'town_inspector', COMMUNITY.slice(0, 9)],
  ...(['contractor1', 'contractor2'] as const).map((name) => [name, 'contractor', COMMUNITY.slice(0, 9)] as const),
  ['accept1', 'district_reviewer', '370303'],
  ['finance1', 'finance', '370303008'],
  ['district1', 'supervisor', '370303'],
]

export const SECRET_OF_OFFICE = 'a secret of the tests'

export type Office = TestServer & {
  ask(account: string, path: string, init?: RequestInit): Promise<Response>
  get<T>(account: string, path: string): Promise<T>
  /** A session that is used until the next. */
  signIn(account: string): Promise<string>
  /** The token of his session. */
  tokenOf(account: string): Promise<string>
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
  const tokens = new Map<string, Promise<string>>()
  const tokenFor = (account: string): Promise<string> => tokens.get(account) ?? signIn(account)
  function signIn(account: string): Promise<string> {
    const token = asked(account)
    tokens.set(account, token)
    return token
  }
  async function asked(account: string): Promise<string> {
    const answer = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: 'xunji-office' }),
    })
    return ((await answer.json()) as { token: string }).token
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
    signIn,
    tokenOf: tokenFor,
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

/** An administrator turns a switch; resolves when phones that come back hear of it. */
export async function turnSwitch(server: Office, id: string, book: string, on: boolean): Promise<void> {
  const { seq } = await server.rooms.log.cursor(asRoom('org'))
  const change = { id, book, area: '370303', on, ground: on ? '合同约定' : '' }
  const answer = await server.ask('admin', '/api/admin/switches', { method: 'POST', body: JSON.stringify(change) })
  if (!answer.ok) throw new Error(await answer.text())
  while ((await server.rooms.log.cursor(asRoom('org'))).seq === seq) await new Promise((done) => setTimeout(done, 5))
}

/** The office with everybody whose work the kinds' chains tell. */
export async function fullOffice(now: () => number): Promise<Office> {
  const server = await office(undefined, now)
  const from = now() - 400 * DAY
  const grants = Map.groupBy(cast, ([account]) => account)
  server.people.addAll(
    [...grants].map(([account, own]) => ({
      person: { id: `p-${account}`, name: `示例${account}`, account, password: 'xunji-office' },
      grants: own.map(([, role, area]) => ({ role, area, from })),
    })),
  )
  return server
}
