import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { accessTo, covers, type Grant, isActive } from '../../domain/access.ts'
import type { AdminGrant, AdminPerson } from '../../domain/api.ts'
import { isoWeekOf } from '../../domain/clock.ts'
import { asPerson, type PersonId } from '../../domain/ids.ts'
import { roles } from '../../domain/kinds/vocabulary.ts'
import { fail, ok } from '../../domain/result.ts'
import type { AdminProblem, Outcome } from './admin-problem.ts'
import type { Audit, Deed } from './audit.ts'
import { atomically } from './database.ts'
import type { Organisation } from './organisation.ts'
import { hashPassword, makePassword } from './password.ts'
import { type Actor, administers, administersPerson, areasAs } from './scope.ts'
import type { Sessions } from './sessions.ts'

export type NewGrant = { readonly role: string; readonly area: string; readonly to?: number }
export type NewAccount = {
  readonly name: string
  readonly account?: string | undefined
  readonly password?: string | undefined
  readonly grants: readonly NewGrant[]
}
export type PersonChange = {
  readonly name?: string | undefined
  readonly account?: string | undefined
  readonly disabled?: boolean | undefined
  /** null: nobody's. */
  readonly leader?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly firm?: string | null | undefined
}

/** Every act is checked against the actor's areas and written into the audit log in the same transaction. */
export interface PeopleAdmin {
  people(by: Actor, filter: { area?: string; q?: string; after?: string; limit: number }): readonly AdminPerson[]
  /** The password is told once, and only if the server made it. */
  addPerson(by: Actor, person: NewAccount): Outcome<{ readonly id: PersonId; readonly password?: string }>
  changePerson(by: Actor, id: PersonId, change: PersonChange): Outcome<void>
  setPassword(by: Actor, id: PersonId, password: string | undefined): Outcome<{ readonly password?: string }>
  signOut(by: Actor, id: PersonId): Outcome<void>
  grant(by: Actor, person: PersonId, grant: NewGrant): Outcome<AdminGrant>
  endGrant(by: Actor, grant: number, reason: string): Outcome<void>
}

const accountRoles = new Set(roles.filter((role) => role.account).map((role) => role.id))

export function createPeopleAdmin(deps: {
  readonly db: DatabaseSync
  readonly now: () => number
  readonly audit: Audit
  readonly sessions: Sessions
  readonly organisation: Organisation
  readonly grantsOf: (person: PersonId) => readonly Grant[]
  /** Called after the change is on disk. */
  readonly changed: (person: PersonId) => void
}): PeopleAdmin {
  const { db, now, audit, sessions, organisation, grantsOf, changed } = deps
  const q = {
    person: db.prepare('select id, name, account, disabled, created, leader, phone, firm from person where id = ?'),
    byAccount: db.prepare('select id from person where account = ?'),
    people: db.prepare(
      `select id, name, account, disabled, created, leader, phone, firm from person p where id > :after
       and (:q = '' or instr(lower(name || ' ' || coalesce(account, '')), :q) > 0) order by id`,
    ),
    grants: db.prepare('select id, role, area, since, until from grants where person = ? order by id'),
    grant: db.prepare('select id, person, role, area, since, until from grants where id = ?'),
    addPerson: db.prepare('insert into person (id, name, account, password, created) values (?, ?, ?, ?, ?)'),
    change: db.prepare(
      'update person set name = ?, account = ?, disabled = ?, leader = ?, phone = ?, firm = ? where id = ?',
    ),
    password: db.prepare('update person set password = ? where id = ?'),
    addGrant: db.prepare('insert into grants (person, role, area, since, until) values (?, ?, ?, ?, ?)'),
    endGrant: db.prepare('update grants set until = ? where id = ?'),
  }
  const rowOf = (id: string): PersonRow | undefined => q.person.get(id) as PersonRow | undefined
  const grantRows = (id: string): readonly AdminGrant[] => (q.grants.all(id) as GrantRow[]).map(toGrant)
  const rootArea = (): string => organisation.areas()[0]?.code ?? ''
  const done = <T>(deed: Deed, act: () => T): T =>
    atomically(db, () => {
      const result = act()
      audit.add(deed)
      return result
    })

  /** The person, if the actor may change this account; never his own. */
  function target(by: Actor, id: PersonId): Outcome<PersonRow> {
    const row = rowOf(id)
    if (!row || !administersPerson(by, grantsOf(id), rootArea(), now())) return fail({ code: 'noSuchPerson' })
    return id === by.person ? fail({ code: 'yourself' }) : ok(row)
  }
  function grantProblem(by: Actor, grant: NewGrant): AdminProblem | undefined {
    if (!accountRoles.has(grant.role)) return { code: 'unknownRole' }
    if (!administers(by, grant.area, now())) return { code: 'outOfScope' }
    return organisation.areaOf(grant.area) ? undefined : { code: 'unknownArea' }
  }
  const taken = (account: string | undefined, id?: string): boolean => {
    const owner = account === undefined ? undefined : (q.byAccount.get(account) as { id: string } | undefined)
    return owner !== undefined && owner.id !== id
  }
  const areaOf = (id: PersonId): string => grantsOf(id)[0]?.area ?? rootArea()
  /** True if the leader's week opens the person's: else the team would stand on a phone that gets none of its rooms. */
  const mayLead = (leader: PersonId, person: PersonId): boolean =>
    leader !== person &&
    rowOf(leader) !== undefined &&
    accessTo({ type: 'worker', person, ...isoWeekOf(now()) }, leader, grantsOf(leader), now(), grantsOf) === 'write'

  return {
    people(by, { area, q: text, after, limit }) {
      const at = now()
      const found: AdminPerson[] = []
      const rows = q.people.iterate({ after: after ?? '', q: text?.toLowerCase() ?? '' }) as Iterable<unknown>
      for (const row of rows as Iterable<PersonRow>) {
        const history = grantsOf(asPerson(row.id))
        const here = area === undefined || history.some((grant) => covers(area, grant.area))
        if (!here || !administersPerson(by, history, rootArea(), at)) continue
        const lastSeen = sessions.lastSeen(asPerson(row.id))
        found.push({
          id: asPerson(row.id),
          name: row.name,
          ...(row.account === null ? {} : { account: row.account }),
          disabled: row.disabled === 1,
          createdAt: row.created,
          ...(lastSeen === undefined ? {} : { lastSeenAt: lastSeen }),
          grants: grantRows(row.id),
          ...(row.leader === null ? {} : { leader: asPerson(row.leader) }),
          ...(row.phone === null ? {} : { phone: row.phone }),
          ...(row.firm === null ? {} : { firm: row.firm }),
        })
        if (found.length === limit) break
      }
      return found
    },
    addPerson(by, { name, account, password, grants }) {
      if (areasAs('admin', by, now()).length === 0) return fail({ code: 'outOfScope' })
      for (const grant of grants) {
        const problem = grantProblem(by, grant)
        if (problem) return fail(problem)
      }
      // Who has no grant yet belongs to the district: only there may he be made.
      if (grants.length === 0 && !administers(by, rootArea(), now())) return fail({ code: 'outOfScope' })
      if (taken(account)) return fail({ code: 'accountTaken' })
      const id = asPerson(`p-${randomBytes(8).toString('hex')}`)
      const made = account !== undefined && password === undefined ? makePassword() : undefined
      const secret = password ?? made
      const hash = account === undefined || secret === undefined ? null : hashPassword(secret)
      const area = grants[0]?.area ?? rootArea()
      const detail = { name, account: account ?? '', grants: grants.map((g) => `${g.role}@${g.area}`).join(' ') }
      done({ by: by.person, act: 'addPerson', subject: id, area, detail }, () => {
        q.addPerson.run(id, name, account ?? null, hash, now())
        for (const grant of grants) q.addGrant.run(id, grant.role, grant.area, now(), grant.to ?? null)
      })
      changed(id)
      return ok({ id, ...(made === undefined ? {} : { password: made }) })
    },
    changePerson(by, id, change) {
      const found = target(by, id)
      if (!found.ok) return found
      if (taken(change.account, id)) return fail({ code: 'accountTaken' })
      if (change.leader && !mayLead(asPerson(change.leader), id)) return fail({ code: 'noLeader' })
      const { name, account, disabled, leader, phone, firm } = found.value
      const next = {
        name: change.name ?? name,
        account: change.account ?? account,
        disabled: change.disabled ?? disabled === 1,
        leader: change.leader === undefined ? leader : change.leader,
        firm: change.firm === undefined ? firm : change.firm,
      }
      const number = change.phone === undefined ? phone : change.phone
      // The audit log is read by more people than may know the number: it says that, not to what.
      const detail = {
        ...next,
        account: next.account ?? '',
        leader: next.leader ?? '',
        firm: next.firm ?? '',
        ...(number === phone ? {} : { phone: 'changed' }),
      }
      done({ by: by.person, act: 'changePerson', subject: id, area: areaOf(id), detail }, () =>
        q.change.run(next.name, next.account, next.disabled ? 1 : 0, next.leader, number, next.firm, id),
      )
      if (next.disabled) sessions.signOutAll(id)
      changed(id)
      return ok(undefined)
    },
    setPassword(by, id, password) {
      const found = target(by, id)
      if (!found.ok) return found
      const made = password === undefined ? makePassword() : undefined
      const hash = hashPassword(password ?? made ?? '')
      done({ by: by.person, act: 'setPassword', subject: id, area: areaOf(id), detail: {} }, () =>
        q.password.run(hash, id),
      )
      sessions.signOutAll(id)
      return ok(made === undefined ? {} : { password: made })
    },
    signOut(by, id) {
      const found = target(by, id)
      if (!found.ok) return found
      done({ by: by.person, act: 'signOut', subject: id, area: areaOf(id), detail: {} }, () => {})
      sessions.signOutAll(id)
      return ok(undefined)
    },
    grant(by, person, grant) {
      if (!rowOf(person)) return fail({ code: 'noSuchPerson' })
      if (person === by.person) return fail({ code: 'yourself' })
      const problem = grantProblem(by, grant)
      if (problem) return fail(problem)
      const detail = { person, role: grant.role, ...(grant.to === undefined ? {} : { to: grant.to }) }
      const id = done({ by: by.person, act: 'grant', subject: person, area: grant.area, detail }, () =>
        Number(q.addGrant.run(person, grant.role, grant.area, now(), grant.to ?? null).lastInsertRowid),
      )
      changed(person)
      return ok(toGrant(q.grant.get(id) as GrantRow))
    },
    endGrant(by, id, reason) {
      const row = q.grant.get(id) as (GrantRow & { person: string }) | undefined
      if (!row || !administers(by, row.area, now())) return fail({ code: 'noSuchGrant' })
      const person = asPerson(row.person)
      if (person === by.person) return fail({ code: 'yourself' })
      const grant = { person, role: row.role, area: row.area, from: row.since }
      if (!isActive({ ...grant, ...(row.until === null ? {} : { to: row.until }) }, now())) {
        return fail({ code: 'grantEnded' })
      }
      const detail = { grant: id, role: row.role, reason }
      done({ by: by.person, act: 'endGrant', subject: person, area: row.area, detail }, () => q.endGrant.run(now(), id))
      changed(person)
      return ok(undefined)
    },
  }
}

type PersonRow = {
  readonly id: string
  readonly name: string
  readonly account: string | null
  readonly disabled: number
  readonly created: number
  readonly leader: string | null
  readonly phone: string | null
  readonly firm: string | null
}
type GrantRow = {
  readonly id: number
  readonly role: string
  readonly area: string
  readonly since: number
  readonly until: number | null
}
const toGrant = (row: GrantRow): AdminGrant => ({
  id: row.id,
  role: row.role,
  area: row.area,
  from: row.since,
  ...(row.until === null ? {} : { to: row.until }),
})
