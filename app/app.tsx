import { createSignal, type JSX, Match, onMount, Show, Switch } from 'solid-js'
import type { MeAnswer } from '../domain/api.ts'
import { Desk } from './desk/desk.tsx'
import { PhoneHome } from './screens/phone-home.tsx'
import { SignIn } from './screens/sign-in.tsx'
import { request } from './state/api.ts'
import { openPhone, type Phone } from './state/phone.ts'

const KEPT = 'xunji-me'

/** Who is signed in, known offline from the last visit; then the phone or, for whoever checks on a wide screen, the desk. */
export function App(): JSX.Element {
  const [me, setMe] = createSignal<MeAnswer>()
  const [phone, setPhone] = createSignal<Phone>()
  const [signInNeeded, setSignInNeeded] = createSignal(false)
  const [ready, setReady] = createSignal(false)
  const wide = () =>
    window.innerWidth >= 900 && me()?.grants.some((grant) => grant.role === 'officer' || grant.role === 'supervisor')

  async function enter(answer: MeAnswer): Promise<void> {
    localStorage.setItem(KEPT, JSON.stringify(answer))
    phone()?.close()
    setPhone(undefined)
    setMe(answer)
    setSignInNeeded(false)
    if (!wide()) setPhone(await openPhone(answer, () => setSignInNeeded(true)))
  }

  async function load(): Promise<void> {
    const answer = await request<MeAnswer>('/api/me')
    const kept = localStorage.getItem(KEPT)
    if (answer.ok) await enter(answer.value)
    else if (kept) {
      await enter(JSON.parse(kept) as MeAnswer)
      setSignInNeeded(answer.problem.status === 401)
    }
    setReady(true)
  }
  onMount(load)

  async function signOut(): Promise<void> {
    await request('/api/session', { method: 'DELETE' })
    localStorage.removeItem(KEPT)
    phone()?.close()
    setPhone(undefined)
    setMe(undefined)
  }

  return (
    <Show when={ready()}>
      <Switch>
        <Match when={!me()}>
          <SignIn onDone={load} />
        </Match>
        <Match when={wide()}>
          <Desk me={me() as MeAnswer} onSignOut={signOut} />
        </Match>
        <Match when={phone()}>
          {(opened) => (
            <PhoneHome phone={opened()} signInNeeded={signInNeeded()} onSignOut={signOut} onSignedIn={load} />
          )}
        </Match>
      </Switch>
    </Show>
  )
}
