import { createHmac } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { AuditRow } from '../../domain/api.ts'
import type { PersonId } from '../../domain/ids.ts'

/** Who changed what about whom; `area` decides who may read it. */
export type Deed = {
  readonly by: PersonId
  readonly act: string
  /** Person, grant, area or switch. */
  readonly subject: string
  readonly area: string
  readonly detail: { readonly [name: string]: string | number | boolean }
}

/** Each row's hash covers the row before it: nobody changes, drops or inserts one unseen, who has not the secret. */
export interface Audit {
  /** Within the transaction of what it tells about. */
  add(deed: Deed): void
  /** Newest first; those before `before` in areas that begin with one of `areas`. */
  page(areas: readonly string[], before: number | undefined, limit: number): readonly AuditRow[]
  /** The first row that does not follow from the one before it. */
  broken(): number | undefined
}

const SCHEMA = `
create table if not exists audit (seq integer primary key, at integer not null, by text not null, act text not null,
  subject text not null, area text not null, detail text not null, hash text not null) strict;
`
type Row = Omit<AuditRow, 'detail'> & { readonly detail: string; readonly hash: string }

export function openAudit(db: DatabaseSync, now: () => number, secret: string): Audit {
  db.exec(SCHEMA)
  const q = {
    last: db.prepare('select seq, hash from audit order by seq desc limit 1'),
    add: db.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?, ?)'),
    all: db.prepare('select * from audit order by seq'),
    before: db.prepare(
      `select seq, at, by, act, subject, area, detail from audit where seq < :before and exists
       (select 1 from json_each(:areas) where substr(audit.area, 1, length(value)) = value) order by seq desc limit :limit`,
    ),
  }
  const hashOf = (previous: string, row: Omit<Row, 'hash'>): string =>
    createHmac('sha256', secret)
      .update(JSON.stringify([previous, row.seq, row.at, row.by, row.act, row.subject, row.area, row.detail]))
      .digest('hex')

  return {
    add({ by, act, subject, area, detail }) {
      const last = q.last.get() as { seq: number; hash: string } | undefined
      const row = { seq: (last?.seq ?? 0) + 1, at: now(), by, act, subject, area, detail: JSON.stringify(detail) }
      q.add.run(row.seq, row.at, row.by, row.act, row.subject, row.area, row.detail, hashOf(last?.hash ?? '', row))
    },
    page: (areas, before, limit) =>
      (q.before.all({ before: before ?? Number.MAX_SAFE_INTEGER, areas: JSON.stringify(areas), limit }) as Row[]).map(
        (row) => ({ ...row, detail: JSON.parse(row.detail) as AuditRow['detail'] }),
      ),
    broken() {
      let previous = ''
      let seq = 0
      for (const row of q.all.iterate() as Iterable<unknown> as Iterable<Row>) {
        seq += 1
        if (row.seq !== seq || row.hash !== hashOf(previous, row)) return seq
        previous = row.hash
      }
      return undefined
    },
  }
}
