import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asRoom, type EventId, newEventId, type RoomName } from '../../domain/ids.ts'
import { orgOf } from '../../domain/org.ts'
import type { RoomEvent } from '../../domain/record/event.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import { COMMUNITY, type Office, office, personOf } from '../support/office.ts'
import { forget } from '../support/server.ts'

const STREET = asRoom(`${COMMUNITY.slice(0, 9)}/org`)
const ORG = asRoom('org')

describe('what the server publishes from SQL', () => {
  let server: Office
  beforeAll(async () => {
    server = await office()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  async function events(room: RoomName): Promise<[EventId, RoomEvent][]> {
    const rows = await server.rooms.log.tail(room, 0)
    return rows.flatMap(({ id, bytes }): [EventId, RoomEvent][] => {
      const decoded = decodeItem(bytes)
      return decoded.ok ? [[id, decoded.value.event]] : []
    })
  }
  const view = async () => orgOf([await events(ORG), await events(STREET)])
  const nameOf = async (account: string) => (await view()).people.find((one) => one.id === personOf(account))?.name

  it('[ORG4] a phone learns the people of its street, those above it, and the days off', async () => {
    await expect.poll(() => nameOf('police1')).toBe('示例police1')
    expect(await nameOf('admin')).toBe('示例admin')
    expect((await view()).people.find((one) => one.id === personOf('police1'))?.roles).toEqual([
      { role: 'assistant', area: COMMUNITY },
    ])
    expect((await view()).calendar.makeUpDays.has('2026-10-10')).toBe(true)
    expect(
      (await events(ORG)).flatMap(([, event]) => (event.type === 'publish' ? [JSON.stringify(event)] : [])).join(),
    ).not.toContain('police1')
  })
  it('[ORG5] a change in SQL is published, and nothing else; a restart says nothing new', async () => {
    const position = async () => (await server.rooms.log.cursor(STREET)).seq
    const before = await position()
    server.people.add({ id: 'p-new', name: '新来的示例' }, [{ role: 'assistant', area: COMMUNITY, from: 0 }])
    await expect.poll(async () => (await view()).people.some((one) => one.name === '新来的示例')).toBe(true)
    expect(await position()).toBe(before + 1)
    const { dataDir } = server
    await server.close()
    server = await office(dataDir)
    expect(await position()).toBe(before + 1)
  })
  it('[ORG6] a switch that is turned on reaches the phones with its ground', async () => {
    const body = JSON.stringify({
      id: 'track',
      book: 'worker',
      area: COMMUNITY.slice(0, 9),
      on: true,
      ground: '试点三个月',
    })
    const answer = await server.ask('admin', '/api/admin/switches', { method: 'POST', body })
    expect(answer.status).toBeLessThan(300)
    await expect
      .poll(async () => (await view()).switches)
      .toMatchObject([{ id: 'track', on: true, ground: '试点三个月' }])
  })
  it('[ORG7] nobody publishes over HTTP', async () => {
    const event = {
      type: 'remark',
      record: newEventId(1),
      by: personOf('admin'),
      role: 'admin',
      at: Date.now(),
      text: 'x',
    }
    const body = JSON.stringify({ events: [{ event }] })
    for (const room of [ORG, STREET]) {
      const answer = await server.ask('admin', `/api/rooms/${encodeURIComponent(room)}/events`, {
        method: 'POST',
        body,
      })
      expect(answer.status).toBe(404)
    }
  })
})
