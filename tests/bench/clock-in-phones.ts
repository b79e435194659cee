import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import WebSocket from 'ws'
import { HOUR, isoDate, SECOND } from '../../domain/clock.ts'
import { type EventId, newEventId, type PersonId, type RoomName, recordOf } from '../../domain/ids.ts'
import { seeded } from '../../domain/random.ts'
import type { ClientEvent, Place } from '../../domain/record/event.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import { encodeStateVector, joinItems } from '../../domain/room/join.ts'
import { decodeReceipts, encodeStep1, encodeUpdate, MESSAGE, splitMessage } from '../../domain/room/protocol.ts'

/** The phones of the bench, in a thread of their own. */

export type BenchPhone = {
  readonly person: PersonId
  readonly area: string
  readonly token: string
  /** The room that it writes into. */
  readonly room: RoomName
}
export type ClockTask = {
  readonly url: string
  readonly cleaners: readonly BenchPhone[]
  readonly assistants: readonly BenchPhone[]
  /** Open sockets that only listen: a leader's in each week of his team, each cleaner's in his street's words. */
  readonly listeners: readonly { readonly token: string; readonly room: RoomName }[]
  /** How often an idle and a busy stretch follow each other, and how many seconds each takes. */
  readonly rounds: number
  readonly seconds: number
  /** Milliseconds between two clock-ins of the idle server; arrivals a second of the busy one. */
  readonly gap: number
  readonly clockIns: number
  readonly visits: number
  /** Seconds in which all cleaners clock in once, with 200 visits beside. */
  readonly burst: number
}
/** Milliseconds from sending to the last receipt of a phone's message. */
export type ClockReport = {
  readonly sockets: number
  readonly rounds: readonly { readonly idle: readonly number[]; readonly busy: readonly number[] }[]
  readonly visits: readonly number[]
  readonly burst: readonly number[]
}
type Writer = { write(events: readonly ClientEvent[], ids: readonly EventId[]): Promise<number> }

const task = workerData as ClockTask
const random = seeded(20261125)
let sockets = 0

async function open(token: string, room: RoomName): Promise<WebSocket> {
  const address = `${task.url.replace('http', 'ws')}/sync/${encodeURIComponent(room)}?ext=1`
  const socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } })
  await new Promise((done, failed) => socket.once('open', done).once('error', failed))
  socket.on('close', (code) => {
    throw new Error(`${room} was closed with ${code}`)
  })
  socket.send(encodeStep1(encodeStateVector(new Map())))
  sockets++
  return socket
}

/** A phone in the room that it writes into: one message an act, as the app sends it. */
async function writerOf(phone: BenchPhone): Promise<Writer> {
  const socket = await open(phone.token, phone.room)
  const writer = 2 ** 40 + random.below(2 ** 40)
  const waiting = new Map<EventId, (at: number) => void>()
  let clock = 0
  socket.on('message', (data: Buffer) => {
    const message = splitMessage(new Uint8Array(data))
    if (message.ok && message.value.number === MESSAGE.refused) throw new Error(`${phone.room} refused an event`)
    if (!message.ok || message.value.number !== MESSAGE.receipt) return
    const receipts = decodeReceipts(message.value.body)
    const at = performance.now()
    for (const { id, held } of receipts.ok ? receipts.value.receipts : []) {
      if (held) throw new Error(`${phone.room} held an event: ${held}`)
      waiting.get(id)?.(at)
    }
  })
  return {
    async write(events, ids) {
      const items = events.map((event, i) => ({
        writer,
        clock: clock++,
        bytes: encodeItem(ids[i] as EventId, event),
      }))
      const last = ids.at(-1) as EventId
      const receipt = new Promise<number>((done) => waiting.set(last, done))
      const sent = performance.now()
      socket.send(encodeUpdate(joinItems(items)))
      const took = (await receipt) - sent
      waiting.delete(last)
      return took
    },
  }
}

const placeAt = (at: number): Place => ({
  lat: 36.8 + random.next() / 50,
  lon: 118.04 + random.next() / 50,
  acc: 5 + random.below(30),
  fixAt: at,
  source: 'gps',
})

/** What the app writes for one tap on the clock. */
function clockIn({ person, area }: BenchPhone, writer: Writer): Promise<number> {
  const at = Date.now()
  const [id, step] = [newEventId(at), newEventId(at + 1)]
  const act = { by: person, role: 'cleaner', at }
  const place = placeAt(at)
  const events = [
    { clockType: 'in', at, by: person, place: { ...place, fence: 'inside', metres: 12, rule: 'fence-1' } },
  ]
  const set = {
    workerId: person,
    date: isoDate(at),
    shiftType: 'day',
    plannedStart: at,
    plannedEnd: at + 8 * HOUR,
    mode: 'walking',
    routeIds: [newEventId(at)],
    events,
  }
  return writer.write(
    [
      { type: 'create', kind: 'shift', version: 1, area, ...act, place, set },
      { type: 'move', record: recordOf(id), ...act, base: [id], move: 'clock_in', to: 'on_duty', place },
    ],
    [id, step],
  )
}

/** A home that was met, with two photos' metadata, handed in. */
function visit({ person, area }: BenchPhone, writer: Writer): Promise<number> {
  const at = Date.now()
  const ids = [0, 1, 2, 3].map((n) => newEventId(at + n))
  const [id] = ids as [EventId]
  const act = { by: person, role: 'assistant', at }
  const set = {
    householdId: newEventId(at),
    visitAt: at,
    purpose: ['routine'],
    result: 'met',
    residentCount: 3,
    tenancySeen: 'owner_occupied',
    antiFraud: ['rebate', 'leaflet'],
    note: '示例：家里两位老人，电动车在楼下充电。',
  }
  const photo = (n: number): ClientEvent => ({
    type: 'photo',
    record: recordOf(id),
    ...act,
    sha256: String(random.below(9)).repeat(64),
    label: 'door',
    width: 1600,
    height: 1200,
    bytes: 180_000 + n,
  })
  return writer.write(
    [
      { type: 'create', kind: 'home_visit', version: 1, area, ...act, place: placeAt(at), set },
      photo(1),
      photo(2),
      { type: 'move', record: recordOf(id), ...act, base: [id], move: 'submit', to: 'submitted' },
    ],
    ids,
  )
}

/** So many acts within so many seconds, as they come: at moments of their own, nobody waits for anybody. */
async function arrivals(count: number, seconds: number, act: (n: number) => Promise<number>): Promise<number[]> {
  const moments = Array.from({ length: count }, () => random.next() * seconds * SECOND).sort((a, b) => a - b)
  const began = performance.now()
  const waits: Promise<number>[] = []
  for (const [n, moment] of moments.entries()) {
    await pause(Math.max(0, began + moment - performance.now()))
    waits.push(act(n))
  }
  return Promise.all(waits)
}

/** Sockets are opened a few at a time, as phones come. */
async function inTurn<T, R>(list: readonly T[], open: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let i = 0; i < list.length; i += 50) done.push(...(await Promise.all(list.slice(i, i + 50).map(open))))
  return done
}

await inTurn(task.listeners, ({ token, room }) => open(token, room))
const cleaners = await inTurn(task.cleaners, async (phone) => ({ phone, writer: await writerOf(phone) }))
const assistants = await inTurn(task.assistants, async (phone) => ({ phone, writer: await writerOf(phone) }))
let nextCleaner = 0
let nextAssistant = 0
const aClockIn = (): Promise<number> => {
  const { phone, writer } = cleaners[nextCleaner++ % cleaners.length] as (typeof cleaners)[number]
  return clockIn(phone, writer)
}
const aVisit = (): Promise<number> => {
  const { phone, writer } = assistants[nextAssistant++ % assistants.length] as (typeof assistants)[number]
  return visit(phone, writer)
}
/** Catching up and the first compilation are over. */
await pause(2 * SECOND)
for (let i = 0; i < 50; i++) await aClockIn()

const rounds: { idle: number[]; busy: number[] }[] = []
const visits: number[] = []
for (let round = 0; round < task.rounds; round++) {
  const idle: number[] = []
  for (const end = performance.now() + task.seconds * SECOND; performance.now() < end; ) {
    idle.push(await aClockIn())
    await pause(task.gap)
  }
  const [busy, beside] = await Promise.all([
    arrivals(Math.round(task.clockIns * task.seconds), task.seconds, aClockIn),
    arrivals(Math.round(task.visits * task.seconds), task.seconds, aVisit),
  ])
  rounds.push({ idle, busy })
  visits.push(...beside)
}
nextCleaner = 0
const [burst] = await Promise.all([
  arrivals(cleaners.length, task.burst, aClockIn),
  arrivals(assistants.length, task.burst, aVisit),
])
parentPort?.postMessage({ sockets, rounds, visits, burst } satisfies ClockReport)
