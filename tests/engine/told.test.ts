import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReachedAnswer, ReachedSaid, WriteAnswer } from '../../domain/api.ts'
import { quarterOf } from '../../domain/clock.ts'
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
    for (const account of ['supervisor1', 'cleaner1', 'cleaner2', 'police1'])
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
})
