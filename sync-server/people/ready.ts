import type { DatabaseSync } from 'node:sqlite'
import type { ReadyCheck } from '../../domain/api.ts'
import type { PersonId } from '../../domain/ids.ts'

/** What phones found when their owners checked them: the last check of each person. */
export interface Readiness {
  /** Replaces the person's last check; when (ms UTC) it was noted. */
  note(person: PersonId, checks: readonly ReadyCheck[]): number
  lastOf(person: PersonId): { readonly at: number; readonly checks: readonly ReadyCheck[] } | undefined
}

export function openReadiness(db: DatabaseSync, now: () => number): Readiness {
  db.exec(
    'create table if not exists ready (person text primary key, at integer not null, checks text not null) strict',
  )
  const q = {
    put: db.prepare('insert or replace into ready (person, at, checks) values (?, ?, ?)'),
    last: db.prepare('select at, checks from ready where person = ?'),
  }
  return {
    note(person, checks) {
      const at = now()
      q.put.run(person, at, JSON.stringify(checks))
      return at
    },
    lastOf(person) {
      const row = q.last.get(person) as { at: number; checks: string } | undefined
      return row && { at: row.at, checks: JSON.parse(row.checks) as readonly ReadyCheck[] }
    },
  }
}
