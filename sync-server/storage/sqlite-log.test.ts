import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it } from 'vitest'
import { asPerson, asRoom, newEventId, recordOf } from '../../domain/ids.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import { describeEventLog } from '../../tests/support/event-log-suite.ts'
import type { Message } from './log.ts'
import { openSqliteLog } from './sqlite-log.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'xunji-log-'))
  folders.push(made)
  return made
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true })
})

describeEventLog('SQLite', () => {
  const made = folder()
  return {
    open: (now) => openSqliteLog(join(made, 'log.sqlite'), now),
    forget: () => rmSync(made, { recursive: true, force: true }),
  }
})

const remark = (n: number): Message => {
  const id = newEventId(n)
  const by = asPerson('p-ann')
  const event = { type: 'remark' as const, record: recordOf(id), by, role: 'assistant', at: n, text: 'x' }
  const items = [{ id, placed: { writer: 7, clock: n }, bytes: encodeItem(id, event) }]
  return { room: asRoom('370303005003/police/2026q4'), person: by, whole: true, items }
}

it('[LOG15] while another process holds the database nothing is taken, and afterwards everything goes on', async () => {
  const path = join(folder(), 'log.sqlite')
  const log = openSqliteLog(path, Date.now)
  expect((await log.append([remark(0)])).ok).toBe(true)
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  expect(await log.append([remark(1)])).toMatchObject({ ok: false, problem: { why: 'unreachable' } })
  expect((await log.tail(remark(0).room, 0)).length).toBe(1)
  other.exec('rollback')
  other.close()
  expect((await log.append([remark(1)])).ok).toBe(true)
  log.close()
})

it('[LOG16] data of the first version is brought forward; data of a newer one is left alone', async () => {
  const path = join(folder(), 'log.sqlite')
  const old = new DatabaseSync(path)
  old.exec(`
    create table meta (key text primary key, value text not null) strict;
    create table room (id integer primary key, name text not null unique, seq integer not null) strict;
    create table head (room integer not null, writer integer not null, person text not null, next integer not null,
      primary key (room, writer)) strict, without rowid;
    create table event (room integer not null, seq integer not null, id text not null, writer integer not null,
      clock integer not null, person text not null, received integer not null, held text, body blob not null,
      primary key (room, seq)) strict;
    create unique index event_id on event (room, id);
    insert into meta values ('schema', '1'), ('log', 'old');
  `)
  const { room, items } = remark(0)
  const [item] = items as [Message['items'][0]]
  old.prepare('insert into room values (1, ?, 1)').run(room)
  old.prepare("insert into head values (1, 7, 'p-ann', 1)").run()
  old.prepare("insert into event values (1, 1, ?, 7, 0, 'p-ann', 5, null, ?)").run(item.id, item.bytes)
  old.close()
  const log = openSqliteLog(path, Date.now)
  expect(log.id).toBe('old')
  expect(await log.append([remark(1)])).toMatchObject({
    ok: true,
    value: { outcomes: [[{ outcome: 'stored', seq: 2 }]] },
  })
  log.close()
  const newer = new DatabaseSync(path)
  newer.exec("update meta set value = '99' where key = 'schema'")
  newer.close()
  expect(() => openSqliteLog(path, Date.now)).toThrow(/newer version \(99\)/)
})
