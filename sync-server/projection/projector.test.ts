import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { asPerson, asRoom, type EventId, newEventId, type RecordId, type RoomName, recordOf } from '../../domain/ids.ts'
import type { RoomEvent, Value } from '../../domain/record/event.ts'
import { foldRecord } from '../../domain/record/fold.ts'
import { encodeItem } from '../../domain/room/grammar.ts'
import type { EventLog, Incoming } from '../storage/log.ts'
import { type LogReader, openSqliteLogReader } from '../storage/log-reader.ts'
import { openSqliteLog } from '../storage/sqlite-log.ts'
import { differences, replay } from './compare.ts'
import { createProjector } from './projector.ts'
import { openTables, rebuildTables } from './schema.ts'

const NOW = Date.UTC(2026, 10, 25, 2)
const VISITS = asRoom('370303005003/police/2026q4')
const HOMES = asRoom('370303005003/police/registry/2026')
const STREET = asRoom('370303005/sanitation/2026q4')
const A = asPerson('p-a')
const B = asPerson('p-b')

type Bench = { log: EventLog; reader: LogReader; db: DatabaseSync; append(room: RoomName, list: Told[]): Promise<void> }
type Told = { id: EventId; event: RoomEvent; held?: boolean }
const open: { bench: Bench; folder: string }[] = []

function bench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'xunji-projection-'))
  let at = NOW
  const log = openSqliteLog(join(folder, 'xunji.sqlite'), () => at++)
  const reader = openSqliteLogReader(join(folder, 'xunji.sqlite'))
  const db = openTables(join(folder, 'projection.sqlite'), log.id)
  const made: Bench = {
    log,
    reader,
    db,
    async append(room, list) {
      const items = list.map(
        ({ id, event, held }): Incoming => ({
          id,
          bytes: encodeItem(id, event),
          ...(held ? { held: 'roleNotHeld' as const } : {}),
        }),
      )
      const outcome = await log.append([{ room, person: A, whole: true, items }])
      expect(outcome.ok && outcome.value.outcomes.flat().every((one) => one.outcome === 'stored')).toBe(true)
    },
  }
  open.push({ bench: made, folder })
  return made
}
afterEach(() => {
  for (const { bench: one, folder } of open.splice(0)) {
    one.db.close()
    one.reader.close()
    one.log.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

const act = (at: number, by = A) => ({ by, role: 'assistant', at })
const create = (kind: string, at: number, set: { [field: string]: Value }, area = '370303005003'): Told => ({
  id: newEventId(at),
  event: { type: 'create', kind, version: 1, area, ...act(at), set },
})
const edit = (record: RecordId, at: number, base: EventId, set: { [field: string]: Value }, by = A): Told => ({
  id: newEventId(at),
  event: { type: 'set', record, ...act(at, by), base: [base], set },
})
const title = (db: DatabaseSync, id: RecordId): string | undefined => {
  const row = db.prepare('select json from record where id = ?').get(id) as { json: string } | undefined
  return row && (JSON.parse(row.json) as { title: { en: string } }).title.en
}
const catchUp = ({ db, reader }: Bench): void => {
  const projector = createProjector(db, reader)
  for (const { room, seq } of reader.positions()) while (projector.take(room, 100).seq < seq);
  projector.decisions()
}

describe('the projector', () => {
  it('[PROJ1] in whatever portions and order of rooms the log is taken, the tables equal a replay', async () => {
    const home = (i: number) => create('household', NOW - 10_000 + i, { addressText: `${i}号`, tenancy: 'rented' })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(9), fc.constantFrom('home', 'visit', 'edit', 'held', 'repair'), fc.nat(50)), {
          minLength: 1,
          maxLength: 25,
        }),
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 4 })), { maxLength: 12 }),
        async (told, portions) => {
          const own = bench()
          const projector = createProjector(own.db, own.reader)
          const homes = Array.from({ length: 10 }, (_, i) => home(i))
          const written = new Set<number>()
          const rooms = [VISITS, HOMES, STREET] as const
          let next = 0
          for (const [i, [n, what, value]] of told.entries()) {
            const subject = homes[n] as Told
            const record = recordOf(subject.id)
            const at = NOW + i
            if (what === 'home' && !written.has(n)) {
              written.add(n)
              await own.append(HOMES, [subject])
            } else if (what === 'visit' || what === 'held') {
              const visit = create('home_visit', at, { householdId: record, result: 'met' })
              await own.append(VISITS, [{ ...visit, held: what === 'held' }])
            } else if (what === 'edit') {
              await own.append(HOMES, [
                edit(record, at, subject.id, { addressText: `${value}号楼` }, value % 2 ? A : B),
              ])
            } else
              await own.append(STREET, [create('toilet_repair', at, { fault: 'leak', impact: value }, '370303005')])
            const portion = portions[next++ % (portions.length || 1)]
            if (portion) projector.take(rooms[portion[0]] as RoomName, portion[1])
          }
          catchUp(own)
          const replayed = replay(':memory:', own.reader)
          expect(differences(own.db, replayed)).toEqual([])
          rebuildTables(own.db, own.log.id)
          expect(differences(own.db, replayed).length).toBeGreaterThan(0)
          catchUp(own)
          expect(differences(own.db, replayed)).toEqual([])
          replayed.close()
        },
      ),
      { numRuns: 40 },
    )
  })
  it('[PROJ2] a title that borrows words follows them, whichever came first', async () => {
    const own = bench()
    const building = create('building', NOW, { name: '7号楼' })
    const home = create('household', NOW + 1, { addressText: '7号楼 101', buildingId: recordOf(building.id) })
    const visit = create('home_visit', NOW + 2, { householdId: recordOf(home.id), result: 'met' })
    await own.append(VISITS, [visit])
    catchUp(own)
    expect(title(own.db, recordOf(visit.id))).toBe('Met')
    await own.append(HOMES, [home])
    catchUp(own)
    expect(title(own.db, recordOf(visit.id))).toBe('7号楼 101 · Met')
    await own.append(HOMES, [edit(recordOf(home.id), NOW + 3, home.id, { addressText: '8号楼 101' })])
    catchUp(own)
    expect(title(own.db, recordOf(visit.id))).toBe('8号楼 101 · Met')
  })
  it('[PROJ3] words pass only into rooms whose readers may read where they come from', async () => {
    const own = bench()
    const home = create('household', NOW, { addressText: '密' })
    await own.append(HOMES, [home])
    const spy = (room: string, area: string) => {
      const told = create('home_visit', NOW + 1, { householdId: recordOf(home.id), result: 'met' }, area)
      return own.append(asRoom(room), [told]).then(() => recordOf(told.id))
    }
    const [foreign, other] = [await spy('370303005004/police/2026q4', '370303005004'), await spy(STREET, '370303005')]
    catchUp(own)
    expect([title(own.db, foreign), title(own.db, other)]).toEqual(['Met', 'Met'])
  })
  it('[PROJ4] an event that throws is set aside by itself and listed; the rest of its record and of the room goes on', async () => {
    const own = bench()
    const visits = [0, 1].map((i) => create('home_visit', NOW + i, { result: 'met' }))
    const [bad, good] = visits as [Told, Told]
    const record = recordOf(bad.id)
    const broken = edit(record, NOW + 3, bad.id, { result: 'broken' })
    await own.append(VISITS, [bad, edit(record, NOW + 2, bad.id, { result: 'refused' }), broken, good])
    const projector = createProjector(own.db, own.reader, (id, events) => {
      if ([...events].some(([event]) => event === broken.id)) throw new Error('cannot fold this')
      return foldRecord(id, events)
    })
    projector.take(VISITS, 100)
    expect(own.db.prepare('select id, error from quarantine').all()).toEqual([
      { id: broken.id, error: 'Error: cannot fold this' },
    ])
    expect([projector.quarantined(), title(own.db, record), title(own.db, recordOf(good.id))]).toEqual([
      1,
      'Declined',
      'Met',
    ])
  })
  it('[PROJ5] values that fit no column are null there; columns have the type of their field', async () => {
    const own = bench()
    const value = fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.integer(), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('lat', 'lon', 'x'), fc.string(), { maxKeys: 2 }),
      fc.uint8Array({ maxLength: 4 }),
    ) as fc.Arbitrary<Value>
    const fields = ['visitAt', 'result', 'residentCount', 'noticeGiven', 'metPeople', 'confirmSign', 'followUpAt']
    const sets = fc.sample(fc.dictionary(fc.constantFrom(...fields), value, { minKeys: 3 }), 300)
    await own.append(
      VISITS,
      sets.map((set, i) => create('home_visit', NOW + i, set)),
    )
    catchUp(own)
    expect(own.db.prepare('select count(*) n from quarantine').get()).toEqual({ n: 0 })
    const types = own.db
      .prepare(
        'select distinct typeof(f_visitAt) a, typeof(f_residentCount) b, typeof(f_result) c from kind_home_visit',
      )
      .all() as { a: string; b: string; c: string }[]
    for (const { a, b, c } of types) {
      expect(['integer', 'null']).toContain(a)
      expect(['integer', 'null']).toContain(b)
      expect(['text', 'null']).toContain(c)
    }
  })
  it('[PROJ6] what is held counts and says nothing, until it is accepted or turned down', async () => {
    const own = bench()
    const visit = create('home_visit', NOW, { result: 'met' })
    const record = recordOf(visit.id)
    const changes = [1, 2].map((i) => ({ ...edit(record, NOW + i, visit.id, { result: 'refused' }), held: true }))
    const [yes, no] = changes as [Told, Told]
    await own.append(VISITS, [visit, yes, no])
    catchUp(own)
    const row = () => own.db.prepare('select held, state from record where id = ?').get(record)
    expect([title(own.db, record), row()]).toEqual(['Met', { held: 2, state: 'draft' }])
    const decision = { by: B, at: NOW, reason: 'checked' }
    await own.log.decide(VISITS, no.id, { accept: false, ...decision })
    catchUp(own)
    expect([title(own.db, record), row()]).toEqual(['Met', { held: 1, state: 'draft' }])
    const wrapper = newEventId(NOW + 9)
    const event = { type: 'accepted', of: yes.id, by: A, acceptedBy: B, event: yes.event } as RoomEvent
    await own.log.decide(
      VISITS,
      yes.id,
      { accept: true, ...decision },
      { id: wrapper, bytes: encodeItem(wrapper, event) },
    )
    catchUp(own)
    expect([title(own.db, record), row()]).toEqual(['Declined', { held: 0, state: 'draft' }])
    const replayed = replay(':memory:', own.reader)
    expect(differences(own.db, replayed)).toEqual([])
    replayed.close()
  })
  it('[PROJ12] a projection of another log, or of other rules, is dropped and built anew', async () => {
    const own = bench()
    await own.append(HOMES, [create('household', NOW, { addressText: 'x' })])
    catchUp(own)
    const path = join((open[0] as (typeof open)[number]).folder, 'projection.sqlite')
    const count = (db: DatabaseSync) => (db.prepare('select count(*) n from record').get() as { n: number }).n
    const same = openTables(path, own.log.id)
    expect(count(same)).toBe(1)
    same.exec("update meta set value = 'other rules' where key = 'builtFrom'")
    same.close()
    const other = openTables(path, own.log.id)
    expect(count(other)).toBe(0)
    other.close()
    catchUp(own)
    expect(count(own.db)).toBe(1)
    const restored = openTables(path, 'another log')
    expect([count(restored), createProjector(restored, own.reader).cursors().size]).toEqual([0, 0])
    restored.close()
  })
  it('[PROJ13] a photo counts as arrived when its bytes are here, before or after its event, once', async () => {
    const own = bench()
    const repair = create('toilet_repair', NOW, { fault: 'leak' }, '370303005')
    const record = recordOf(repair.id)
    const photo = (n: number): Told => {
      const size = { width: 4, height: 3, bytes: 10 }
      const sha256 = String(n).repeat(64)
      return {
        id: newEventId(NOW + n),
        event: { type: 'photo', record, ...act(NOW + n), sha256, label: 'before', ...size },
      }
    }
    const arrived = (n: number) => ({ room: STREET, record, sha256: String(n).repeat(64), arrivedAt: NOW })
    const projector = createProjector(own.db, own.reader)
    const counts = () => {
      const { json } = own.db.prepare('select json from record').get() as { json: string }
      const { photosArrived, photosExpected } = JSON.parse(json) as { photosArrived: number; photosExpected: number }
      return [photosArrived, photosExpected]
    }
    expect(projector.photosArrived([arrived(1), arrived(9)])).toEqual([])
    await own.append(STREET, [repair, photo(1), photo(2)])
    catchUp(own)
    expect(counts()).toEqual([1, 2])
    expect(projector.photosArrived([arrived(2), arrived(1)]).map((change) => change.record)).toEqual([record])
    expect(projector.photosArrived([arrived(2)])).toEqual([])
    expect(counts()).toEqual([2, 2])
    const replayed = replay(':memory:', own.reader, own.db)
    expect(differences(own.db, replayed)).toEqual([])
    replayed.close()
  })
  it('[PROJ16] two processes that project into one file take turns, and nothing is counted twice', async () => {
    const own = bench()
    const home = create('household', NOW, { addressText: 'x' })
    await own.append(HOMES, [home])
    const edits = Array.from({ length: 30 }, (_, i) =>
      edit(recordOf(home.id), NOW + i, home.id, { addressText: `${i}` }),
    )
    for (const one of edits) await own.append(HOMES, [one])
    const path = join((open[0] as (typeof open)[number]).folder, 'projection.sqlite')
    const second = openTables(path, own.log.id)
    const projectors = [createProjector(own.db, own.reader), createProjector(second, own.reader)] as const
    let rebuilt = false
    for (let i = 0; [...projectors[0].cursors().values()][0] !== 31; i++) {
      projectors[(i % 2) as 0 | 1].take(HOMES, (i % 3) + 1)
      if (i === 7 && !rebuilt) {
        rebuilt = true
        projectors[1].rebuild()
      }
    }
    expect(projectors[0].take(HOMES, 10)).toMatchObject({ seq: 31, changes: [] })
    const replayed = replay(':memory:', own.reader)
    expect(differences(own.db, replayed)).toEqual([])
    replayed.close()
    second.close()
  })
})
