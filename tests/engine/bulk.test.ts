import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BulkAnswer, BulkRequest } from '../../domain/api.ts'
import { asRoom, newEventId, type RecordId, type RoomName, recordOf } from '../../domain/ids.ts'
import { COMMUNITY, type Office, office, personOf } from '../support/office.ts'
import { forget } from '../support/server.ts'

const NOW = Date.parse('2026-11-25T10:00:00+08:00')
const HERE = asRoom(`${COMMUNITY}/police/2026q4`)
const ELSEWHERE = asRoom('370303005004/police/2026q4')
type Event = BulkRequest['events'][number]

describe('many events over several rooms', () => {
  let server: Office
  beforeAll(async () => {
    server = await office(undefined, () => NOW)
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const remark = (room: RoomName, more: object = {}): Event => {
    const id = newEventId(NOW)
    const record: RecordId = recordOf(id)
    const event = { type: 'remark', record, by: personOf('police1'), role: 'assistant', at: NOW, text: 'x' } as const
    return { room, id, event: { ...event, ...more } }
  }
  const send = (events: readonly Event[], account = 'police1') =>
    server.ask(account, '/api/events/bulk', { method: 'POST', body: JSON.stringify({ events }) })
  const outcomes = async (events: readonly Event[], account = 'police1') =>
    ((await (await send(events, account)).json()) as BulkAnswer).outcomes.map(({ outcome }) => outcome)
  const stored = async (room: RoomName) => (await server.rooms.log.tail(room, 0)).map(({ id }) => id)

  it('[PLAN21] each event has its outcome in the order of the request; the same again stores nothing twice', async () => {
    const posts = asRoom(`${COMMUNITY}/posts/2026q4`)
    const list = [remark(HERE), remark(posts), remark(HERE), remark(ELSEWHERE), remark(asRoom('nowhere'))]
    const expected = ['stored', 'stored', 'stored', 'notFound', 'notFound']
    expect(await outcomes(list)).toEqual(expected)
    const before = [await stored(HERE), await stored(posts)]
    expect(await outcomes(list)).toEqual(expected)
    expect([await stored(HERE), await stored(posts)]).toEqual(before)
    expect(await stored(ELSEWHERE)).toEqual([])
  })
  it('[PLAN22] what stands in one room is taken together or not at all; other rooms do not wait for it', async () => {
    const posts = asRoom(`${COMMUNITY}/posts/2026q4`)
    const list = [remark(HERE), remark(HERE, { by: 'p-police2' }), remark(posts), remark(HERE, { text: 7 })]
    expect(await outcomes(list)).toEqual(['behind', 'notYours', 'stored', 'behind'])
    const ids = await stored(HERE)
    expect(list.filter(({ id }) => ids.includes(id))).toEqual([])
  })
  it('[PLAN23] what nobody may send at all is refused before anything is taken', async () => {
    const status = async (body: unknown) =>
      (await server.ask('police1', '/api/events/bulk', { method: 'POST', body: JSON.stringify(body) })).status
    expect(await status({ events: [] })).toBe(400)
    expect(await status({ events: Array.from({ length: 2001 }, () => remark(HERE)) })).toBe(400)
    expect(await status({ events: [{ ...remark(HERE), id: 'mine' }] })).toBe(400)
    const long = await status({ events: [remark(HERE, { text: 'x'.repeat(9 * 1024 * 1024) })] })
    expect(long).toBe(413)
    const deep = { ...remark(HERE), event: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) as never }
    expect(await outcomes([deep])).toEqual(['form'])
  })
})
