import type { MeAnswer, RecordAnswer, RecordPage } from '../../domain/api.ts'
import { isoDate } from '../../domain/clock.ts'
import { type EventId, type RecordId, type RoomName, recordOf } from '../../domain/ids.ts'
import { kindOf, moveOf } from '../../domain/kinds/registry.ts'
import type { ClientEvent, Fields } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { roomFor } from '../../domain/room/names.ts'
import { type FieldPhone, fieldPhone } from './field-phone.ts'
import { type Office, personOf } from './office.ts'

/** A record whose life a test tells. */
export type Told = { readonly kind: string; readonly id: RecordId; readonly room: RoomName }

/** Whose work is outside: they write on a phone without a network. The others sit at a desk. */
const OUTSIDE = [
  ...['assistant', 'cleaner', 'team_leader', 'toilet_keeper', 'maintainer'],
  ...['village_staff', 'town_inspector', 'contractor', 'guard'],
]
/** Why a step does not count; `counts` if it does. */
const verdictOn = (record: FoldedRecord, move: EventId | undefined): string => {
  const broken = record.problems.find((problem) => problem.type === 'IllegalMove' && problem.event === move)
  return broken?.type === 'IllegalMove' ? broken.why.type : 'counts'
}
/** What became of a step: the state, or why it does not count. */
const outcomeOf = (record: FoldedRecord, move: EventId | undefined): string => {
  const verdict = verdictOn(record, move)
  return verdict === 'counts' ? record.state : verdict
}

/**
 * Tells chains by people of an office, at the time of `clock`: whoever works outside on the app's own phone, whose line
 * comes back only when somebody else goes on; who sits inside over HTTP, as the desk does.
 */
export function createTeller(server: Office, clock: () => number) {
  const known = new Map<string, Promise<MeAnswer>>()
  const phones = new Map<string, Promise<FieldPhone>>()
  /** How often each record was written and in which room, and up to which of them each phone knows it. */
  const written = new Map<RecordId, { readonly n: number; readonly room: RoomName }>()
  const seen = new Map<string, number>()
  /** What each phone wrote and nobody else has. */
  const unsent = new Map<string, Map<RecordId, Told>>()
  /** Steps made on phones, of which the server has still to say the same. */
  const claimed = new Map<EventId, { readonly told: Told; readonly account: string }>()

  const who = (account: string): Promise<MeAnswer> => {
    const key = `${account} ${isoDate(clock())}`
    const asked = known.get(key) ?? signedIn(account)
    known.set(key, asked)
    return asked
  }
  /** A session that nobody used for a week is over. */
  async function signedIn(account: string): Promise<MeAnswer> {
    const answer = await server.ask(account, '/api/me')
    if (answer.status === 401) await server.signIn(account)
    return answer.status === 401 ? signedIn(account) : ((await answer.json()) as MeAnswer)
  }
  const roleOf = async (account: string) => (await who(account)).grants[0]?.role ?? ''
  const act = async (account: string) => ({ by: personOf(account), role: await roleOf(account), at: clock() })
  async function phoneOf(account: string): Promise<FieldPhone | undefined> {
    if (!OUTSIDE.includes(await roleOf(account))) return undefined
    const signIn = async () => {
      const me = await who(account)
      return { me, token: await server.tokenOf(account) }
    }
    const phone = phones.get(account) ?? fieldPhone(server, signIn, clock)
    phones.set(account, phone)
    return phone
  }
  const timesOf = (id: RecordId): number => written.get(id)?.n ?? 0
  const news = ({ id, room }: Told): void => void written.set(id, { n: timesOf(id) + 1, room })
  /** Whoever has something of this record that is not sent comes back, and what his phone said of it must hold. */
  async function allBack(told: Told, but?: string): Promise<void> {
    for (const [account, own] of unsent) if (account !== but && own.has(told.id)) await back(account)
    for (const [move, { told: of, account }] of claimed) {
      if (unsent.get(account)?.has(of.id)) continue
      claimed.delete(move)
      const own = (await phones.get(account))?.core.records.get(of.id)?.record
      const [phone, desk] = [own && verdictOn(own, move), verdictOn((await ask(of)).record, move)]
      if (phone !== desk) throw new Error(`${account}’s phone says ${phone} of ${move}, the server ${desk}`)
    }
  }
  async function back(account: string): Promise<void> {
    const phone = await phones.get(account)
    if (!phone) return
    await phone.comesBack()
    for (const told of unsent.get(account)?.values() ?? []) news(told)
    unsent.delete(account)
    for (const [id, { n, room }] of written) if (phone.holds(room)) seen.set(`${account} ${id}`, n)
  }
  /** The phone of somebody outside, with the record as it stands; undefined for a desk, before which all is received. */
  async function ready(told: Told, account: string): Promise<FieldPhone | undefined> {
    const phone = await phoneOf(account)
    await allBack(told, account)
    if (phone && (seen.get(`${account} ${told.id}`) ?? 0) < timesOf(told.id)) {
      phone.opens(told.room)
      await back(account)
    }
    return phone
  }
  const wrote = (told: Told, account: string): void =>
    void unsent.set(account, (unsent.get(account) ?? new Map<RecordId, Told>()).set(told.id, told))
  async function ask(told: Told): Promise<RecordAnswer> {
    await who('district1')
    await server.projection.caughtUp()
    return server.get('district1', `/api/records/${encodeURIComponent(told.room)}/${told.id}`)
  }
  /** As the district's supervisor sees it, once everybody's work has come in and is projected. */
  async function read(told: Told): Promise<RecordAnswer> {
    await allBack(told)
    return ask(told)
  }
  async function change(
    told: Told,
    account: string,
    made: {
      readonly set?: Fields
      readonly label?: string
      readonly move?: string
      readonly note?: string | undefined
    },
  ): Promise<string> {
    const phone = await ready(told, account)
    const role = await roleOf(account)
    const kind = kindOf(told.kind)
    const note = made.note === undefined ? {} : { note: made.note }
    const step = made.move
      ? { move: { move: made.move, to: (kind && moveOf(kind, made.move)?.to) ?? made.move, ...note } }
      : {}
    const picture = { sha256: 'c'.repeat(64), label: made.label ?? '', width: 100, height: 100, bytes: 1000 }
    const set = made.set ? { set: made.set } : {}
    if (phone) {
      const saved = await phone.core.change(told.id, { role, ...set, ...step, photos: made.label ? [picture] : [] })
      if (!saved.ok) throw new Error(`${account} could not save: ${saved.problem.detail}`)
      wrote(told, account)
      const { record } = phone.core.records.get(told.id) ?? {}
      const last = record?.history.findLast(({ event }) => event.type === 'move' && event.by === personOf(account))
      if (!record || !made.move || !last) return record?.state ?? ''
      claimed.set(last.id, { told, account })
      return outcomeOf(record, last.id)
    }
    const base = (await ask(told)).record.heads
    const common = { record: told.id, ...(await act(account)) }
    const events: ClientEvent[] = [
      ...(made.set ? [{ type: 'set', ...common, base, set: made.set } as const] : []),
      ...(made.label ? [{ type: 'photo', ...common, ...picture } as const] : []),
    ]
    const [first] = events.length > 0 ? await server.write(account, told.room, ...events) : []
    news(told)
    if (!step.move) return ''
    const over = made.set && first ? [first] : base
    const [id] = await server.write(account, told.room, { type: 'move', ...common, base: over, ...step.move })
    return outcomeOf((await ask(told)).record, id)
  }

  return {
    read,
    /** Something has to come in for the server’s clock to be looked at at once. */
    async poke(told: Told): Promise<void> {
      await allBack(told)
      const common = { type: 'remark', record: told.id, ...(await act('district1')) } as const
      await server.write('district1', told.room, { ...common, text: '看一眼' })
      news(told)
    },
    /** The line of somebody outside is there for a moment. */
    hears: (account: string): Promise<void> => back(account),
    /** The server has gone on with it of itself. */
    moved: (told: Told): void => news(told),
    /** `owner`: in whose week the record lies, if not in the author's. */
    async create(account: string, kindId: string, area: string, set: Fields, owner = account): Promise<Told> {
      const kind = kindOf(kindId)
      if (!kind) throw new Error(`no kind ${kindId}`)
      const room = roomFor(kind, area, personOf(owner), clock())
      const phone = await phoneOf(account)
      if (!phone) {
        const event: ClientEvent = { type: 'create', kind: kindId, version: 1, area, ...(await act(account)), set }
        const [id] = (await server.write(account, room, event)) as readonly [EventId]
        const told = { kind: kindId, id: recordOf(id), room }
        news(told)
        return told
      }
      phone.opens(room)
      const made = { fields: set, role: await roleOf(account), area, owner: personOf(owner) }
      const saved = await phone.core.create(kindId, made)
      if (!saved.ok) throw new Error(`${account} could not save: ${saved.problem.detail}`)
      const told = { kind: kindId, id: saved.value, room: phone.core.roomOf(saved.value) ?? room }
      wrote(told, account)
      return told
    },
    set: (told: Told, account: string, fields: Fields) => change(told, account, { set: fields }),
    photo: (told: Told, account: string, label: string) => change(told, account, { label }),
    /** Makes a step and says what became of it where it was made: the new state, or why the step does not count. */
    move: (told: Told, account: string, move: string, note?: string, more: { set?: Fields; label?: string } = {}) =>
      change(told, account, { ...more, move, note }),
    async state(told: Told): Promise<string> {
      return (await read(told)).record.state
    },
    /** As whoever sits or stands there sees it, his phone without a network. */
    async stateFor(told: Told, account: string): Promise<string> {
      const phone = await phoneOf(account)
      return phone?.core.records.get(told.id)?.record.state ?? (await read(told)).record.state
    },
    /** The card in the list of what has a clock; `none` also for what is not in it. */
    async card(told: Told): Promise<string> {
      const { row } = await read(told)
      const query = `kind=${told.kind}&card=${row.card}&from=${row.createdAt}&to=${row.createdAt + 1}&order=due`
      const page = await server.get<RecordPage>('district1', `/api/records?${query}`)
      const isListed = page.rows.some(({ id }) => id === told.id)
      return row.card === 'none' || isListed ? row.card : `${row.card}, but not listed`
    },
    async close(): Promise<void> {
      for (const phone of phones.values()) (await phone).close()
    },
  }
}
export type Teller = ReturnType<typeof createTeller>
