import { type Accessor, createContext, createSignal, onCleanup, useContext } from 'solid-js'
import type { MeAnswer } from '../../domain/api.ts'
import { forgetMe, keepMe, keptMe } from '../store/kept.ts'
import { dropPractice } from '../store/store.ts'
import { request } from './api.ts'
import { loadKindsOf } from './kinds.ts'
import { openPhone, type Phone } from './phone.ts'

const LONGEST_WAIT = 3000

/** Who is signed in here, known offline from the last visit. */
export type Session = {
  readonly me: Accessor<MeAnswer | undefined>
  /** False until the first answer, or until it is known that there is none. */
  readonly ready: Accessor<boolean>
  readonly signInNeeded: Accessor<boolean>
  /** Signing in again over the open work, which stays as it is. */
  readonly asking: Accessor<boolean>
  askSignIn(ask?: boolean): void
  /** In practice the screens show a store of invented records; the person's own goes on sending behind it. */
  readonly practising: Accessor<boolean>
  /** Each practice begins anew. */
  practise(on: boolean): Promise<void>
  /** Opens the phone's store of this person once; the desk never does. */
  phone(): Promise<Phone>
  load(): Promise<void>
  signOut(): Promise<void>
}

export function createSession(): Session {
  const [me, setMe] = createSignal<MeAnswer>()
  const [ready, setReady] = createSignal(false)
  const [signInNeeded, setSignInNeeded] = createSignal(false)
  const [asking, setAsking] = createSignal(false)
  const [practising, setPractising] = createSignal(false)
  let practice: Promise<Phone> | undefined
  let opened: { readonly person: string; readonly phone: Promise<Phone> } | undefined

  async function endPractice(): Promise<void> {
    const ending = practice
    practice = undefined
    setPractising(false)
    if (ending) (await ending).close()
  }
  async function close(): Promise<void> {
    await endPractice()
    const closing = opened
    opened = undefined
    if (closing) (await closing.phone).close()
  }
  async function enter(answer: MeAnswer): Promise<void> {
    await keepMe(answer)
    await close()
    await loadKindsOf(answer.grants.map(({ role }) => role))
    setMe(answer)
    setSignInNeeded(false)
    setAsking(false)
  }
  async function load(): Promise<void> {
    const kept = await keptMe()
    // Who has signed in before does not wait for a network that is there but answers nothing.
    const answer = await request<MeAnswer>('/api/me', kept ? { signal: AbortSignal.timeout(LONGEST_WAIT) } : undefined)
    if (answer.ok) await enter(answer.value)
    else if (kept) {
      await enter(kept)
      setSignInNeeded(answer.problem.status === 401)
    }
    setReady(true)
  }
  async function signOut(): Promise<void> {
    await request('/api/session', { method: 'DELETE' })
    await forgetMe()
    await close()
    setMe(undefined)
  }
  onCleanup(() => void close())
  return {
    me,
    ready,
    signInNeeded,
    asking,
    askSignIn: (ask = true) => setAsking(ask),
    load,
    signOut,
    practising,
    async practise(on) {
      const person = me()
      await endPractice()
      if (!on || !person) return
      await dropPractice(person.person.id)
      setPractising(true)
    },
    phone() {
      const person = me()
      if (!person) throw new Error('nobody is signed in')
      if (practising()) {
        practice ??= openPhone(person, () => undefined, true)
        return practice
      }
      if (opened?.person !== person.person.id)
        opened = { person: person.person.id, phone: openPhone(person, () => setSignInNeeded(true)) }
      return opened.phone
    },
  }
}

const Context = createContext<Session>()
export const SessionProvider = Context.Provider
export function useSession(): Session {
  const session = useContext(Context)
  if (!session) throw new Error('no session above')
  return session
}
