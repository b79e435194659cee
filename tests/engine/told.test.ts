import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OfficeNotices, ReachedAnswer, ReachedSaid, RecordAnswer, WriteAnswer } from '../../domain/api.ts'
import { isoWeekOf, quarterOf } from '../../domain/clock.ts'
import { type EventId, newEventId, type RecordId, recordOf } from '../../domain/ids.ts'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

const KEYUAN = '370303005'
const { year, quarter } = quarterOf(Date.now())
const TASKS = `${KEYUAN}/tasks/${year}q${quarter}`

describe('whether what was given out arrived', () => {
  let server: TestServer
  const tokens = new Map<string, string>()
  beforeAll(async () => {
    server = await demoServer()
    for (const account of ['supervisor1', 'cleaner1', 'cleaner2', 'police1', 'auditor1', 'district1'])
      tokens.set(account, await tokenOf(server, account))
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const ask = (who: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(who)}` },
    })
  const reached = async (who: string, record: RecordId): Promise<ReachedAnswer> =>
    (await (await ask(who, `/api/reached?record=${record}`)).json()) as ReachedAnswer
  const say = async (who: string, record: RecordId, event: EventId, room = TASKS): Promise<ReachedSaid> =>
    (await (await ask(who, '/api/reached', { records: [{ room, record, event }] })).json()) as ReachedSaid

  async function dispatched(to: string): Promise<{ record: RecordId; event: EventId }> {
    const at = Date.now()
    const [create, move] = [newEventId(at), newEventId(at + 1)]
    const act = { by: 'p-supervisor1', role: 'supervisor', at }
    const set = { title: '清理积水', category: 'sanitation', source: 'inspection', severity: 'low', assignee: to }
    const answer = await ask('supervisor1', `/api/rooms/${encodeURIComponent(TASKS)}/events`, {
      events: [
        {
          id: create,
          event: {
            type: 'create',
            kind: 'task',
            version: 1,
            area: KEYUAN,
            ...act,
            set: { ...set, dueAt: at + 86_400_000 },
          },
        },
        {
          id: move,
          event: { type: 'move', record: recordOf(create), ...act, base: [create], move: 'dispatch', to: 'dispatched' },
        },
      ],
    })
    expect(((await answer.json()) as WriteAnswer).receipts).toHaveLength(2)
    await server.projection.caughtUp()
    return { record: recordOf(create), event: move }
  }

  it('[TOLD1] [TOLD2] a task has not reached its person until his phone says so, once and for all', async () => {
    const { record, event } = await dispatched('p-cleaner1')
    const before = await reached('supervisor1', record)
    expect(before).toMatchObject({ people: 1, reached: 0, rows: [{ person: 'p-cleaner1', why: 'assigned' }] })
    expect(before.rows[0]).not.toHaveProperty('at')

    const from = Date.now()
    expect(await say('cleaner1', record, event)).toEqual({ taken: 1, unknown: [] })
    const first = (await reached('supervisor1', record)).rows[0]?.at ?? 0
    expect(first).toBeGreaterThanOrEqual(from)
    expect(await say('cleaner1', record, event)).toEqual({ taken: 1, unknown: [] })
    expect((await reached('supervisor1', record)).rows[0]?.at).toBe(first)
    // Another's phone says nothing about this one's.
    await say('cleaner2', record, event)
    expect((await reached('supervisor1', record)).people).toBe(1)
  })
  it('[TOLD3] an act that is not on the log, or of another record, or in a closed room is not counted', async () => {
    const { record, event } = await dispatched('p-cleaner2')
    const other = await dispatched('p-cleaner2')
    const foreign = newEventId(Date.now())
    expect(await say('cleaner2', record, foreign)).toEqual({ taken: 0, unknown: [foreign] })
    expect(await say('cleaner2', record, other.event)).toEqual({ taken: 0, unknown: [other.event] })
    expect(await say('cleaner2', record, event, '370303006/tasks/2026q4')).toEqual({ taken: 0, unknown: [event] })
    expect((await reached('supervisor1', record)).reached).toBe(0)
  })
  it('[TOLD4] who neither wrote it nor gives out work there may not ask', async () => {
    const { record } = await dispatched('p-cleaner1')
    expect((await ask('cleaner2', `/api/reached?record=${record}`)).status).toBe(404)
    expect((await ask('police1', `/api/reached?record=${record}`)).status).toBe(404)
    expect((await ask('supervisor1', '/api/reached?record=nonsense')).status).toBe(400)
  })
  it('[TOLD19] a notice to the office is read at the server by whom it names, and its sender sees who has seen it', async () => {
    const at = Date.now()
    const id = newEventId(at)
    const act = { by: 'p-supervisor1', role: 'supervisor', at }
    const to = { toRoles: ['auditor', 'supervisor'], toAreas: [KEYUAN], mustConfirm: true }
    const set = { title: '例会', noticeKind: 'notice', body: '周五九点', ...to }
    const made = { type: 'create', kind: 'notice', version: 1, area: KEYUAN, ...act, set }
    const publish = { type: 'move', record: recordOf(id), ...act, base: [id], move: 'publish', to: 'published' }
    const events = [{ id, event: made }, { event: publish }]
    expect((await ask('supervisor1', `/api/rooms/${encodeURIComponent(TASKS)}/events`, { events })).status).toBe(200)
    await server.projection.caughtUp()
    const notices = async (who: string) => ((await (await ask(who, '/api/notices')).json()) as OfficeNotices).notices
    const [told] = await notices('auditor1')
    expect(told).toMatchObject({ title: '例会', body: '周五九点', mustConfirm: true })
    expect((await notices('district1')).map(({ title }) => title)).toEqual(['例会'])
    // Not the sender himself, and nobody whose phone holds the room anyway.
    expect([await notices('supervisor1'), await notices('cleaner1')]).toEqual([[], []])
    const marks = told?.marks ?? []
    expect(await (await ask('auditor1', '/api/reached', { records: marks })).json()).toMatchObject({ taken: 1 })
    const seen = (who: string) => ask(who, '/api/notices/seen', { records: marks.map(({ record }) => record) })
    expect(await (await seen('auditor1')).json()).toEqual({ seen: 1 })
    expect(await (await seen('cleaner1')).json()).toEqual({ seen: 0 })
    expect((await notices('auditor1'))[0]).toHaveProperty('seenAt')
    expect(await reached('supervisor1', recordOf(id))).toMatchObject({ reached: 1, seen: 1 })
  })
  it('[TOLD20] everybody with an account speaks to the office: the supervisor of his areas reads and answers it', async () => {
    for (const [who, role, area, reader] of [
      ['auditor1', 'auditor', '370303', 'district1'],
      ['police1', 'assistant', '370303005003', 'supervisor1'],
      ['supervisor1', 'supervisor', KEYUAN, 'district1'],
    ] as const) {
      const at = Date.now()
      const { year: y, week } = isoWeekOf(at)
      const room = `worker/p-${who}/${y}w${String(week).padStart(2, '0')}`
      const id = newEventId(at)
      const set = { feedbackKind: 'app', text: '字太小' }
      const made = { type: 'create', kind: 'feedback', version: 1, area, by: `p-${who}`, role, at, set }
      const path = `/api/rooms/${encodeURIComponent(room)}/events`
      expect((await ask(who, path, { events: [{ id, event: made }] })).status).toBe(200)
      const by = { by: `p-${reader}`, role: 'supervisor', at: at + 1 }
      const words = newEventId(at + 1)
      const answer = { type: 'set', record: recordOf(id), ...by, base: [id], set: { answer: '可以调大' } }
      const step = { type: 'move', record: recordOf(id), ...by, base: [words], move: 'answer', to: 'answered' }
      const written = await ask(reader, path, { events: [{ id: words, event: answer }, { event: step }] })
      expect([who, written.status, await written.clone().text()]).toEqual([who, 200, expect.any(String)])
      await server.projection.caughtUp()
      const read = await ask(who, `/api/records/${encodeURIComponent(room)}/${id}`)
      expect([who, ((await read.json()) as RecordAnswer).record.state]).toEqual([who, 'answered'])
      // Who has no part in it reads nothing of it.
      expect((await ask('cleaner1', `/api/records/${encodeURIComponent(room)}/${id}`)).status).toBe(404)
    }
  })
})
