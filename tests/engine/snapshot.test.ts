import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { asPerson } from '../../domain/ids.ts'
import { createSnapshots } from '../../sync-server/rooms/snapshot.ts'
import type { EventLog } from '../../sync-server/storage/log.ts'
import { openSqliteLog } from '../../sync-server/storage/sqlite-log.ts'
import { remark } from '../support/raw-client.ts'
import { ROOM } from '../support/sync-server.ts'

let folder: string
let log: EventLog
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunji-snapshot-'))
  log = openSqliteLog(join(folder, 'log.sqlite'), Date.now)
})
afterEach(() => {
  log.close()
  rmSync(folder, { recursive: true })
})
async function put(from: number, to: number): Promise<void> {
  const items = Array.from({ length: to - from }, (_, i) => {
    const { id, bytes, writer, clock } = remark('ann', 7, from + i)
    return { id, bytes, placed: { writer, clock } }
  })
  await log.append([{ room: ROOM, person: asPerson('ann'), whole: true, items }])
}

it('[SYNC28] a room is read in portions, whole as it stood, and kept until it goes on', async () => {
  await put(0, 2500)
  let turns = 0
  const snapshots = createSnapshots(log, (run) => {
    turns++
    setImmediate(run)
  })
  const building = snapshots.of(ROOM)
  const [first, second] = await Promise.all([building, snapshots.of(ROOM)])
  expect([turns, second]).toEqual([3, first])
  expect(first.at).toEqual({ log: log.id, room: 0, seq: 2500 })
  const doc = new Y.Doc()
  Y.applyUpdate(doc, first.update)
  expect([doc.getMap('e').size, doc.store.pendingStructs]).toEqual([2500, null])
  expect(await snapshots.of(ROOM)).toBe(first)
  expect(Buffer.compare(brotliDecompressSync(await first.compressed()), first.update)).toBe(0)
  await put(2500, 2501)
  const later = await snapshots.of(ROOM)
  expect([later.at.seq, turns]).toEqual([2501, 6])
})
