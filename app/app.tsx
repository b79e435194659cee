import { Navigate, Route, Router } from '@solidjs/router'
import { type JSX, lazy, Match, onMount, type ParentProps, Show, Switch } from 'solid-js'
import type { MeAnswer } from '../domain/api.ts'
import { Me } from './screens/me.tsx'
import { PhoneFrame } from './screens/phone-frame.tsx'
import { RecordEdit, RecordNew } from './screens/record-form.tsx'
import { RecordPage } from './screens/record-page.tsx'
import { Records } from './screens/records.tsx'
import { Saved } from './screens/saved.tsx'
import { SignIn } from './screens/sign-in.tsx'
import { Today } from './screens/today.tsx'
import { createSession, SessionProvider, useSession } from './state/session.ts'

// What the phone does not need at once comes by itself: precached, but not in the first load.
const Desk = lazy(() => import('./desk/desk.tsx').then(({ Desk }) => ({ default: Desk })))

const PhoneMap = lazy(() => import('./screens/phone-map.tsx').then(({ PhoneMap }) => ({ default: PhoneMap })))

export function App(): JSX.Element {
  const session = createSession()
  return (
    <SessionProvider value={session}>
      <Router>
        <Route component={SignedIn}>
          <Route path="/desk/*rest" component={AtDesk} />
          <Route component={PhoneFrame}>
            <Route path="/" component={Today} />
            <Route path="/records" component={Records} />
            <Route path="/map" component={PhoneMap} />
            <Route path="/me" component={Me} />
            <Route path="/record/:id" component={RecordPage} />
            <Route path="/record/:id/edit" component={RecordEdit} />
            <Route path="/new/:kind" component={RecordNew} />
            <Route path="/saved/:id" component={Saved} />
            <Route path="*rest" component={() => <Navigate href="/" />} />
          </Route>
        </Route>
      </Router>
    </SessionProvider>
  )
}

/** Everything behind the sign-in; works offline for whoever was signed in at the last visit. */
function SignedIn(props: ParentProps): JSX.Element {
  const session = useSession()
  onMount(session.load)
  return (
    <Show when={session.ready()}>
      <Switch fallback={props.children}>
        <Match when={!session.me() || session.asking()}>
          <SignIn onDone={session.load} />
        </Match>
      </Switch>
    </Show>
  )
}

function AtDesk(): JSX.Element {
  const session = useSession()
  return <Desk me={session.me() as MeAnswer} onSignOut={session.signOut} />
}
