import { accessTo } from '../../domain/access.ts'
import { type EventId, type PersonId, type RecordId, type RoomName, SYSTEM } from '../../domain/ids.ts'
import type { RoomEvent } from '../../domain/record/event.ts'
import { entryOf, foldRecord, recordOfEntry } from '../../domain/record/fold.ts'
import { decodeItem, readOffer } from '../../domain/room/grammar.ts'
import { parseRoom } from '../../domain/room/names.ts'
import { decodeClientMessage } from '../../domain/room/protocol.ts'
import type { Stored } from '../../sync-server/storage/log.ts'
import type { SimulatedPhone } from './phone.ts'
import type { World } from './world.ts'

/** An invariant that does not hold. The numbers are those of the simulation's rules (docs/rules.md, SIM). */
export class Violation extends Error {
  constructor(rule: string, detail: string) {
    super(`[${rule}] ${detail}`)
    this.name = 'Violation'
  }
}
const must = (holds: boolean, rule: string, detail: () => string): void => {
  if (!holds) throw new Violation(rule, detail())
}

function mayRead(world: World, { person }: Pick<SimulatedPhone, 'person'>, name: RoomName): boolean {
  const room = parseRoom(name)
  const grants = world.grants.get(person) ?? []
  return room !== undefined && accessTo(room, person, grants, world.schedule.now()) !== 'none'
}

/** A receipt is true: the event is durable, as it was written. Called as each receipt reaches a phone's disk. */
export function checkReceipts(world: World, phone: SimulatedPhone, ids: readonly EventId[]): void {
  for (const id of ids) {
    const item = phone.kept.events.get(id)
    const row = item && (world.stored.get(item.room)?.get(id) ?? world.lost.get(id))
    const same = row !== undefined && Buffer.compare(row.bytes, item?.bytes ?? new Uint8Array()) === 0
    must(same, 'SIM1', () => `${phone.name} has a receipt of ${id}, which is not in the log`)
  }
}

/** A session is sent only what its room's log holds, and only while its person may read the room. */
export function checkSent(world: World, person: PersonId, name: RoomName, bytes: Uint8Array): void {
  must(mayRead(world, { person }, name), 'SIM6', () => `${person} was sent something of ${name}`)
  const message = decodeClientMessage(bytes)
  if (!message.ok || (message.value.type !== 'update' && message.value.type !== 'step2')) return
  for (const { id } of readOffer(message.value.update).items) {
    must(world.stored.get(name)?.has(id) === true, 'SIM6', () => `${person} was sent ${id}, which is not of ${name}`)
  }
}

/** What must hold at any moment, between any two things that happen. */
export function checkMoment(world: World): void {
  for (const phone of world.phones) {
    const { kept, saved, core } = phone
    for (const { id, room } of saved.values()) {
      // A server that was put back has to be refilled first.
      const arrived = kept.receipts.has(id) && (world.restores || world.stored.get(room)?.has(id) === true)
      must(
        (kept.outbox.has(id) || arrived) && kept.events.has(id),
        'SIM2',
        () => `${phone.name} said ${id} is saved, and it is nowhere`,
      )
    }
    for (const row of kept.outbox.values()) {
      // Honest phones write nothing that the server must refuse, whatever their clocks say.
      must(row.state !== 'aside', 'SIM9', () => `${phone.name}: ${row.id} was set aside: ${row.reason}`)
    }
    if (!core || phone.underWay > 0) continue
    const waiting = [...kept.outbox.values()].filter((row) => row.state === 'waiting').length
    must(core.waiting() === waiting, 'SIM7', () => `${phone.name} shows ${core.waiting()} waiting, ${waiting} wait`)
  }
}

/** The log as it lies on the server's disk is what was written to it, dense, each event once and in its author's name. */
export async function checkLog(world: World): Promise<void> {
  const log = world.server.running()?.disk
  if (!log) return
  for (const [room, known] of world.stored) {
    const rows = await log.tail(room, 0)
    must(rows.length === known.size, 'SIM4', () => `${room} has ${rows.length} rows, ${known.size} were written`)
    rows.forEach((row, i) => {
      must(row.seq === i + 1, 'SIM3', () => `${room}: seq ${row.seq} at place ${i + 1}`)
      must(known.get(row.id)?.seq === row.seq, 'SIM4', () => `${room}: ${row.id} is another than was written`)
      const event = eventOf(row)
      if (event && 'by' in event && event.type !== 'accepted') {
        must(event.by === row.person, 'SIM5', () => `${row.id} by ${event.by} was brought by ${row.person}`)
      }
    })
  }
}

/** When everything has come to rest: nothing waits, and all replicas of a room show the same. */
export async function checkRest(world: World): Promise<void> {
  checkMoment(world)
  await checkLog(world)
  for (const phone of world.phones) {
    const { core, kept } = phone
    if (!core) throw new Violation('SIM4', `${phone.name} is not open`)
    must(core.notStored() === undefined, 'SIM4', () => `${phone.name} still has something that did not fit`)
    for (const { id, room } of phone.saved.values()) {
      // Who may no longer write keeps what a restored server has lost, until it is his again.
      if (!mayRead(world, phone, room)) continue
      const there = world.stored.get(room)?.has(id) === true || kept.outbox.get(id)?.state === 'waiting'
      must(there, 'SIM2', () => `${phone.name}: ${id} is not in the log, and does not wait`)
    }
    for (const doc of phone.docs) must(doc.store.pendingStructs === null, 'SIM4', () => `${phone.name}: parked structs`)
    for (const { name } of core.me.rooms) {
      if (!mayRead(world, phone, name)) continue
      const waits = [...kept.outbox.values()].filter((row) => row.room === name && row.state === 'waiting')
      must(waits.length === 0, 'SIM8', () => `${phone.name}: ${waits.length} still wait in ${name}`)
      const own = new Map(
        [...kept.events.values()].flatMap((item): [EventId, RoomEvent][] => {
          const event = item.room === name && !kept.outbox.has(item.id) ? eventOf(item) : undefined
          return event ? [[item.id, event]] : []
        }),
      )
      const rows = [...(world.stored.get(name)?.values() ?? [])]
      const shown = new Map(
        rows.flatMap((row): [EventId, RoomEvent][] => {
          const event = row.held && !decidedFor(world, name, row) ? undefined : eventOf(row)
          return event ? [[row.id, event]] : []
        }),
      )
      const has = (id: EventId): boolean => kept.events.has(id)
      const said = [...shown].filter(([, event]) => event.type === 'publish')
      must(
        said.every(([id]) => has(id)),
        'SIM4',
        () => `${phone.name} has not heard all that ${name} says`,
      )
      compareFolds(phone, name, foldAll(own), foldAll(shown))
    }
  }
}

/** An accepted event is shown through its wrapper; the row itself stays closed to everybody but its author. */
const decidedFor = (world: World, room: RoomName, row: Stored): boolean =>
  [...(world.stored.get(room)?.values() ?? [])].some((other) => {
    const event = other.person === SYSTEM ? eventOf(other) : undefined
    return event?.type === 'accepted' && event.of === row.id
  })

function eventOf(item: { readonly bytes: Uint8Array }): RoomEvent | undefined {
  const decoded = decodeItem(item.bytes)
  return decoded.ok ? decoded.value.event : undefined
}

function foldAll(events: ReadonlyMap<EventId, RoomEvent>): ReadonlyMap<RecordId, string> {
  const byRecord = new Map<RecordId, Map<EventId, RoomEvent>>()
  for (const [id, event] of events) {
    const entry = entryOf(id, event)
    if (!entry) continue
    const record = recordOfEntry(entry)
    const own = byRecord.get(record) ?? new Map<EventId, RoomEvent>()
    byRecord.set(record, own.set(id, event))
  }
  return new Map(
    [...byRecord].flatMap(([id, own]): [RecordId, string][] => {
      const record = foldRecord(id, own)
      return record ? [[id, JSON.stringify(record)]] : []
    }),
  )
}

/** Which events only one of them has; the first place where they differ if both have the same. */
function difference(here = '', there = ''): string {
  const idsOf = (json: string): ReadonlySet<string> => new Set(json.match(/[0-9A-HJKMNP-TV-Z]{26}/g))
  const [own, server] = [idsOf(here), idsOf(there)]
  const at = [...here].findIndex((letter, i) => letter !== there[i])
  return `only the phone has ${[...own.difference(server)]}, only the server ${[...server.difference(own)]};
  phone  …${here.slice(Math.max(0, at - 40), at + 80)}
  server …${there.slice(Math.max(0, at - 40), at + 80)}`
}

function compareFolds(
  phone: SimulatedPhone,
  room: RoomName,
  own: ReadonlyMap<RecordId, string>,
  server: ReadonlyMap<RecordId, string>,
): void {
  for (const id of new Set([...own.keys(), ...server.keys()])) {
    const [here, there] = [own.get(id), server.get(id)]
    must(here === there, 'SIM4', () => `${phone.name} in ${room}, ${id}: ${difference(here, there)}`)
  }
}
