import { DatabaseSync } from 'node:sqlite'
import type { Grant, GrantsOf } from '../../domain/access.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { OfficeRule } from '../../domain/office-rules.ts'

/** The grants, and the rules of the office, as a thread sees them that only reads. */
export interface GrantsReader {
  readonly grantsOf: GrantsOf
  /** Another number once any grant was given or ended: what was worked out from them is to be worked out anew. */
  version(): number
  /** Every version, newest first. */
  rules(): readonly OfficeRule[]
  close(): void
}

type Row = { role: string; area: string; since: number; until: number | null }

/** A second connection to the people's database; it writes nothing and blocks nobody (WAL). */
export function openGrantsReader(path: string): GrantsReader {
  const db = new DatabaseSync(path, { readOnly: true })
  db.exec('pragma busy_timeout=5000;')
  const q = {
    changed: db.prepare('pragma data_version'),
    sum: db.prepare('select count(*) n, coalesce(sum(until), 0) ends from grants'),
    rules: db.prepare('select body from plan_rule order by at desc, id desc'),
    of: db.prepare('select role, area, since, until from grants where person = ? order by id'),
  }
  let looked = -1
  let sum = ''
  let version = 0
  const known = new Map<PersonId, readonly Grant[]>()

  /** Sessions write into the same file at every sign-in: only another sum of the grants counts. */
  function look(): number {
    const { data_version: at } = q.changed.get() as { data_version: number }
    if (at === looked) return version
    looked = at
    const next = JSON.stringify(q.sum.get())
    if (next !== sum) {
      sum = next
      version += 1
      known.clear()
    }
    return version
  }
  return {
    version: look,
    grantsOf(person) {
      look()
      const found = known.get(person)
      if (found) return found
      const grants = (q.of.all(person) as Row[]).map(({ role, area, since, until }) => ({
        person,
        role,
        area,
        from: since,
        ...(until === null ? {} : { to: until }),
      }))
      known.set(person, grants)
      return grants
    },
    rules: () => (q.rules.all() as { body: string }[]).map(({ body }) => JSON.parse(body) as OfficeRule),
    close: () => db.close(),
  }
}
