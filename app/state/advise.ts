import { MINUTE, SKEW_FLAG } from '../../domain/clock.ts'
import { CLOSE } from '../../domain/room/protocol.ts'
import type { OutboxRow } from '../store/rows.ts'
import type { PhoneCore, SessionState } from '../sync/phone-core.ts'
import type { Key } from '../words/zh.ts'
import type { Space } from './space.ts'

/** What stands between work and the office, or is worth a word. */
type SyncProblem =
  | { readonly type: 'held'; readonly reason: string }
  | { readonly type: 'rejected'; readonly note: string }
  | { readonly type: 'aside'; readonly reason: string }
  | { readonly type: 'photoRefused' }
  | { readonly type: 'signIn' | 'update' | 'noAccess'; readonly waiting: number }
  | { readonly type: 'notStored' }
  | { readonly type: 'clock'; readonly skewMs: number }
  | { readonly type: 'spaceLow'; readonly records: number }
  | { readonly type: 'newVersion' }

/** A sentence by its key, with what stands in it, and the one thing to do. */
export type Advice = {
  readonly about: SyncProblem['type']
  readonly say: Key
  readonly values?: { readonly [name: string]: string | number }
  readonly action?: 'signIn' | 'update' | 'export'
}

/** The sign-in has ended; nothing is counted where nothing waits. */
const signInAdvice = (waiting: number): Omit<Advice, 'about'> =>
  waiting > 0
    ? { say: 'syncSignIn', values: { n: waiting }, action: 'signIn' }
    : { say: 'syncSignInNone', action: 'signIn' }

/** One switch from what happened to what a person reads: it says first whether the work is safe. */
export const advise = (problem: SyncProblem): Advice => ({ about: problem.type, ...adviceOn(problem) })

function adviceOn(problem: SyncProblem): Omit<Advice, 'about'> {
  switch (problem.type) {
    case 'held':
      return { say: heldSentence(problem.reason) }
    case 'rejected':
      return { say: 'syncRejected', values: { note: problem.note }, action: 'export' }
    case 'aside':
      return { say: asideSentence(problem.reason), action: 'export' }
    case 'photoRefused':
      return { say: 'syncPhotoRefused' }
    case 'signIn':
      return signInAdvice(problem.waiting)
    case 'update':
      return { say: 'syncUpdate', values: { n: problem.waiting }, action: 'update' }
    case 'noAccess':
      return { say: 'syncNoAccess', values: { n: problem.waiting }, action: 'export' }
    case 'notStored':
      return { say: 'syncNotStored' }
    case 'clock': {
      const n = Math.round(Math.abs(problem.skewMs) / MINUTE)
      return { say: problem.skewMs > 0 ? 'syncClockFast' : 'syncClockSlow', values: { n } }
    }
    case 'spaceLow':
      return { say: 'syncSpaceLow', values: { n: problem.records } }
    case 'newVersion':
      return { say: 'syncNewVersion', action: 'update' }
  }
}

/** Below so many records the phone says that its space runs low. */
const LOW = 100

/** What of the phone as a whole is worth a word, the most urgent first. */
export function problemsOf(
  core: PhoneCore,
  now: {
    readonly session: SessionState
    readonly waiting: number
    readonly online: boolean
    readonly skew: number | undefined
    readonly space: Space | undefined
    readonly newVersion: boolean
  },
): readonly SyncProblem[] {
  const { session, waiting, skew = 0, space } = now
  const shut = core.shut()
  const cut = core.outbox().filter((row) => row.state === 'waiting' && shut.get(row.room) === CLOSE.noAccess).length
  const found: (SyncProblem | false)[] = [
    session !== 'in' && { type: session, waiting },
    now.online && cut > 0 && { type: 'noAccess', waiting: cut },
    core.notStored() !== undefined && { type: 'notStored' },
    Math.abs(skew) > SKEW_FLAG && { type: 'clock', skewMs: skew },
    space !== undefined && space.records < LOW && { type: 'spaceLow', records: space.records },
    now.newVersion && { type: 'newVersion' },
  ]
  return found.filter((one) => one !== false)
}

/** What an event that needs somebody says of itself. */
export function problemOf(row: OutboxRow): SyncProblem {
  const { state, reason = '', note = '' } = row
  if (state === 'held') return { type: 'held', reason }
  return reason === 'rejected' ? { type: 'rejected', note } : { type: 'aside', reason }
}

function heldSentence(reason: string): Key {
  if (reason === 'roleNotHeld') return 'syncHeldRole'
  return reason === 'sessionRevoked' ? 'syncHeldSession' : 'syncHeldArea'
}

function asideSentence(reason: string): Key {
  switch (reason) {
    case 'form':
      return 'syncAsideForm'
    case 'tooLarge':
      return 'syncAsideLarge'
    case 'idTaken':
      return 'syncAsideTaken'
    case 'erased':
      return 'syncAsideErased'
    case 'wrongRoom':
      return 'syncAsideRoom'
    default:
      return 'syncAside'
  }
}
