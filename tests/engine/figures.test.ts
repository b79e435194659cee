import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FactsAnswer, FigureAnswer, FiguresAnswer, RecordPage } from '../../domain/api.ts'
import { DAY, HOUR, MINUTE, quarterOf } from '../../domain/clock.ts'
import { isDone } from '../../domain/facts.ts'
import { asRoom, type EventId, newEventId, type RecordId } from '../../domain/ids.ts'
import { planFor } from '../../domain/plan.ts'
import type { ClientEvent, Fields } from '../../domain/record/event.ts'
import { COMMUNITY, type Office, office, personOf } from '../support/office.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const NOW = Date.now()
const { year, quarter } = quarterOf(NOW)
const STREET = COMMUNITY.slice(0, 9)
const VISITS = asRoom(`${COMMUNITY}/police/${year}q${quarter}`)
const HOMES = asRoom(`${COMMUNITY}/police/registry/${year}`)
const REPAIRS = asRoom(`${STREET}/sanitation/${year}q${quarter}`)
const TASKS = asRoom(`${STREET}/tasks/${year}q${quarter}`)

const create = (account: string, role: string, kind: string, area: string, set: Fields, at = NOW): ClientEvent => ({
  type: 'create',
  kind,
  version: 1,
  area,
  by: personOf(account),
  role,
  at,
  set,
})
const move = (account: string, role: string, record: EventId, base: EventId, id: string, to: string, at = NOW) =>
  ({
    type: 'move',
    record: record as string as RecordId,
    by: personOf(account),
    role,
    at,
    base: [base],
    move: id,
    to,
  }) satisfies ClientEvent

describe('figures of a small office, counted by hand', () => {
  let server: Office
  const visited = { visitAt: NOW, purpose: ['registry'], tenancySeen: 'owner_occupied', residentCount: 2 }
  beforeAll(async () => {
    server = await office()
    const homes = await server.write(
      'police1',
      HOMES,
      ...['owner_occupied', 'owner_occupied', 'owner_occupied', 'owner_occupied', 'vacant'].map((tenancy, n) =>
        create('police1', 'assistant', 'household', COMMUNITY, {
          addressCode: `${COMMUNITY}-${n}`,
          addressText: `${n}号楼 101`,
          point: { lat: 36.8, lon: 118 },
          tenancy,
          houseUse: 'residence',
        }),
      ),
    )
    for (const home of homes) {
      await server.write('officer1', HOMES, move('officer1', 'officer', home, home, 'accept', 'active'))
    }
    const visit = async (home: number, result: string, at = NOW, more: Fields = {}) => {
      const [made] = await server.write(
        'police1',
        VISITS,
        create(
          'police1',
          'assistant',
          'home_visit',
          COMMUNITY,
          { householdId: homes[home] as EventId, ...visited, visitAt: at, result, ...more },
          at,
        ),
      )
      await server.write(
        'police1',
        VISITS,
        move('police1', 'assistant', made as EventId, made as EventId, 'submit', 'submitted', at),
      )
    }
    const met = { metPeople: [{ metRole: 'owner' }], noticeGiven: true }
    // Met with a talk about fraud; refused; nobody twice on one day (not enough); the fourth home has no visit.
    await visit(0, 'met', NOW, { ...met, antiFraud: ['rebate'] })
    await visit(0, 'no_answer', NOW - MINUTE)
    await visit(1, 'refused')
    await visit(2, 'no_answer')
    await visit(2, 'no_answer', NOW - MINUTE)
    await server.projection.caughtUp()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const figure = (account: string, name: string, query = `area=${COMMUNITY}`) =>
    server.get<FigureAnswer>(account, `/api/figures/${name}?${query}`)
  const shown = ({ numerator, denominator }: FigureAnswer) => [numerator, denominator]

  it('[FIG3] coverage stands as three shares of the homes that are due, the vacant one left out', async () => {
    expect(shown(await figure('officer1', 'home_visit.met_share'))).toEqual([1, 4])
    expect(shown(await figure('officer1', 'home_visit.closed_share'))).toEqual([1, 4])
    expect(shown(await figure('officer1', 'home_visit.open_share'))).toEqual([2, 4])
    expect(shown(await figure('officer1', 'home_visit.coverage'))).toEqual([2, 4])
    // Every home in the registry may be told of fraud.
    expect(shown(await figure('officer1', 'home_visit.anti_fraud'))).toEqual([1, 5])
    expect(shown(await figure('officer1', 'home_visit.met_rate'))).toEqual([1, 5])
    expect(shown(await figure('officer1', 'home_visit.met_rate', `area=${COMMUNITY}&period=${year - 1}`))).toEqual([
      0, 0,
    ])
  })
  it('[FIG4] a figure of a street shows each of its units, in the order of their codes', async () => {
    const { areas, numerator, denominator } = await figure('supervisor1', 'home_visit.coverage', `area=${STREET}`)
    expect(areas).toEqual([{ area: COMMUNITY, numerator: 2, denominator: 4 }])
    expect([numerator, denominator]).toEqual([2, 4])
  })
  it('[FIG5] opens its records: those that it counts, and the rest of its whole', async () => {
    const rows = (part: string, name = 'home_visit.coverage') =>
      server
        .get<RecordPage>('officer1', `/api/records?figure=${name}&part=${part}&area=${COMMUNITY}&period=year`)
        .then((page) => page.rows.map((row) => row.title.zh).sort())
    expect((await rows('in')).length).toBe(2)
    expect((await rows('rest')).length).toBe(2)
    expect((await rows('in', 'home_visit.met_rate')).length).toBe(1)
    expect((await rows('rest', 'home_visit.met_rate')).length).toBe(4)
  })
  it('[FIG6] repairs in time: by the last run of the deadline; the mean in hours', async () => {
    const at = NOW - 3 * DAY
    const toilet = newEventId(NOW)
    const repair = async (hours: number): Promise<void> => {
      const set = { assetId: toilet, fault: 'leak', impact: 'usable', severity: 'low', assignee: personOf('repair1') }
      const [id] = await server.write(
        'supervisor1',
        REPAIRS,
        create('supervisor1', 'supervisor', 'toilet_repair', STREET, set, at),
      )
      let base = id as EventId
      const steps = [
        ['supervisor1', 'supervisor', 'dispatch', 'dispatched', 0],
        ['repair1', 'maintainer', 'accept', 'accepted', 1],
        ['repair1', 'maintainer', 'arrive', 'on_site', 2],
      ] as const
      for (const [account, role, step, to, minutes] of steps) {
        const [made] = await server.write(
          account,
          REPAIRS,
          move(account, role, id as EventId, base, step, to, at + minutes * MINUTE),
        )
        base = made as EventId
      }
      for (const label of ['before', 'after']) {
        await server.write('repair1', REPAIRS, {
          type: 'photo',
          record: id as string as RecordId,
          by: personOf('repair1'),
          role: 'maintainer',
          at,
          sha256: 'a'.repeat(64),
          label,
          width: 10,
          height: 10,
          bytes: 10,
        })
      }
      await server.write(
        'repair1',
        REPAIRS,
        move('repair1', 'maintainer', id as EventId, base, 'finish', 'done', at + hours * HOUR),
      )
    }
    await repair(10)
    await repair(20)
    await server.projection.caughtUp()
    const inTime = await figure('supervisor1', 'toilet_repair.in_time', `area=${STREET}`)
    const mean = await figure('supervisor1', 'toilet_repair.mttr', `area=${STREET}`)
    expect(inTime.denominator).toBe(2)
    expect(mean.denominator).toBe(2)
    expect(mean.numerator).toBeCloseTo(30, 1)
  })
  it('[FIG7] tasks by category; what was never given out is no part of them', async () => {
    const task = async (category: string, ...moves: readonly (readonly [string, string])[]) => {
      const set = {
        title: '查',
        category,
        source: 'plan',
        severity: 'low',
        assignee: personOf('supervisor1'),
        dueAt: NOW + DAY,
        result: '好',
      }
      const [id] = await server.write('supervisor1', TASKS, create('supervisor1', 'supervisor', 'task', STREET, set))
      let base = id as EventId
      for (const [step, to] of moves) {
        const role = step === 'dispatch' ? 'supervisor' : 'officer'
        const account = step === 'dispatch' ? 'supervisor1' : 'officer1'
        const made = await server
          .write(account, TASKS, move(account, role, id as EventId, base, step, to))
          .catch(() => [base])
        base = made[0] as EventId
      }
    }
    await task('ecology', ['dispatch', 'dispatched'])
    await task('noise', ['dispatch', 'dispatched'])
    await task('ecology')
    await server.projection.caughtUp()
    expect(shown(await figure('supervisor1', 'task.done_rate', `area=${STREET}`))).toEqual([0, 2])
    expect(shown(await figure('supervisor1', 'task.done_rate', `area=${STREET}&category=ecology`))).toEqual([0, 1])
  })
  it('[FIG8] who supervises, checks or answers for the area may ask; nobody else, and nobody of another area', async () => {
    const status = async (account: string, name: string, area: string) =>
      (await server.ask(account, `/api/figures/${name}?area=${area}`)).status
    expect(await status('supervisor1', 'task.done_rate', STREET)).toBe(200)
    expect(await status('police1', 'home_visit.coverage', COMMUNITY)).toBe(200)
    expect(await status('police1', 'home_visit.coverage', STREET)).toBe(404)
    expect(await status('police1', 'task.done_rate', COMMUNITY)).toBe(404)
    expect(await status('repair1', 'toilet_repair.in_time', STREET)).toBe(404)
    expect(await status('admin', 'home_visit.coverage', '370303')).toBe(404)
    expect(await status('neighbour1', 'home_visit.coverage', COMMUNITY)).toBe(404)
    const { figures } = await server.get<FiguresAnswer>('repair1', '/api/figures')
    expect(figures).toEqual([])
  })
  it('[FIG9] a wrong question is told by its name', async () => {
    const code = async (query: string) => {
      const answer = await server.ask('officer1', `/api/figures/home_visit.coverage?${query}`)
      return [answer.status, ((await answer.json()) as { detail: string }).detail.split(':')[0]]
    }
    expect(await code('')).toEqual([400, 'area'])
    expect(await code(`area=${COMMUNITY}&period=always`)).toEqual([400, 'period'])
    expect(await code(`area=${COMMUNITY}&trend=99`)).toEqual([400, 'trend'])
    expect(await code(`area=${COMMUNITY}&category=%27`)).toEqual([400, 'category'])
    expect((await server.ask('officer1', `/api/figures/home_visit.secret?area=${COMMUNITY}`)).status).toBe(404)
  })
})

describe('figures of the demo district', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await demoServer()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  async function get<T>(account: string, path: string): Promise<T> {
    const token = await tokenOf(server, account)
    return (await (await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).json()) as T
  }
  const figure = (account: string, name: string, query: string) =>
    get<FigureAnswer>(account, `/api/figures/${name}?${query}`)

  async function all(kind: string, state: string): Promise<readonly RecordPage['rows'][number][]> {
    const rows: RecordPage['rows'][number][] = []
    let next: string | undefined
    do {
      const query = `kind=${kind}&state=${state}&area=${COMMUNITY}${next ? `&cursor=${next}` : ''}`
      const page = await get<RecordPage>('police1', `/api/records?${query}`)
      rows.push(...page.rows)
      next = page.next
    } while (next)
    return rows
  }

  it('[FIG10] desk and phone say the same number: coverage counted from facts as a phone does', async () => {
    const homes = await all('household', 'active')
    const { facts } = await get<FactsAnswer>('police1', `/api/facts/${COMMUNITY}`)
    const known = new Map(facts.map((fact) => [fact.record, fact]))
    // The phone reads a home together with what only its assistants may read.
    const parts = await all('household_private', 'kept')
    const merged = homes.map((home) => ({
      ...home,
      fields: { ...home.fields, ...parts.find(({ fields }) => fields['householdId'] === home.id)?.fields },
    }))
    const due = merged.filter(({ fields, state }) => planFor('household', { fields, state }))
    const done = due.filter(({ id, kind, fields }) => {
      const fact = known.get(id)
      return fact && isDone({ record: id, kind, fields }, fact, Date.now())
    })
    expect(parts.length).toBeGreaterThan(0)
    const { numerator, denominator } = await figure('officer1', 'home_visit.coverage', `area=${COMMUNITY}`)
    expect([numerator, denominator]).toEqual([done.length, due.length])
    expect(numerator).toBeGreaterThan(100)
  })
  it('[FIG11] the golden counts of the district: 388 roads, 112 toilets, 9 stations', async () => {
    for (const [name, n] of [
      ['asset.roads', 388],
      ['asset.toilets', 112],
      ['asset.stations', 9],
    ] as const) {
      expect((await figure('auditor1', name, 'area=370303')).numerator).toBe(n)
    }
  })
})
