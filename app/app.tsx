import { Navigate, Route, Router, useLocation } from '@solidjs/router'
import { createEffect, type JSX, lazy, Match, onMount, type ParentProps, Show, Switch } from 'solid-js'
import type { MeAnswer } from '../domain/api.ts'
import { endEarlyDay } from './early/early-day.tsx'
import { PhoneFrame } from './screens/phone-frame.tsx'
import { Today } from './screens/today.tsx'
import { createSession, SessionProvider, useSession } from './state/session.ts'

// What the first screen does not need comes by itself: precached, but not in the first load.
const Desk = lazy(() => import('./desk/desk.tsx').then(({ Desk }) => ({ default: Desk })))
const Me = lazy(() => import('./screens/me.tsx').then(({ Me }) => ({ default: Me })))
const Records = lazy(() => import('./screens/records.tsx').then(({ Records }) => ({ default: Records })))
const RecordPage = lazy(() => import('./screens/record-page.tsx').then(({ RecordPage }) => ({ default: RecordPage })))
const RecordNew = lazy(() => import('./screens/record-form.tsx').then(({ RecordNew }) => ({ default: RecordNew })))
const RecordEdit = lazy(() => import('./screens/record-form.tsx').then(({ RecordEdit }) => ({ default: RecordEdit })))
const NewList = lazy(() => import('./screens/new-list.tsx').then(({ NewList }) => ({ default: NewList })))
const SignIn = lazy(() => import('./screens/sign-in.tsx').then(({ SignIn }) => ({ default: SignIn })))
const Saved = lazy(() => import('./screens/saved.tsx').then(({ Saved }) => ({ default: Saved })))

const SamplePage = lazy(() => import('./rural/sample-page.tsx').then((it) => ({ default: it.SamplePage })))
const VillagePage = lazy(() => import('./rural/village-page.tsx').then((it) => ({ default: it.VillagePage })))
const ImportPage = lazy(() => import('./rural/import-page.tsx').then((it) => ({ default: it.ImportPage })))
const Intro = lazy(() => import('./start/intro.tsx').then(({ Intro }) => ({ default: Intro })))
const Practice = lazy(() => import('./start/practice.tsx').then(({ Practice }) => ({ default: Practice })))
const Ready = lazy(() => import('./start/ready.tsx').then(({ Ready }) => ({ default: Ready })))

/** The screens of a day's work are at hand before somebody taps: also where no network would bring them. */
function warmUp(): void {
  for (const screen of [RecordNew, RecordPage, Saved, Records, Me]) void screen.preload()
}

const OpenTold = lazy(() => import('./told/open-told.tsx').then(({ OpenTold }) => ({ default: OpenTold })))
const OpenCode = lazy(() => import('./scan/open-code.tsx').then(({ OpenCode }) => ({ default: OpenCode })))
const AppealForm = lazy(() => import('./shift/appeal-form.tsx'))
const ShiftPage = lazy(() => import('./shift/shift-page.tsx'))
const FixForm = lazy(() => import('./shift/fix-form.tsx'))
const Sos = lazy(() => import('./shift/sos.tsx'))
const Doors = lazy(() => import('./doors/doors-page.tsx').then(({ Doors }) => ({ default: Doors })))
const DoorsOfBuilding = lazy(() =>
  import('./doors/doors-page.tsx').then(({ DoorsOfBuilding }) => ({ default: DoorsOfBuilding })),
)
const ToiletCheck = lazy(() => import('./toilet/check.tsx').then(({ ToiletCheck }) => ({ default: ToiletCheck })))
const PhoneMap = lazy(() => import('./screens/phone-map.tsx').then(({ PhoneMap }) => ({ default: PhoneMap })))

export function App(): JSX.Element {
  const session = createSession()
  onMount(() => ('requestIdleCallback' in window ? requestIdleCallback(warmUp) : setTimeout(warmUp, 1000)))
  return (
    <SessionProvider value={session}>
      <Router root={Root}>
        <Route component={SignedIn}>
          <Route path="/desk/*rest" component={AtDesk} />
          <Route component={PhoneFrame}>
            <Route path="/" component={Today} />
            <Route path="/records" component={Records} />
            <Route path="/map" component={PhoneMap} />
            <Route path="/me" component={Me} />
            <Route path="/village" component={VillagePage} />
            <Route path="/import" component={ImportPage} />
            <Route path="/sample" component={SamplePage} />
            <Route path="/intro" component={Intro} />

            <Route path="/practice" component={Practice} />
            <Route path="/ready" component={Ready} />
            <Route path="/record/:id" component={RecordPage} />
            <Route path="/record/:id/edit" component={RecordEdit} />
            <Route path="/doors" component={Doors} />
            <Route path="/doors/:building" component={DoorsOfBuilding} />
            <Route path="/new" component={NewList} />
            <Route path="/new/toilet_check" component={ToiletCheck} />
            <Route path="/new/:kind" component={RecordNew} />
            <Route path="/q/:id" component={OpenCode} />
            <Route path="/shift" component={ShiftPage} />
            <Route path="/shift/appeal/:id" component={AppealForm} />
            <Route path="/shift/fix" component={FixForm} />
            <Route path="/sos" component={Sos} />
            <Route path="/told/:kind" component={OpenTold} />
            <Route path="/saved/:id" component={Saved} />
            <Route path="*rest" component={() => <Navigate href="/" />} />
          </Route>
        </Route>
      </Router>
    </SessionProvider>
  )
}

/** The day as it was last painted stands until the real one is there, or another screen is wanted. */
function Root(props: ParentProps): JSX.Element {
  const location = useLocation()
  createEffect(() => location.pathname !== '/' && endEarlyDay())
  return props.children
}

/** Everything behind the sign-in; works offline for whoever was signed in at the last visit. */
function SignedIn(props: ParentProps): JSX.Element {
  const session = useSession()
  onMount(session.load)
  return (
    <Show when={session.ready()}>
      <Switch fallback={props.children}>
        <Match when={!session.me() || session.asking()}>
          <AskSignIn onDone={session.load} />
        </Match>
      </Switch>
    </Show>
  )
}

function AskSignIn(props: { onDone: () => Promise<void> }): JSX.Element {
  endEarlyDay()
  return <SignIn onDone={props.onDone} />
}

function AtDesk(): JSX.Element {
  const session = useSession()
  return <Desk me={session.me() as MeAnswer} onSignOut={session.signOut} />
}
