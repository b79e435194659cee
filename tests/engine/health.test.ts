import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoServer, forget, type TestServer, tokenOf } from '../support/server.ts'

describe('what watches the server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await demoServer()
  })
  afterAll(async () => {
    await server.close()
    forget(server.dataDir)
  })
  const text = async (path: string): Promise<string> => (await fetch(`${server.url}${path}`)).text()
  const valueIn = async (name: string): Promise<number> =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await text('/metrics'))?.[1])

  it('[HTTP19] metrics count what is stored and name routes by their pattern, never a room, a record or a person', async () => {
    const events = await valueIn('xunji_events_stored_total')
    const token = await tokenOf(server, 'police1')
    const room = '370303005003/police/2026q4'
    await fetch(`${server.url}/api/rooms/${encodeURIComponent(room)}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        events: [
          {
            event: {
              type: 'remark',
              record: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
              by: 'p-police1',
              role: 'assistant',
              at: Date.now(),
              text: 'x',
            },
          },
        ],
      }),
    })
    expect(await valueIn('xunji_events_stored_total')).toBe(events + 1)
    expect(await valueIn('xunji_storing')).toBe(1)
    expect(await valueIn('xunji_disk_free_bytes')).toBeGreaterThan(0)
    const all = await text('/metrics')
    expect(all).toMatch(/xunji_http_seconds_count\{method="POST",route="\/api\/rooms\/:room\/events",status="200"\} 1/)
    expect(all).toMatch(/nodejs_eventloop_lag_p99_seconds/)
    expect(all).not.toMatch(/370303|police1|01ARZ/)
  })
  it('[HTTP20] ready says what does not work while phones are served', async () => {
    const ready = async () => JSON.parse(await text('/readyz')) as { status: string; photos: string }
    expect(await ready()).toMatchObject({ status: 'ok', photos: 'ok' })
    const partial = join(server.dataDir, 'photos/partial')
    rmSync(partial, { recursive: true })
    expect(await ready()).toMatchObject({ status: 'ok', photos: expect.stringMatching(/cannot be stored/) })
  })
})
