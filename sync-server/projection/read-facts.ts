import type { DatabaseSync } from 'node:sqlite'
import { accessTo } from '../../domain/access.ts'
import type { FactsAnswer } from '../../domain/api.ts'
import { isoDate, quarterOf } from '../../domain/clock.ts'
import { type Act, type Fact, factOf } from '../../domain/facts.ts'
import type { RecordId, RoomName } from '../../domain/ids.ts'
import { allKinds, fieldOf } from '../../domain/kinds/registry.ts'
import { cyclesOf, type OfficeRule } from '../../domain/office-rules.ts'
import type { PlanRule } from '../../domain/plan.ts'
import { bookArea } from '../../domain/room/names.ts'
import type { Reader } from './page.ts'
import { markOf } from './projector.ts'
import type { OpenRooms } from './rooms-open.ts'
import type { StoredRow } from './row.ts'

/** Subjects of one answer; a community of 1,400 homes is one. */
const PAGE = 2000

/** Kinds that others are about, with the books of those others. */
const subjectKinds = new Map<string, Set<string>>()
for (const kind of allKinds()) {
  const of = kind.subject === undefined ? undefined : fieldOf(kind, kind.subject)?.of
  if (of) subjectKinds.set(of, (subjectKinds.get(of) ?? new Set()).add(kind.book))
}

type Row = {
  readonly room: RoomName
  readonly id: RecordId
  readonly changed: number
  readonly area: string
  readonly json: string
}

/**
 * Facts of an area's households and assets that have changed since the cursor. A reader who may not read the book of
 * the acts is told nothing of them, though he may read the registry.
 */
export function readFacts(
  db: DatabaseSync,
  open: OpenRooms,
  rules: readonly OfficeRule[],
  reader: Reader,
  area: string,
  cursor: string | undefined,
): FactsAnswer {
  const mark = markOf(db)
  const [generation, number] = cursor?.split('.') ?? []
  const reset = generation !== mark.generation
  const since = reset ? 0 : Number(number) || 0
  const kinds = [...subjectKinds].flatMap(([kind, books]) => ([...books].some(isOpen) ? [kind] : []))
  const rows = db
    .prepare(
      `select r.room, r.id, f.changed, r.area, r.json from fact f join record r on r.id = f.subject
       where f.changed > ? and r.area >= ? and r.area < ? and r.kind in (select value from json_each(?))
       and r.room in (select value from json_each(?)) order by f.changed limit ?`,
    )
    .all(since, area, `${area}\u{10ffff}`, JSON.stringify(kinds), JSON.stringify([...open(reader)]), PAGE + 1)
  const page = (rows as unknown as Row[]).slice(0, PAGE)
  const more = rows.length > page.length
  const upTo = more ? (page.at(-1) as Row).changed : mark.changed
  const cycles = new Map<string, readonly PlanRule[]>()
  const facts = page.map((row) => factFor(row))
  return { facts, cursor: `${mark.generation}.${upTo}`, more, reset, serverTime: reader.now }

  function isOpen(book: string): boolean {
    const own = bookArea(book, area)
    const room = { type: 'quarter', area: own, book, ...quarterOf(reader.now) } as const
    return accessTo(room, reader.person, reader.grants, reader.now) !== 'none'
  }

  function cyclesIn(area: string): readonly PlanRule[] {
    const found = cycles.get(area) ?? cyclesOf(rules, area, isoDate(reader.now))
    cycles.set(area, found)
    return found
  }

  function factFor(row: Row): Fact {
    const { kind, fields } = JSON.parse(row.json) as StoredRow
    const acts = db.prepare('select room, json from act where subject = ?').all(row.id) as {
      room: RoomName
      json: string
    }[]
    const readable = acts.filter((act) => open(reader).has(act.room)).map((act) => JSON.parse(act.json) as Act)
    return factOf({ record: row.id, kind, fields }, readable, reader.now, undefined, cyclesIn(row.area))
  }
}
