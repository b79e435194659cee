import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { asPerson, type EventId, newEventId } from '../../domain/ids.ts'
import { encodeItem, type Item } from '../../domain/room/grammar.ts'
import { CLOSE } from '../../domain/room/protocol.ts'
import { openSqliteLog } from '../../sync-server/storage/sqlite-log.ts'
import { addAssistants, type Process, presentRoom, signIn, startProcess } from '../support/process.ts'
import { RECORD, rawClient, remark } from '../support/raw-client.ts'
import { forget } from '../support/server.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'xunji-full-'))
const ROOM = presentRoom()
/** KB that any file of the server may have. */
const SPACE = 2048
let server: Process | undefined
afterAll(() => {
  server?.child.kill('SIGKILL')
  forget(dataDir)
})

function track(writer: number, clock: number): Item {
  const id = newEventId(Date.now())
  const event = { type: 'track' as const, record: RECORD, by: asPerson('ann'), role: 'assistant', at: Date.now() }
  return { id, writer, clock, bytes: encodeItem(id, { ...event, from: 0, to: 1, points: new Uint8Array(20_000) }) }
}

it('[LOG19] a disk that takes no more: no receipt, the server says so and lets read; with space it goes on, and nothing with a receipt is lost', async () => {
  addAssistants(dataDir, ['ann'])
  // Writes above the limit fail as on a full disk, instead of ending the process.
  server = await startProcess(dataDir, `trap '' XFSZ; ulimit -S -f ${SPACE};`)
  const { url, child } = server
  const token = await signIn(url, 'ann')
  const ask = (path: string) => fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })
  const connect = () => rawClient(`${url.replace('http', 'ws')}/sync`, token, { room: ROOM })

  const receipted = new Set<EventId>()
  const phone = await connect()
  const writer = 2 ** 40
  for (let clock = 0; phone.closed() === undefined && clock < 1000; clock++) {
    phone.live(track(writer, clock))
    await phone.until(() => phone.receipts().length > clock || phone.closed() !== undefined)
  }
  for (const { id } of phone.receipts()) receipted.add(id)
  expect(phone.closed()?.code).toBe(CLOSE.shuttingDown)
  expect(receipted.size).toBeGreaterThan(10)

  const ready = await ask('/readyz')
  expect([ready.status, ((await ready.json()) as { code: string }).code]).toEqual([503, 'readOnly'])
  expect((await ask('/healthz')).status).toBe(200)
  const snapshot = await ask(`/api/rooms/${encodeURIComponent(ROOM)}/snapshot`)
  expect(snapshot.status).toBe(200)
  const bytes = Buffer.from(await snapshot.arrayBuffer())
  expect([...receipted].filter((id) => !bytes.includes(id))).toEqual([])

  spawnSync('prlimit', [`--fsize=unlimited:unlimited`, '--pid', String(child.pid)])
  await expect.poll(async () => (await ask('/readyz')).status, { timeout: 20_000, interval: 500 }).toBe(200)
  const again = await connect()
  const last = remark('ann', writer + 1, 0)
  again.live(last)
  await again.until(() => again.receipts().length === 1)
  receipted.add(last.id)

  child.kill('SIGKILL')
  await server.over
  const log = openSqliteLog(join(dataDir, 'xunji.sqlite'), Date.now)
  const stored = new Set((await log.tail(ROOM, 0)).map((row) => row.id))
  log.close()
  expect([...receipted].filter((id) => !stored.has(id))).toEqual([])
})
