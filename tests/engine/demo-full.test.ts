import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FigureAnswer, FiguresAnswer, MeAnswer, RecordPage, RecordRow, RulesAnswer } from '../../domain/api.ts'
import { DAY, isoDate } from '../../domain/clock.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

describe('the demo district in its full size', () => {
  let server: TestServer
  const tokens = new Map<string, string>()
  beforeAll(async () => {
    server = await demoServer()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  async function ask<T>(account: string, path: string): Promise<T> {
    const token = tokens.get(account) ?? (await tokenOf(server, account))
    tokens.set(account, token)
    return (await (await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })).json()) as T
  }
  const page = (query: string, account = 'district1') => ask<RecordPage>(account, `/api/records?${query}`)
  const count = async (query: string) => (await page(query)).total
  const rate = (part: number, whole: number) => ((100 * part) / whole).toFixed(1)

  it('[FULL10] has 1,800 cleaners, 120 drivers, 304 assistants and 70 agents, each with a name that says it is invented', () => {
    const everybody = server.people.everybody()
    const withRole = (role: string) =>
      everybody.filter(({ id }) => server.people.grantsOf(id).some((grant) => grant.role === role)).length
    expect(['cleaner', 'driver', 'assistant', 'service_agent'].map(withRole)).toEqual([1800, 120, 304, 70])
    expect(everybody.filter(({ name }) => !name.includes('示例'))).toEqual([])
    const cleaners = everybody.filter(({ id }) => server.people.grantsOf(id).some(({ role }) => role === 'cleaner'))
    expect(cleaners.filter(({ leader }) => !leader)).toEqual([])
  })
  it('[FULL11] golden: 274 of 290 ecological tasks are done, 94.5 %', async () => {
    const states = kindOf('task')?.states.map(({ id }) => id) ?? []
    const counts = new Map<string, number>()
    for (const state of states) counts.set(state, await count(`kind=task&state=${state}&field.category=ecology`))
    const sum = (...of: string[]) => of.reduce((all, state) => all + (counts.get(state) ?? 0), 0)
    const done = sum('done', 'verified', 'closed')
    const sent = sum(...states) - sum('draft', 'cancelled')
    expect([done, sent, rate(done, sent)]).toEqual([274, 290, '94.5'])
    expect(await count('kind=task')).toBe(290)
  })
  it('[FULL12] golden: 94.0 % of the rural households in the base have a harmless latrine; 3,700 latrines are accepted', async () => {
    const base = await count('kind=rural_household&state=active&field.exclusion=none')
    const harmless = await count('kind=rural_household&state=active&field.exclusion=none&field.latrineNow=harmless')
    expect([harmless, base, rate(harmless, base)]).toEqual([4512, 4800, '94.0'])
    // What the programme built is counted apart: by the records that the district accepted.
    expect(await count('kind=latrine&state=accepted,publicised,paid,in_service')).toBe(3700)
  })
  it('[FULL18] [FIG18] golden: in 39 of the 47 villages of the programme the lanes are lit, 83.0 %', async () => {
    const { rules } = await ask<RulesAnswer>('district1', '/api/rules')
    expect(rules.find(({ ruleType }) => ruleType === 'programme')?.areas.length).toBe(47)
    const lit = await ask<FigureAnswer>('district1', '/api/figures/asset.villages_lit?area=370303')
    expect([lit.numerator, lit.denominator, rate(lit.numerator, lit.denominator ?? 0)]).toEqual([39, 47, '83.0'])
    const behind = (part: string) => count(`figure=asset.villages_lit&area=370303&part=${part}`)
    expect([await behind('in'), await behind('rest')]).toEqual([39, 8])
  })
  it('[FULL13] one village has 180 latrines over all states in which a record can rest', async () => {
    const states = (kindOf('latrine')?.states ?? []).map(({ id }) => id)
    const counts = await Promise.all(states.map((state) => count(`kind=latrine&state=${state}&area=370303008200`)))
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(180)
    // What is paid is taken into service by the server at once.
    expect(states.filter((_, i) => (counts[i] ?? 0) === 0)).toEqual(['paid'])
  })
  it('[FIG15] attendance: what is missing of the planned shifts is listed, and came and missed together are the plan', async () => {
    const { numerator, denominator, planned } = await ask<FigureAnswer>(
      'district1',
      '/api/figures/shift.attendance?area=370303&period=year&planned=missed',
    )
    if (!planned) throw new Error('no planned shifts')
    expect([planned.came, planned.came + planned.missed + planned.absent]).toEqual([numerator, denominator])
    expect(planned.rows.length).toBe(planned.missed)
    expect(planned.missed).toBeGreaterThan(5)
    expect(planned.leave + planned.absent).toBeGreaterThan(1)
    expect(await count('figure=shift.attendance&area=370303&period=year&part=in')).toBe(numerator)
  })
  it('[FIG16] [FIG17] no figure of the district stands at nothing or at all of it by accident; before its registration no toilet had to be checked', async () => {
    const { figures } = await ask<FiguresAnswer>('district1', '/api/figures')
    const bare: string[] = []
    for (const { id } of figures) {
      const { numerator, denominator } = await ask<FigureAnswer>(
        'district1',
        `/api/figures/${id}?area=370303&period=year`,
      )
      if (numerator === 0 || numerator === denominator) bare.push(`${id} ${numerator}/${denominator}`)
    }
    expect(bare).toEqual([])
    const before = await ask<FigureAnswer>('district1', '/api/figures/toilet_check.done_rate?area=370303&period=2023')
    expect([before.numerator, before.denominator]).toEqual([0, 0])
  })
  it('[FULL14] everybody of the crews has a roster for this week and the next; each street has people on duty or done today', async () => {
    const rosters = await count('kind=roster_entry&state=published')
    expect(rosters).toBeGreaterThan(2 * (1800 + 120))
    // In the first hours of a day only the night shift has begun: yesterday and today together hold at any hour.
    const shiftsOf = async (account: string) => {
      const days = [Date.now() - DAY, Date.now()].map((at) => page(`kind=shift&field.date=${isoDate(at)}`, account))
      return (await Promise.all(days)).reduce((sum, { total }) => sum + total, 0)
    }
    expect(await shiftsOf('district1')).toBeGreaterThan(100)
    expect(await shiftsOf('supervisor1')).toBeLessThan(await shiftsOf('district1'))
  })
  it('[FULL15] leader1 sees his team alive at any hour: at work, late, on leave, and two who have not begun', async () => {
    const team = server.people.teamOf((await ask<MeAnswer>('leader1', '/api/me')).person.id)
    expect(team.length).toBe(17 + 3)
    const today = await page(`kind=shift&field.date=${isoDate(Date.now())}&limit=200`, 'leader1')
    const own = today.rows.filter((row: RecordRow) => team.some(({ id }) => id === row.fields['workerId']))
    const states = new Set(own.map(({ state }) => state))
    expect(states).toContain('leave')
    expect(own.some(({ fields }) => ['p-cleaner1', 'p-cleaner2'].includes(String(fields['workerId'])))).toBe(false)
  })
  it('[FULL17] the past reaches back fourteen months, thinned, and the last six weeks of leader1’s team are whole', async () => {
    const old = await count(`kind=shift&to=${Date.now() - 300 * 86_400_000}`)
    expect(old).toBeGreaterThan(50)
    const settled = await count('kind=shift&state=settled')
    expect(settled).toBeGreaterThan(200)
    const waiting = await page(`kind=shift&state=off_duty&to=${Date.now() - 4 * 86_400_000}`)
    expect(waiting.total).toBe(0)
  })
  it('[FULL21] a phone gets no more rooms by it: police1 those of his unit and street, leader1 the weeks of his own team', async () => {
    const roomsOf = async (account: string) => (await ask<MeAnswer>(account, '/api/me')).rooms.map(({ name }) => name)
    const police = await roomsOf('police1')
    expect(police.filter((name) => !/^(org$|370303005\/|370303005003\/|worker\/p-police1\/)/.test(name))).toEqual([])
    const weeks = (await roomsOf('leader1')).filter((name) => name.startsWith('worker/'))
    const people = new Set(weeks.map((name) => name.split('/')[1]))
    expect(people.size).toBe(18 + 3)
  })
})
