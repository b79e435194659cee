import type { DatabaseSync } from 'node:sqlite'
import { type Grant, isActive } from '../../domain/access.ts'
import type { Colleague, Person } from '../../domain/api.ts'
import { HOUR } from '../../domain/clock.ts'
import { asPerson, type PersonId } from '../../domain/ids.ts'
import { createPeopleAdmin, type PeopleAdmin } from './admin.ts'
import { createOrganisationAdmin, type OrganisationAdmin } from './admin-organisation.ts'
import { type Deed, openAudit } from './audit.ts'
import { atomically, openPeopleDatabase } from './database.ts'
import { type Organisation, openOrganisation } from './organisation.ts'
import { hashPassword } from './password.ts'
import { openReadiness, type Readiness } from './ready.ts'
import { openRules, type Rules } from './rules.ts'
import { createRulesAdmin, type RulesAdmin } from './rules-admin.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { openTeams, type Teams } from './team.ts'

export type NewPerson = {
  readonly id: string
  readonly name: string
  readonly account?: string
  readonly password?: string
  readonly leader?: string
  readonly phone?: string
  /** The outside firm that he works for. */
  readonly firm?: string
}
export type Newcomer = { readonly person: NewPerson; readonly grants: readonly Omit<Grant, 'person'>[] }
/** What others have to hear of: a person's sessions are over; his grants, or what is known of him, are others now; areas, switches or rules are. */
export type PeopleChange =
  | { readonly type: 'signedOut'; readonly sessions: readonly string[] }
  | { readonly type: 'person'; readonly person: PersonId }
  | { readonly type: 'organisation' }

/** People, what they may do where, and who is signed in. */
export interface People extends Omit<Sessions, 'sweep'>, Teams {
  add(person: NewPerson, grants: readonly Omit<Grant, 'person'>[]): void
  /** All or none of them, with one flush of the disk. */
  addAll(list: readonly Newcomer[]): void
  count(): number
  personOf(id: PersonId): Person | undefined
  /** The whole history of a person's grants. */
  grantsOf(id: PersonId): readonly Grant[]
  /** Everybody with a name, also who is here no longer. */
  everybody(): readonly (Person & { readonly leader?: PersonId; readonly firm?: string })[]
  accounts(): readonly (Person & { readonly roles: readonly string[] })[]
  /** Who now has a grant that covers the area or lies in it, with the roles of those grants. */
  colleagues(area: string): readonly Colleague[]
  /** Whose name contains the text; at most 200. */
  named(text: string): readonly PersonId[]
  readonly organisation: Organisation
  /** Writes into the audit log what an administrator did elsewhere. */
  note(deed: Deed): void
  readonly ready: Readiness
  readonly admin: PeopleAdmin & OrganisationAdmin
  readonly rules: Rules
  readonly rulesAdmin: RulesAdmin
  /** The first entry of the audit log that was tampered with. */
  auditBroken(): number | undefined
  onChanged(listener: (change: PeopleChange) => void): () => void
  close(): void
}

export type PeopleOptions = {
  readonly path: string
  readonly now: () => number
  readonly secret: string
  /** False only for load tests: no limit on wrong passwords. */
  readonly limits: boolean
}

export function openPeople(options: PeopleOptions): People {
  const { now } = options
  const db = openPeopleDatabase(options.path)
  const listeners = new Set<(change: PeopleChange) => void>()
  const grantCache = new Map<PersonId, readonly Grant[]>()
  const tell = (change: PeopleChange): void => {
    for (const listener of listeners) listener(change)
  }
  const sessions = createSessions({
    db,
    now,
    secret: options.secret,
    limits: options.limits,
    onEnded: (ended) => tell({ type: 'signedOut', sessions: ended }),
  })
  const timer = setInterval(sessions.sweep, HOUR).unref()
  const q = queriesOf(db)
  const audit = openAudit(db, now, options.secret)
  const organisation = openOrganisation(db)
  const rules = openRules(db)

  function grantsOf(id: PersonId): readonly Grant[] {
    const cached = grantCache.get(id)
    if (cached) return cached
    const grants = (q.grants.all(id) as GrantRow[]).map((row) => ({
      person: id,
      role: row.role,
      area: row.area,
      from: row.since,
      ...(row.until === null ? {} : { to: row.until }),
    }))
    grantCache.set(id, grants)
    return grants
  }

  function changed(person: PersonId): void {
    grantCache.delete(person)
    tell({ type: 'person', person })
  }
  function addAll(list: readonly Newcomer[]): void {
    // Those of one list who have the same password have it hashed once: it takes its time.
    const known = new Map<string, string>()
    const hashOnce = (password: string): string => {
      const hash = known.get(password) ?? hashPassword(password)
      known.set(password, hash)
      return hash
    }
    const hashed = list.map(({ person, grants }) => {
      const password = person.password === undefined ? null : hashOnce(person.password)
      return { ...person, password, grants }
    })
    atomically(db, () => {
      for (const { id, name, account, password, leader, phone, firm, grants } of hashed) {
        q.add.run(id, name, account ?? null, password, now(), leader ?? null, phone ?? null, firm ?? null)
        for (const { role, area, from, to } of grants) q.grant.run(id, role, area, from, to ?? null)
      }
    })
    for (const { id } of hashed) changed(asPerson(id))
  }
  const shared = { db, now, audit, sessions, organisation, grantsOf }

  return {
    ...sessions,
    ...openTeams(db),
    organisation,
    ready: openReadiness(db, now),
    admin: {
      ...createPeopleAdmin({ ...shared, changed }),
      ...createOrganisationAdmin({ ...shared, changed: () => tell({ type: 'organisation' }) }),
    },
    rules,
    rulesAdmin: createRulesAdmin({ ...shared, rules, changed: () => tell({ type: 'organisation' }) }),
    auditBroken: audit.broken,
    add: (person, grants) => addAll([{ person, grants }]),
    addAll,
    note: audit.add,
    count: () => (q.count.get() as { n: number }).n,
    personOf(id) {
      const row = q.byId.get(id) as PersonRow | undefined
      return row && toPerson(row)
    },
    grantsOf,
    everybody: () =>
      (q.everybody.all() as (PersonRow & { leader: string | null; firm: string | null })[]).map((row) => ({
        ...toPerson(row),
        ...(row.leader === null ? {} : { leader: asPerson(row.leader) }),
        ...(row.firm === null ? {} : { firm: row.firm }),
      })),
    accounts: () =>
      (q.accounts.all() as PersonRow[]).map((row) => ({
        ...toPerson(row),
        roles: grantsOf(asPerson(row.id)).map((grant) => grant.role),
      })),
    colleagues: (area) =>
      (q.inArea.all({ area }) as { id: string; name: string }[]).flatMap(({ id, name }) => {
        const here = grantsOf(asPerson(id)).filter(
          (grant) => isActive(grant, now()) && (grant.area.startsWith(area) || area.startsWith(grant.area)),
        )
        if (here.length === 0) return []
        const distinct = (list: readonly string[]) => [...new Set(list)]
        return [
          {
            id: asPerson(id),
            name,
            roles: distinct(here.map((grant) => grant.role)),
            areas: distinct(here.map((grant) => grant.area)),
          },
        ]
      }),
    named: (text) => (q.named.all(text) as { id: string }[]).map((row) => asPerson(row.id)),
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      clearInterval(timer)
      db.close()
    },
  }
}

type PersonRow = { id: string; name: string; account: string | null }
type GrantRow = { role: string; area: string; since: number; until: number | null }
const toPerson = (row: PersonRow): Person => ({
  id: asPerson(row.id),
  name: row.name,
  ...(row.account === null ? {} : { account: row.account }),
})

const queriesOf = (db: DatabaseSync) => ({
  add: db.prepare(
    `insert or ignore into person (id, name, account, password, created, leader, phone, firm) values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  grant: db.prepare('insert into grants (person, role, area, since, until) values (?, ?, ?, ?, ?)'),
  count: db.prepare('select count(*) n from person'),
  byId: db.prepare('select id, name, account from person where id = ?'),
  everybody: db.prepare('select id, name, account, leader, firm from person order by id'),
  accounts: db.prepare('select id, name, account from person where account is not null order by rowid'),
  named: db.prepare('select id from person where instr(lower(name), lower(?)) > 0 order by id limit 200'),
  grants: db.prepare('select role, area, since, until from grants where person = ? order by id'),
  inArea: db.prepare(
    `select distinct p.id, p.name from person p join grants g on g.person = p.id where p.disabled = 0
     and (substr(g.area, 1, length(:area)) = :area or substr(:area, 1, length(g.area)) = g.area) order by p.name, p.id`,
  ),
})
