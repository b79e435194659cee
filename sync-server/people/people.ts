import { createHash, randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Grant } from '../../domain/access.ts'
import type { Person } from '../../domain/api.ts'
import { DAY, MINUTE } from '../../domain/clock.ts'
import { asPerson, type PersonId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { hashPassword, passwordFits } from './password.ts'

/** SQL is the authority on people, their grants and sessions. */
const SCHEMA = `
create table if not exists person (id text primary key, name text not null, account text unique, password text) strict;
create table if not exists grants (person text not null, role text not null, area text not null,
  since integer not null, until integer) strict;
create index if not exists grants_person on grants (person);
create table if not exists session (token text primary key, id text not null, person text not null,
  expires integer not null) strict;
`
const SESSION_LASTS = 30 * DAY
/** Wrong passwords an account may have in `WINDOW` before it must wait. */
const MAX_WRONG = 5
const WINDOW = MINUTE

export type Session = { readonly id: string; readonly person: PersonId }
export type SignInProblem = { readonly why: 'wrongPassword' } | { readonly why: 'tooMany'; readonly retryAfter: number }
type NewPerson = {
  readonly id: string
  readonly name: string
  readonly account?: string
  readonly password?: string
}

export interface People {
  add(person: NewPerson, grants: readonly Omit<Grant, 'person'>[]): void
  count(): number
  personOf(id: PersonId): Person | undefined
  grantsOf(id: PersonId): readonly Grant[]
  accounts(): readonly (Person & { readonly roles: readonly string[] })[]
  signIn(account: string, password: string): Result<{ session: Session; token: string }, SignInProblem>
  sessionOf(token: string): Session | undefined
  signOut(session: Session): void
  close(): void
}

const digest = (token: string): string => createHash('sha256').update(token).digest('hex')

export function openPeople(path: string, now: () => number, limits: boolean): People {
  const db = new DatabaseSync(path)
  db.exec('pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000;')
  db.exec(SCHEMA)
  const wrong = new Map<string, readonly number[]>()
  const grantCache = new Map<PersonId, readonly Grant[]>()
  const q = {
    add: db.prepare('insert or ignore into person values (?, ?, ?, ?)'),
    grant: db.prepare('insert into grants values (?, ?, ?, ?, ?)'),
    count: db.prepare('select count(*) n from person'),
    byId: db.prepare('select id, name, account from person where id = ?'),
    byAccount: db.prepare('select id, password from person where account = ?'),
    accounts: db.prepare('select id, name, account from person where account is not null order by rowid'),
    grants: db.prepare('select role, area, since, until from grants where person = ?'),
    session: db.prepare('select id, person from session where token = ? and expires > ?'),
    newSession: db.prepare('insert into session values (?, ?, ?, ?)'),
    endSession: db.prepare('delete from session where id = ?'),
  }
  type PersonRow = { id: string; name: string; account: string | null }
  const toPerson = (row: PersonRow): Person => ({
    id: asPerson(row.id),
    name: row.name,
    ...(row.account === null ? {} : { account: row.account }),
  })

  function grantsOf(id: PersonId): readonly Grant[] {
    const cached = grantCache.get(id)
    if (cached) return cached
    const rows = q.grants.all(id) as { role: string; area: string; since: number; until: number | null }[]
    const grants = rows.map((row) => ({
      person: id,
      role: row.role,
      area: row.area,
      from: row.since,
      ...(row.until === null ? {} : { to: row.until }),
    }))
    grantCache.set(id, grants)
    return grants
  }

  return {
    add(person, grants) {
      const password = person.password === undefined ? null : hashPassword(person.password)
      q.add.run(person.id, person.name, person.account ?? null, password)
      for (const grant of grants) q.grant.run(person.id, grant.role, grant.area, grant.from, grant.to ?? null)
      grantCache.delete(asPerson(person.id))
    },
    count: () => (q.count.get() as { n: number }).n,
    personOf(id) {
      const row = q.byId.get(id) as PersonRow | undefined
      return row && toPerson(row)
    },
    grantsOf,
    accounts: () =>
      (q.accounts.all() as PersonRow[]).map((row) => ({
        ...toPerson(row),
        roles: grantsOf(asPerson(row.id)).map((grant) => grant.role),
      })),
    signIn(account, password) {
      const recent = (wrong.get(account) ?? []).filter((at) => at > now() - WINDOW)
      if (limits && recent.length >= MAX_WRONG) {
        return fail({ why: 'tooMany', retryAfter: Math.ceil(((recent[0] as number) + WINDOW - now()) / 1000) })
      }
      const row = q.byAccount.get(account) as { id: string; password: string | null } | undefined
      if (!passwordFits(password, row?.password) || !row) {
        wrong.set(account, [...recent, now()])
        return fail({ why: 'wrongPassword' })
      }
      wrong.delete(account)
      const token = randomBytes(32).toString('base64url')
      const session = { id: randomBytes(9).toString('base64url'), person: asPerson(row.id) }
      q.newSession.run(digest(token), session.id, session.person, now() + SESSION_LASTS)
      return ok({ session, token })
    },
    sessionOf(token) {
      const row = q.session.get(digest(token), now()) as { id: string; person: string } | undefined
      return row && { id: row.id, person: asPerson(row.person) }
    },
    signOut: (session) => void q.endSession.run(session.id),
    close: () => db.close(),
  }
}
