import type { DatabaseSync } from 'node:sqlite'
import type { OfficeRule, RuleDraft } from '../../domain/office-rules.ts'

/** The office's rules, every version that ever was: what was due on a day of the past is still said. */
export interface Rules {
  /** Newest first. */
  all(): readonly OfficeRule[]
  one(id: string): OfficeRule | undefined
  /** Adds a version, or says anew until when one holds. */
  put(rule: OfficeRule): void
  /** Rules that were written down and never put in force, newest first. */
  drafts(): readonly RuleDraft[]
  putDraft(rule: RuleDraft): void
  /** It was put in force. */
  dropDraft(id: string): void
}

const SCHEMA = `
create table if not exists plan_rule (id text primary key, rule text not null, body text not null, at integer not null)
  strict, without rowid;
create table if not exists plan_draft (id text primary key, body text not null, at integer not null) strict, without rowid;
`

export function openRules(db: DatabaseSync): Rules {
  db.exec(SCHEMA)
  const q = {
    all: db.prepare('select body from plan_rule order by at desc, id desc'),
    one: db.prepare('select body from plan_rule where id = ?'),
    put: db.prepare('insert into plan_rule values (?, ?, ?, ?) on conflict do update set body = excluded.body'),
    drafts: db.prepare('select body from plan_draft order by at desc, id desc'),
    putDraft: db.prepare('insert into plan_draft values (?, ?, ?) on conflict do update set body = excluded.body'),
    dropDraft: db.prepare('delete from plan_draft where id = ?'),
  }
  const read = ({ body }: { body: string }): OfficeRule => JSON.parse(body) as OfficeRule
  return {
    all: () => (q.all.all() as { body: string }[]).map(read),
    one(id) {
      const row = q.one.get(id) as { body: string } | undefined
      return row && read(row)
    },
    put: (rule) => void q.put.run(rule.id, rule.rule, JSON.stringify(rule), rule.at),
    drafts: () => (q.drafts.all() as { body: string }[]).map(({ body }) => JSON.parse(body) as RuleDraft),
    putDraft: (rule) => void q.putDraft.run(rule.id, JSON.stringify(rule), rule.at),
    dropDraft: (id) => void q.dropDraft.run(id),
  }
}
