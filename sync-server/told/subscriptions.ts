import type { DatabaseSync } from 'node:sqlite'
import type { PersonId } from '../../domain/ids.ts'
import type { PushKeys } from './web-push.ts'

const SCHEMA = `
create table if not exists push (session text primary key, person text not null, endpoint text not null unique,
  p256dh text not null, auth text not null, created integer not null) strict, without rowid;
create index if not exists push_person on push (person);
`
export type Subscription = {
  readonly session: string
  readonly person: PersonId
  readonly endpoint: string
  readonly keys: PushKeys
}

/** Where phones may be woken: one a session, so that it ends with the sign-out. */
export interface Subscriptions {
  /** A browser that somebody else used before is his no longer. */
  set(subscription: Subscription, at: number): void
  of(person: PersonId): readonly Subscription[]
  one(session: string): Subscription | undefined
  end(sessions: readonly string[]): void
}

export function openSubscriptions(db: DatabaseSync): Subscriptions {
  db.exec(SCHEMA)
  const q = {
    set: db.prepare('insert or replace into push values (?, ?, ?, ?, ?, ?)'),
    of: db.prepare('select session, person, endpoint, p256dh, auth from push where person = ?'),
    one: db.prepare('select session, person, endpoint, p256dh, auth from push where session = ?'),
    end: db.prepare('delete from push where session = ?'),
  }
  type Row = { session: string; person: PersonId; endpoint: string; p256dh: string; auth: string }
  const toSubscription = ({ p256dh, auth, ...rest }: Row): Subscription => ({ ...rest, keys: { p256dh, auth } })
  return {
    set: ({ session, person, endpoint, keys }, at) =>
      void q.set.run(session, person, endpoint, keys.p256dh, keys.auth, at),
    of: (person) => (q.of.all(person) as Row[]).map(toSubscription),
    one(session) {
      const row = q.one.get(session) as Row | undefined
      return row && toSubscription(row)
    },
    end(sessions) {
      for (const session of sessions) q.end.run(session)
    },
  }
}
