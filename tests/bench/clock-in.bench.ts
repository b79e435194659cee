import { Worker } from 'node:worker_threads'
import { isoWeekOf, quarterOf } from '../../domain/clock.ts'
import divisions from '../../domain/data/zhangdian-divisions.json' with { type: 'json' }
import { asPerson, asRoom, type PersonId } from '../../domain/ids.ts'
import { roomName } from '../../domain/room/names.ts'
import { crewsOf } from '../../sync-server/demo/crews.ts'
import { demoBuiltAt, forget, type TestServer } from '../support/server.ts'
import type { Bench, Figure } from './bench.ts'
import type { BenchPhone, ClockReport, ClockTask } from './clock-in-phones.ts'

const CLEANERS = 1800
const VISITS = 200
/** Ten minutes of a morning, two of which are measured: the same arrivals a second. */
const TEN_MINUTES = 600
/** Idle and busy in turn, so that both meet what else the machine has to do. */
const ROUNDS = 12
const SECONDS = 10
const GAP = 100
/** For the spread. */
const PARTS = 3
/** The harder case: everybody within a minute, ten times as fast. */
const BURST = 60

export const bench: Bench = {
  about: `${CLEANERS} clock-ins in ten minutes beside ${VISITS} visits, on the full district with all phones' sockets open: ${(ROUNDS * SECONDS) / 60} minutes at that rate, in turn with an idle server; then all of them within a minute`,
  async run() {
    const server = await demoBuiltAt(Date.now())
    try {
      const task = taskOn(server)
      const report = await run(task)
      return figuresOf(report)
    } finally {
      await server.close()
      forget(server.dataDir)
    }
  },
}

/** The district's own cleaners and their leaders, and an assistant of each of two hundred communities. */
function taskOn(server: TestServer): ClockTask {
  const week = (person: PersonId) => roomName({ type: 'worker', person, ...isoWeekOf(Date.now()) })
  const { year, quarter } = quarterOf(Date.now())
  const tokens = new Map<PersonId, string>()
  const tokenOf = (person: PersonId): string => {
    const token = tokens.get(person) ?? server.people.issue(person)
    tokens.set(person, token)
    return token
  }
  const members = crewsOf().teams.flatMap((team) => team.members.map((member) => ({ ...member, leader: team.leader })))
  const cleaners = members
    .filter(({ role }) => role === 'cleaner')
    .map(({ account, street, leader }) => {
      const person = asPerson(`p-${account}`)
      const phone: BenchPhone = { person, area: street, token: tokenOf(person), room: week(person) }
      return { phone, leader: asPerson(`p-${leader}`) }
    })
  if (cleaners.length !== CLEANERS) throw new Error(`the district has ${cleaners.length} cleaners`)
  const assistants = divisions.streets
    .flatMap(({ units }) => units)
    .slice(0, VISITS)
    .map(({ code }): BenchPhone => {
      const person = asPerson(`bench-${code}`)
      server.people.add({ id: person, name: person, account: person }, [{ role: 'assistant', area: code, from: 0 }])
      return { person, area: code, token: tokenOf(person), room: asRoom(`${code}/police/${year}q${quarter}`) }
    })
  return {
    url: server.url,
    cleaners: cleaners.map(({ phone }) => phone),
    assistants,
    listeners: cleaners.flatMap(({ phone, leader }) => [
      { token: tokenOf(leader), room: phone.room },
      { token: phone.token, room: asRoom(`${phone.area}/org`) },
    ]),
    rounds: ROUNDS,
    gap: GAP,
    seconds: SECONDS,
    clockIns: CLEANERS / TEN_MINUTES,
    visits: VISITS / TEN_MINUTES,
    burst: BURST,
  }
}

/** The phones have a thread of their own: what is measured is the server's. */
function run(task: ClockTask): Promise<ClockReport> {
  const worker = new Worker(new URL('./clock-in-phones.ts', import.meta.url), { workerData: task })
  return new Promise((done, failed) => {
    worker.once('message', (report: ClockReport) => {
      void worker.terminate()
      done(report)
    })
    worker.once('error', failed)
  })
}

function figuresOf({ sockets, rounds, visits, burst }: ClockReport): readonly Figure[] {
  const ratioOf = (some: ClockReport['rounds']): number =>
    p95(some.flatMap((round) => round.busy)) / p95(some.flatMap((round) => round.idle))
  const parts = Array.from({ length: PARTS }, (_, part) => ratioOf(rounds.filter((_, i) => i % PARTS === part)))
  const ratios = parts.toSorted((a, b) => a - b)
  const idle = p95(rounds.flatMap((round) => round.idle))
  const busy = rounds.flatMap((round) => round.busy)
  const peer = { name: 'the idle server, one writer at a time, p95 in ms', value: idle }
  return [
    {
      name: 'receipt of a clock-in, p95, as a multiple of the idle server',
      value: ratioOf(rounds),
      unit: '×',
      peer,
      atMost: 3,
    },
    { name: 'the same, best third of the rounds', value: ratios[0] ?? Number.NaN, unit: '×' },
    { name: 'the same, worst third of the rounds', value: ratios.at(-1) ?? Number.NaN, unit: '×' },
    {
      name: 'receipt of a clock-in, median',
      value: median(busy),
      unit: 'ms',
      peer: { name: 'idle', value: median(rounds.flatMap((round) => round.idle)) },
    },
    { name: 'receipt of a clock-in, p95', value: p95(busy), unit: 'ms' },
    { name: 'receipt of a visit with two photos beside them, p95', value: p95(visits), unit: 'ms' },
    {
      name: 'all cleaners within a minute: receipt p95, as a multiple of the idle server',
      value: p95(burst) / idle,
      unit: '×',
      peer,
    },
    { name: 'all cleaners within a minute: receipt p95', value: p95(burst), unit: 'ms' },
    { name: 'sockets open', value: sockets, unit: '' },
  ]
}

const sorted = (list: readonly number[]): readonly number[] => list.toSorted((a, b) => a - b)
const p95 = (list: readonly number[]): number => sorted(list)[Math.ceil(list.length * 0.95) - 1] ?? Number.NaN
const median = (list: readonly number[]): number => sorted(list)[Math.floor(list.length / 2)] ?? Number.NaN
