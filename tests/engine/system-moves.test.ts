import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordAnswer, RecordPage } from '../../domain/api.ts'
import { DAY, quarterOf } from '../../domain/clock.ts'
import { asRoom, type EventId, newEventId, recordOf } from '../../domain/ids.ts'
import type { ClientEvent } from '../../domain/record/event.ts'
import { COMMUNITY, type Office, office, personOf } from '../support/office.ts'
import { forget } from '../support/server.ts'

const START = Date.UTC(2026, 10, 2, 2)
const { year, quarter } = quarterOf(START)
const ROOM = asRoom(`${COMMUNITY}/police/${year}q${quarter}`)

describe('moves of the system', () => {
  let server: Office
  let now = START
  beforeAll(async () => {
    server = await office(undefined, () => now)
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const act = (account: string, role: string) => ({ by: personOf(account), role, at: now })
  async function submitted(): Promise<readonly [create: EventId, submit: EventId]> {
    const set = { householdId: newEventId(1), visitAt: now, purpose: ['routine'], result: 'refused' }
    const create: ClientEvent = {
      type: 'create',
      kind: 'home_visit',
      version: 1,
      area: COMMUNITY,
      ...act('police1', 'assistant'),
      set,
    }
    const [id] = (await server.write('police1', ROOM, create)) as [EventId]
    const move: ClientEvent = {
      type: 'move',
      record: recordOf(id),
      ...act('police1', 'assistant'),
      base: [id],
      move: 'submit',
      to: 'submitted',
    }
    const [submit] = (await server.write('police1', ROOM, move)) as [EventId]
    return [id, submit]
  }
  const verify = (id: EventId, base: EventId): ClientEvent => ({
    type: 'move',
    record: recordOf(id),
    ...act('officer1', 'officer'),
    base: [base],
    move: 'verify',
    to: 'verified',
  })
  const stateOf = async (id: EventId) =>
    (await server.get<RecordAnswer>('officer1', `/api/records/${encodeURIComponent(ROOM)}/${id}`)).record?.state
  const systemMoves = async () =>
    (await server.rooms.log.tail(ROOM, 0)).filter((row) => row.person === 'system').map((row) => row.id)

  it('[SYS8] the server closes what was verified, and says when: at the verification', async () => {
    const [id, submit] = await submitted()
    await server.write('officer1', ROOM, verify(id, submit))
    await expect.poll(() => stateOf(id)).toBe('closed')
    const { record, row } = await server.get<RecordAnswer>('officer1', `/api/records/${encodeURIComponent(ROOM)}/${id}`)
    expect(record.chain.at(-1)).toMatchObject({ move: 'close', by: 'system', at: now })
    expect(record.problems).toEqual([])
    expect(row.state).toBe('closed')
  })
  it('[SYS9] what nobody sampled for seven days is closed once, also over a restart; no earlier', async () => {
    const [id] = await submitted()
    now += 6 * DAY
    const [other] = await submitted()
    await expect.poll(() => stateOf(other)).toBe('submitted')
    expect(await stateOf(id)).toBe('submitted')
    now += DAY + 1
    await submitted()
    await expect.poll(() => stateOf(id)).toBe('closed')
    expect(await stateOf(other)).toBe('submitted')
    const before = await systemMoves()
    const { dataDir } = server
    await server.close()
    server = await office(dataDir, () => now)
    await submitted()
    await server.projection.caughtUp()
    expect(await systemMoves()).toEqual(before)
    const page = await server.get<RecordPage>('officer1', '/api/records?kind=home_visit&state=closed')
    expect(page.total).toBe(2)
  })
})
