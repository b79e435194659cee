import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { asPerson, asRoom } from '../../domain/ids.ts'
import { fail } from '../../domain/result.ts'
import { remark } from '../../tests/support/raw-client.ts'
import type { EventLog } from '../storage/log.ts'
import { openSqliteLog } from '../storage/sqlite-log.ts'
import { troubleOf } from '../storage/trouble.ts'
import { createRooms } from './rooms.ts'

const now = (): number => Date.parse('2026-11-25T12:00:00+08:00')
const author = {
  person: asPerson('ann'),
  grants: [{ person: asPerson('ann'), role: 'assistant', area: '370303005003', from: 0 }],
}
const ROOM = asRoom('370303005003/police/2026q4')

it('[LOG17] a commit that fails gives no receipt and shows nothing; a failed flush ends the server, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'xunji-trouble-'))
  const real = openSqliteLog(join(folder, 'log.sqlite'), now)
  let broken: 'readOnly' | 'uncertain' | undefined = 'readOnly'
  const log: EventLog = {
    ...real,
    append: async (batch) => (broken ? fail({ why: broken, retryAfterMs: 5000 }) : real.append(batch)),
  }
  let ended = 0
  const rooms = createRooms({ log, now, onUncertain: () => ended++ })
  const told: string[] = []
  rooms.onStored((_room, rows) => told.push(...rows.map((row) => row.id)))
  const first = remark('ann', 2 ** 40, 0)
  expect(await rooms.submit(author, ROOM, [first])).toEqual(fail({ why: 'readOnly', retryAfterMs: 5000 }))
  expect([ended, told]).toEqual([0, []])
  broken = undefined
  expect(await rooms.submit(author, ROOM, [first])).toMatchObject({
    ok: true,
    value: { receipts: [{ id: first.id, seq: 1 }] },
  })
  broken = 'uncertain'
  await Promise.all([1, 2].map((clock) => rooms.submit(author, ROOM, [remark('ann', 2 ** 40, clock)])))
  await rooms.submit(author, ROOM, [remark('ann', 2 ** 40, 1)])
  expect([ended, told]).toEqual([1, [first.id]])
  real.close()
  rmSync(folder, { recursive: true })
})

it('[LOG18] only what SQLite says of the disk is trouble; a broken rule of ours is thrown', () => {
  const why = (errcode: number): string | undefined => troubleOf(Object.assign(new Error('x'), { errcode }))?.why
  // SQLITE_FULL, READONLY, IOERR_WRITE, IOERR_FSYNC, IOERR_DIR_FSYNC, BUSY, CORRUPT; CONSTRAINT_UNIQUE, ERROR
  expect([13, 8, 778, 1034, 1290, 5, 11].map(why)).toEqual([
    'full',
    'readOnly',
    'readOnly',
    'uncertain',
    'uncertain',
    'unreachable',
    'uncertain',
  ])
  expect([2067, 1].map(why)).toEqual([undefined, undefined])
  expect(troubleOf(new Error('x'))).toBeUndefined()
})
