import type { MeAnswer, RecordAnswer, RecordPage, WriteAnswer } from '../../domain/api.ts'
import { isoDate } from '../../domain/clock.ts'
import {
  asPerson,
  type EventId,
  newEventId,
  type PersonId,
  type RecordId,
  type RoomName,
  recordOf,
} from '../../domain/ids.ts'
import { kindOf, moveOf } from '../../domain/kinds/registry.ts'
import type { ClientEvent, Fields } from '../../domain/record/event.ts'
import { roomFor } from '../../domain/room/names.ts'
import { type TestServer, tokenOf } from './server.ts'

/** A record of the demo district whose life a test tells. */
export type Told = { readonly kind: string; readonly id: RecordId; readonly room: RoomName }
export const personOf = (account: string): PersonId => asPerson(`p-${account}`)

/** Tells chains by the district's people over HTTP, as their apps would, at the time of `clock`. */
export function createTeller(server: TestServer, clock: () => number) {
  const known = new Map<string, Promise<{ readonly token: string; readonly role: string }>>()
  const who = (account: string) => {
    // Sessions end: whoever comes back after days signs in again.
    const key = `${account} ${isoDate(clock())}`
    const before = known.get(key)
    if (before) return before
    const asked = (async () => {
      const token = await tokenOf(server, account)
      const answer = await fetch(`${server.url}/api/me`, { headers: { authorization: `Bearer ${token}` } })
      return { token, role: ((await answer.json()) as MeAnswer).grants[0]?.role ?? '' }
    })()
    known.set(key, asked)
    return asked
  }
  async function get<T>(account: string, path: string): Promise<T> {
    const { token } = await who(account)
    const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok) throw new Error(`${account} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  async function write(account: string, room: RoomName, event: ClientEvent): Promise<EventId> {
    const { token } = await who(account)
    const answer = await fetch(`${server.url}/api/rooms/${encodeURIComponent(room)}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events: [{ id: newEventId(clock()), event }] }),
    })
    if (!answer.ok) throw new Error(`${account} could not write: ${answer.status} ${await answer.text()}`)
    return ((await answer.json()) as WriteAnswer).receipts[0]?.id as EventId
  }
  /** As the district's supervisor sees it, once everything is projected. */
  async function read(told: Told): Promise<RecordAnswer> {
    await server.projection.caughtUp()
    return get('district1', `/api/records/${encodeURIComponent(told.room)}/${told.id}`)
  }
  const act = async (account: string) => ({ by: personOf(account), role: (await who(account)).role, at: clock() })

  return {
    get,
    read,
    /** `owner`: in whose week the record lies, if not in the author's. */
    async create(account: string, kindId: string, area: string, set: Fields, owner = account): Promise<Told> {
      const kind = kindOf(kindId)
      if (!kind) throw new Error(`no kind ${kindId}`)
      const room = roomFor(kind, area, personOf(owner), clock())
      const event: ClientEvent = { type: 'create', kind: kindId, version: 1, area, ...(await act(account)), set }
      return { kind: kindId, id: recordOf(await write(account, room, event)), room }
    },
    async set(told: Told, account: string, fields: Fields): Promise<void> {
      const { heads } = (await read(told)).record
      await write(account, told.room, {
        type: 'set',
        record: told.id,
        ...(await act(account)),
        base: heads,
        set: fields,
      })
    },
    async photo(told: Told, account: string, label: string): Promise<void> {
      const photo = { sha256: 'c'.repeat(64), label, width: 100, height: 100, bytes: 1000 }
      await write(account, told.room, { type: 'photo', record: told.id, ...(await act(account)), ...photo })
    },
    /** Makes a step and says what became of it: the new state, or why the step does not count. */
    async move(told: Told, account: string, name: string, note?: string): Promise<string> {
      const { heads } = (await read(told)).record
      const kind = kindOf(told.kind)
      const to = (kind && moveOf(kind, name)?.to) ?? name
      const id = await write(account, told.room, {
        type: 'move',
        record: told.id,
        ...(await act(account)),
        base: heads,
        move: name,
        to,
        ...(note ? { note } : {}),
      })
      const { record } = await read(told)
      const broken = record.problems.find((problem) => problem.type === 'IllegalMove' && problem.event === id)
      return broken?.type === 'IllegalMove' ? broken.why.type : record.state
    },
    async state(told: Told): Promise<string> {
      return (await read(told)).record.state
    },
    /** The card in the list of what has a clock; `none` also for what is not in it. */
    async card(told: Told): Promise<string> {
      const { row } = await read(told)
      const query = `kind=${told.kind}&card=${row.card}&from=${row.createdAt}&to=${row.createdAt + 1}&order=due`
      const page = await get<RecordPage>('district1', `/api/records?${query}`)
      const isListed = page.rows.some(({ id }) => id === told.id)
      return row.card === 'none' || isListed ? row.card : `${row.card}, but not listed`
    },
  }
}
export type Teller = ReturnType<typeof createTeller>
