import { createHmac, randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts'
import { asPerson, type PersonId } from '../../domain/ids.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { createAttempts } from './attempts.ts'
import { passwordFits } from './password.ts'

export type Session = { readonly id: string; readonly person: PersonId }
export type SignInProblem = { readonly why: 'wrongPassword' } | { readonly why: 'tooMany'; readonly retryAfter: number }

/** A session ends this long after its sign-in, and this long after it was last used. */
const LASTS = 30 * DAY
const IDLE = 7 * DAY
/** Its last use is written down at most this often. */
const SEEN_EVERY = HOUR
/**
 * Wrong passwords: from one address an account may have five a minute and ten a quarter of an hour. From everywhere
 * together it may have a hundred an hour: so few that guessing is hopeless, so many that a stranger does not easily lock
 * a worker out.
 */
const BY_ADDRESS = [
  { max: 5, window: MINUTE },
  { max: 10, window: 15 * MINUTE },
]
const BY_ACCOUNT = [{ max: 100, window: HOUR }]

export interface Sessions {
  signIn(
    account: string,
    password: string,
    address: string,
  ): Promise<Result<{ readonly session: Session; readonly token: string }, SignInProblem>>
  /** A session without a password, for a tool of the operator; its token. */
  issue(person: PersonId): string
  sessionOf(token: string): Session | undefined
  signOut(session: string): void
  /** Ends all sessions of a person but `except`. */
  signOutAll(person: PersonId, except?: string): void
  /** Ends what is too old or was not used; the server does it each hour. */
  sweep(): void
  /** Last use of any session, ms UTC. */
  lastSeen(person: PersonId): number | undefined
}

export function createSessions(deps: {
  readonly db: DatabaseSync
  readonly now: () => number
  /** Keys the digests of tokens: whoever has only the file cannot make a session. */
  readonly secret: string
  readonly limits: boolean
  readonly onEnded: (sessions: readonly string[]) => void
}): Sessions {
  const { db, now, onEnded } = deps
  const byAddress = createAttempts(BY_ADDRESS, now)
  const byAccount = createAttempts(BY_ACCOUNT, now)
  const digest = (token: string): string => createHmac('sha256', deps.secret).update(token).digest('hex')
  const q = {
    account: db.prepare('select id, password from person where account = ? and disabled = 0'),
    session: db.prepare('select id, person, seen from session where token = ? and created > ? and seen > ?'),
    add: db.prepare('insert into session values (?, ?, ?, ?, ?)'),
    seen: db.prepare('update session set seen = ? where id = ?'),
    end: db.prepare('delete from session where id = ? returning id'),
    endOf: db.prepare('delete from session where person = ? and id <> ? returning id'),
    sweep: db.prepare('delete from session where created <= ? or seen <= ? returning id'),
    lastSeen: db.prepare('select max(seen) at from session where person = ?'),
  }
  const ended = (rows: unknown): void => {
    const ids = (rows as { id: string }[]).map((row) => row.id)
    if (ids.length > 0) onEnded(ids)
  }

  function begin(person: PersonId): { session: Session; token: string } {
    const token = randomBytes(32).toString('base64url')
    const session = { id: randomBytes(9).toString('base64url'), person }
    q.add.run(digest(token), session.id, session.person, now(), now())
    return { session, token }
  }

  return {
    async signIn(account, password, address) {
      const key = `${account} ${address}`
      const retryAfter = Math.max(byAddress.wait(key), byAccount.wait(account))
      if (deps.limits && retryAfter > 0) return fail({ why: 'tooMany', retryAfter })
      // Counted before the password is known, or many tries at once would all be let in.
      byAddress.failed(key)
      byAccount.failed(account)
      const row = q.account.get(account) as { id: string; password: string | null } | undefined
      if (!(await passwordFits(password, row?.password)) || !row) return fail({ why: 'wrongPassword' })
      byAddress.forget(key)
      byAccount.forget(account)
      return ok(begin(asPerson(row.id)))
    },
    issue: (person) => begin(person).token,
    sessionOf(token) {
      if (token === '') return undefined
      const row = q.session.get(digest(token), now() - LASTS, now() - IDLE) as
        | { id: string; person: string; seen: number }
        | undefined
      if (!row) return undefined
      if (row.seen < now() - SEEN_EVERY) q.seen.run(now(), row.id)
      return { id: row.id, person: asPerson(row.person) }
    },
    signOut: (session) => ended(q.end.all(session)),
    signOutAll: (person, except = '') => ended(q.endOf.all(person, except)),
    sweep: () => ended(q.sweep.all(now() - LASTS, now() - IDLE)),
    lastSeen: (person) => (q.lastSeen.get(person) as { at: number | null }).at ?? undefined,
  }
}
