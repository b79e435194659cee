import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiProblem, AuditAnswer, RulesAnswer } from '../../domain/api.ts'
import { asRoom } from '../../domain/ids.ts'
import { cyclesOf, targetOf, windowsOf } from '../../domain/office-rules.ts'
import { orgOf } from '../../domain/org.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import { COMMUNITY, type Office, office } from '../support/office.ts'
import { forget } from '../support/server.ts'

const NOW = Date.parse('2026-11-25T10:00:00+08:00')
const started = Date.now()
const STREET = COMMUNITY.slice(0, 9)
const monthly = {
  rule: 'visit_rented',
  name: '出租户每月一次',
  ruleType: 'visit_cycle',
  kind: 'home_visit',
  areas: [STREET],
  per: 'month',
  validFrom: '2026-11-25',
  reason: '年底前反诈宣传',
}
const windows = {
  rule: 'toilet_windows',
  name: '冬季公厕检查',
  ruleType: 'check_window',
  kind: 'toilet_check',
  areas: [STREET],
  windows: [
    { from: '07:00', to: '12:00' },
    { from: '12:00', to: '20:00' },
  ],
  validFrom: '2026-12-01',
  reason: '冬季开放时间',
}
const target = {
  rule: 'own_target',
  name: '走访目标',
  ruleType: 'target',
  kind: 'target',
  areas: [STREET],
  figure: 'home_visit.coverage',
  target: 95,
  validFrom: '2026-12-01',
  reason: '年度计划',
}

describe('rules over HTTP', () => {
  let server: Office
  beforeAll(async () => {
    server = await office(undefined, () => NOW + Date.now() - started)
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const post = (account: string, path: string, body: object) =>
    server.ask(account, path, { method: 'POST', body: JSON.stringify(body) })
  async function codeOf(account: string, body: object, path = '/api/admin/rules'): Promise<string> {
    const answer = await post(account, path, body)
    const text = await answer.text()
    const code = text === '' ? '' : ` ${(JSON.parse(text) as { code?: string }).code ?? ''}`
    return `${answer.status}${code}`.trim()
  }
  const all = async () => (await server.get<RulesAnswer>('police1', '/api/rules')).rules
  const org = async () => {
    const rows = await server.rooms.log.tail(asRoom('org'), 0)
    return orgOf([
      rows.flatMap(({ id, bytes }) => {
        const decoded = decodeItem(bytes)
        return decoded.ok ? [[id, decoded.value.event] as const] : []
      }),
    ])
  }

  it('[PLAN16] a supervisor lays down a rule for his areas, nobody else’s; others may read it', async () => {
    expect(await codeOf('police1', monthly)).toBe('403 notPlanner')
    expect(await codeOf('supervisor1', { ...monthly, areas: [STREET, '370303008'] })).toBe('403 outOfScope')
    expect(await codeOf('supervisor1', { ...monthly, areas: ['999999'] })).toBe('422 unknownArea')
    expect(await codeOf('supervisor1', monthly)).toBe('201')
    expect(await codeOf('admin', windows)).toBe('201')
    expect((await all()).map(({ name }) => name).sort()).toEqual([monthly.name, windows.name].sort())
    const { rows } = await server.get<AuditAnswer>('admin', '/api/admin/audit')
    expect(
      rows.filter((row) => row.act === 'setRule').map((row) => [row.subject, row.detail['reason']]),
    ).toContainEqual(['visit_rented', monthly.reason])
  })
  it('[PLAN17] it reaches phones through org, and what is due follows from the day on', async () => {
    await expect.poll(async () => (await org()).rules.length).toBe(2)
    const { rules } = await org()
    expect(cyclesOf(rules, COMMUNITY, '2026-11-25').find((one) => one.id === 'visit_rented')?.per).toBe('month')
    expect(windowsOf(rules, COMMUNITY, '2026-11-30')[0]?.windows.length).toBe(3)
    expect(windowsOf(rules, COMMUNITY, '2026-12-01')[0]?.windows.length).toBe(2)
  })
  it('[PLAN18] a new version ends the one before it on the day before; the old one stays readable', async () => {
    expect(await codeOf('supervisor1', { ...monthly, per: 'quarter', validFrom: '2026-12-01', reason: '恢复' })).toBe(
      '201',
    )
    const versions = (await all()).filter((one) => one.rule === 'visit_rented')
    expect(versions.map(({ per, validFrom, validTo }) => [per, validFrom, validTo]).sort()).toEqual([
      ['month', '2026-11-25', '2026-11-30'],
      ['quarter', '2026-12-01', undefined],
    ])
    const { rules } = await org()
    expect(cyclesOf(rules, COMMUNITY, '2026-11-29').find((one) => one.id === 'visit_rented')?.per).toBe('month')
  })
  it('[PLAN19] one that has not begun is taken back; one that holds, ends; nothing of the past changes', async () => {
    const coming = (await all()).find((one) => one.validFrom === '2026-12-01' && one.rule === 'visit_rented')
    const running = (await all()).find((one) => one.validFrom === '2026-11-25')
    const end = (id: string | undefined, validTo: string, account = 'supervisor1') =>
      codeOf(account, { validTo, reason: '不需要了' }, `/api/admin/rules/${id}/end`)
    expect(await end(coming?.id, '2026-12-10', 'police1')).toBe('403 notPlanner')
    expect(await end('nothing', '2026-12-10')).toBe('404 noSuchRule')
    expect(await end(running?.id, '2026-11-01')).toBe('422 ruleInPast')
    expect(await end(running?.id, '2026-02-30')).toBe('422 ruleDate')
    expect(await end(coming?.id, '2026-12-10')).toBe('204')
    expect(await end(running?.id, '2026-11-24')).toBe('204')
    expect(await end(running?.id, '2026-11-25')).toBe('409 ruleEnded')
    await expect
      .poll(
        async () =>
          cyclesOf((await org()).rules, COMMUNITY, '2026-12-05').find((one) => one.id === 'visit_rented')?.per,
      )
      .toBe('quarter')
    expect((await all()).length).toBe(3)
  })
  it('[PLAN20] a rule that says nothing, or nonsense, is refused with its sentence, and nothing is kept of it', async () => {
    const before = (await all()).length
    const bad: readonly (readonly [object, string])[] = [
      [{ ...monthly, subjects: { field: 'tenancy', is: 'castle' } }, '422 ruleCondition'],
      [{ ...monthly, subjects: { field: 'nothing', is: 1 } }, '422 ruleCondition'],
      [{ ...monthly, validFrom: '2026-11-24' }, '422 ruleInPast'],
      [{ ...monthly, validFrom: '2026-02-30' }, '422 ruleDate'],
      [{ ...monthly, validFrom: '2026-12-05', validTo: '2026-12-01' }, '422 ruleDate'],
      [{ ...monthly, per: undefined }, '422 ruleShape'],
      [{ ...monthly, windows: windows.windows }, '422 ruleShape'],
      [{ ...windows, per: 'month' }, '422 ruleShape'],
      [{ ...windows, windows: [{ from: '12:00', to: '07:00' }] }, '422 ruleWindows'],
      [{ ...windows, windows: [...windows.windows].reverse() }, '422 ruleWindows'],
      [{ ...monthly, ruleType: 'target' }, '422 ruleShape'],
      [{ ...target, figure: 'nothing.here' }, '422 ruleFigure'],
      [{ ...target, target: undefined }, '422 ruleShape'],
      [{ ...target, rule: 'visit_rented' }, '409 ruleOtherKind'],
      [{ ...monthly, kind: 'shift' }, '409 ruleOtherKind'],
      [{ ...monthly, rule: 'toilet_windows' }, '409 ruleOtherKind'],
      [{ ...monthly, rule: 'own_rule', kind: 'shift' }, '422 ruleKind'],
      [{ ...monthly, reason: '  ' }, '400 badRequest'],
      [{ ...monthly, per: 'fortnight' }, '400 badRequest'],
      [{ ...monthly, areas: [] }, '400 badRequest'],
      [{ ...windows, windows: [{ from: '25:00', to: '26:00' }] }, '400 badRequest'],
    ]
    for (const [body, code] of bad) {
      const found = await codeOf('supervisor1', body)
      expect(found.slice(0, 3) === '400' ? found.slice(0, 3) : found, JSON.stringify(body)).toBe(
        code.startsWith('400') ? '400' : code,
      )
    }
    expect((await all()).length).toBe(before)
  })
  it('[PLAN37] a target is a rule like others: from its day on it is what the figure should come to in its area', async () => {
    expect(await codeOf('supervisor1', target)).toBe('201')
    const rules = await all()
    expect(targetOf(rules, 'home_visit.coverage', COMMUNITY, '2026-12-01')?.target).toBe(95)
    expect(targetOf(rules, 'home_visit.coverage', COMMUNITY, '2026-11-30')).toBeUndefined()
    expect(targetOf(rules, 'home_visit.coverage', '370303008', '2026-12-01')).toBeUndefined()
  })
  it('[CHAIN7] a rule’s life: drafted, put in force, ended; by planners only, and not before it says what it must', async () => {
    const act = (account: string, id: string | undefined, step: string, body: object = {}) =>
      codeOf(account, body, `/api/admin/rules/${id}/${step}`)
    const answer = (account: string) => server.get<RulesAnswer>(account, '/api/rules')
    const draft = { ...monthly, rule: 'visit_winter', name: '冬季走访', per: undefined, validFrom: '2026-12-10' }
    const drafted = async () => (await answer('supervisor1')).drafts.find((one) => one.rule === draft.rule)?.id
    const state = async (account = 'supervisor1') => (await answer(account)).states[(await drafted()) ?? '']
    expect(await codeOf('police1', { ...draft, draft: true })).toBe('403 notPlanner')
    expect(await codeOf('supervisor1', { ...draft, draft: true })).toBe('201')
    // Nobody but planners hears of a draft, and it holds nowhere.
    expect(await state()).toBe('draft')
    expect((await answer('police1')).drafts).toEqual([])
    const id = await drafted()
    const before = (await all()).length
    expect(await act('police1', id, 'put-in-force')).toBe('403 notPlanner')
    const refused = await post('supervisor1', `/api/admin/rules/${id}/put-in-force`, {})
    expect([refused.status, ((await refused.json()) as ApiProblem).detail]).toEqual([
      422,
      'Before it holds it needs: per',
    ])
    expect((await all()).length).toBe(before)
    expect(await codeOf('supervisor1', { ...draft, per: 'month', draft: true })).toBe('201')
    const whole = await drafted()
    expect(await act('supervisor1', whole, 'put-in-force')).toBe('204')
    expect(await act('supervisor1', whole, 'put-in-force')).toBe('409 ruleHolds')
    expect((await answer('police1')).states[whole ?? '']).toBe('in_force')
    expect((await all()).find((one) => one.id === whole)).toMatchObject({ rule: draft.rule, per: 'month' })
    // Ended, as a draft and in force; what has ended never holds again.
    const end = { validTo: '2026-12-31', reason: '不需要了' }
    expect(await act('police1', id, 'end', end)).toBe('403 notPlanner')
    expect(await act('supervisor1', id, 'end', end)).toBe('204')
    expect((await answer('supervisor1')).states[id ?? '']).toBe('ended')
    expect(await act('supervisor1', id, 'put-in-force')).toBe('409 ruleEnded')
    expect(await act('supervisor1', id, 'end', end)).toBe('409 ruleEnded')
    expect(await act('supervisor1', whole, 'end', { ...end, reason: ' ' })).toBe('400 badRequest')
    expect(await act('supervisor1', whole, 'end', end)).toBe('204')
    expect((await answer('police1')).states[whole ?? '']).toBe('ended')
  })
})
