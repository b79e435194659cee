import '../words/late.ts'
import { createSignal, For, type JSX, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import type { MeAnswer } from '../../domain/api.ts'
import { lang, setLang, t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'
import { createAddressBar, type View } from './address.ts'
import { CheckView } from './check-view.tsx'
import { createCounts } from './counts.ts'
import { DispatchView } from './dispatch-view.tsx'
import { createHeldQueue } from './held.ts'
import { KeyHelp } from './key-help.tsx'
import { useKeys } from './keys.ts'
import { listenLive } from './live.ts'
import { RecordsView } from './records-view.tsx'

const ClocksView = lazy(() => import('./clocks-view.tsx').then(({ ClocksView }) => ({ default: ClocksView })))
const FiguresView = lazy(() =>
  import('./figures/figures-view.tsx').then(({ FiguresView }) => ({ default: FiguresView })),
)
// Leaflet and the drawing of the district come when the map is opened.
const MapView = lazy(() => import('./map-view.tsx').then(({ MapView }) => ({ default: MapView })))
// Few desks are an administrator's.
const PeopleView = lazy(() => import('./people/people-view.tsx').then(({ PeopleView }) => ({ default: PeopleView })))
const LogView = lazy(() => import('./people/log-view.tsx').then(({ LogView }) => ({ default: LogView })))
const PhonesView = lazy(() => import('./people/phones-view.tsx').then(({ PhonesView }) => ({ default: PhonesView })))

// Drawing codes is seldom done, and brings its own library.
const CodesView = lazy(() => import('./codes/codes-view.tsx').then(({ CodesView }) => ({ default: CodesView })))

const VillageView = lazy(() =>
  import('./village/village-view.tsx').then(({ VillageView }) => ({ default: VillageView })),
)
const ImportView = lazy(() => import('./import/import-view.tsx').then(({ ImportView }) => ({ default: ImportView })))
const VILLAGE_ROLES = ['village_staff', 'town_inspector', 'district_reviewer', 'finance']
const IMPORT_ROLES = ['village_staff', 'supervisor']
const hasRole = (me: MeAnswer, roles: readonly string[]): boolean =>
  me.grants.some((grant) => roles.includes(grant.role))
const TellView = lazy(() => import('./tell/tell-view.tsx').then(({ TellView }) => ({ default: TellView })))
const MyFeedback = lazy(() => import('./tell/my-feedback.tsx').then(({ MyFeedback }) => ({ default: MyFeedback })))
const OfficeNotices = lazy(() =>
  import('../told/office-notices.tsx').then(({ OfficeNotices }) => ({ default: OfficeNotices })),
)
const SosAlarm = lazy(() => import('./tell/sos-alarm.tsx').then(({ SosAlarm }) => ({ default: SosAlarm })))

// Planning is the work of few, and a page of its own.
const PlanView = lazy(() => import('./plan/plan-view.tsx').then(({ PlanView }) => ({ default: PlanView })))

const RAIL: readonly { readonly view: View; readonly icon: string; readonly words: Key }[] = [
  { view: 'people', icon: 'i-users-round', words: 'people' },
  { view: 'map', icon: 'i-map', words: 'map' },
  { view: 'dispatch', icon: 'i-columns-3', words: 'dispatch' },
  { view: 'tell', icon: 'i-message-square-warning', words: 'tell' },
  { view: 'check', icon: 'i-clipboard-check', words: 'check' },
  { view: 'plan', icon: 'i-calendar', words: 'plan' },
  { view: 'records', icon: 'i-inbox', words: 'records' },
  { view: 'clocks', icon: 'i-clock', words: 'clocks' },
  { view: 'figures', icon: 'i-chart-column', words: 'figures' },
  { view: 'village', icon: 'i-house', words: 'village' },
  { view: 'import', icon: 'i-file-up', words: 'importNav' },
  { view: 'phones', icon: 'i-smartphone', words: 'phones' },
  { view: 'log', icon: 'i-history', words: 'log' },
]
/** Pages that show what records say. */
const OF_RECORDS: readonly View[] = [
  'map',
  'dispatch',
  'tell',
  'check',
  'records',
  'clocks',
  'figures',
  'codes',
  'village',
]
/** Who looks after the phones of an area's people: as the server answers. */
const PHONE_LOOKERS = ['team_leader', 'officer', 'supervisor', 'admin']

/** The desk: reads the projection, hears of changes, writes over HTTP. Filters and selection live in the address. */
export function Desk(props: { me: MeAnswer; onSignOut: () => void }): JSX.Element {
  const bar = createAddressBar()
  const live = listenLive()
  const held = createHeldQueue(live)
  const counts = createCounts(props.me, live)
  const [help, setHelp] = createSignal(false)
  const [saying, setSaying] = createSignal(false)
  useKeys({
    '?': () => setHelp(true),
    '/': () => document.querySelector<HTMLInputElement>('.filters input[type=search]')?.focus(),
  })
  const hearNotices = (look: () => void) =>
    live.onChanges((changes) => {
      if (changes.length === 0 || changes.some(({ kind }) => kind === 'notice')) look()
    })
  const view = (): View => {
    const asked = bar.at().view
    return isFor(asked) ? asked : (RAIL.find((item) => isFor(item.view) && !isEmpty(item.view))?.view ?? asked)
  }
  const plans = props.me.grants.some(({ role }) => ['team_leader', 'supervisor', 'admin'].includes(role))
  /** Counts only where somebody waits. */
  const waiting = (item: View): number =>
    item === 'check' ? counts.toCheck() + held.items().length : item === 'dispatch' ? counts.toGive() : 0
  const roles = props.me.grants.map(({ role }) => role)
  /** An administrator sees accounts, an auditor the log and the figures; what records say is for whoever works with them. */
  const isFor = (item: View): boolean => {
    if (item === 'people') return roles.includes('admin')
    if (item === 'import') return hasRole(props.me, IMPORT_ROLES)
    if (item === 'log') return roles.includes('admin') || roles.includes('auditor')
    if (item === 'phones') return roles.some((role) => PHONE_LOOKERS.includes(role))
    if (item === 'figures' && roles.includes('auditor')) return true
    return !OF_RECORDS.includes(item) || roles.some((role) => role !== 'admin' && role !== 'auditor')
  }
  /** A page on which this person has nothing to do is not on the rail. */
  const isEmpty = (item: View): boolean =>
    (item === 'tell' && !mayTell(props.me)) ||
    (item === 'check' && !counts.checks) ||
    (item === 'dispatch' && !counts.gives) ||
    (item === 'plan' && !plans) ||
    (item === 'village' && !hasRole(props.me, VILLAGE_ROLES))
  const open = (event: MouseEvent, to: View) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    bar.go(leave(to), 'step')
  }
  return (
    <div class="desk">
      <nav class="rail" aria-label={t('mainNav')}>
        <div class="mark">
          <svg
            width="34"
            height="34"
            viewBox="0 0 34 34"
            fill="none"
            stroke="currentColor"
            stroke-width="3"
            aria-hidden="true"
          >
            <path d="M7 27C7 20 11 17 17 17S27 14 27 7" stroke-linecap="round" />
            <circle cx="7" cy="27" r="2.5" fill="currentColor" />
            <circle cx="17" cy="17" r="2.1" fill="currentColor" />
            <circle cx="27" cy="7" r="4.6" />
          </svg>
          <span>{t('app')}</span>
        </div>
        <For each={RAIL.filter((item) => isFor(item.view) && !isEmpty(item.view))}>
          {(item) => (
            <a
              href={bar.href(leave(item.view))}
              target="_self"
              data-testid={`nav-${item.view}`}
              aria-current={view() === item.view ? 'page' : undefined}
              onClick={(event) => open(event, item.view)}
            >
              <i class={`i ${item.icon}`} aria-hidden="true" />
              <span>{t(item.words)}</span>
              <Show when={waiting(item.view) > 0}>
                <span class="count" data-testid={`count-${item.view}`}>
                  {waiting(item.view) > 99 ? '99+' : waiting(item.view)}
                </span>
              </Show>
            </a>
          )}
        </For>
        <div class="push self">
          <p>{props.me.person.name}</p>
          <button type="button" data-testid="desk-say" onClick={() => setSaying(true)}>
            {t('tellFeedback')}
          </button>
          <button type="button" onClick={() => setHelp(true)}>
            {t('keys')}
          </button>
          <button type="button" data-testid="language" onClick={() => setLang(lang() === 'zh' ? 'en' : 'zh')}>
            {t('language')}
          </button>
          <button type="button" data-testid="sign-out" onClick={props.onSignOut}>
            {t('signOut')}
          </button>
        </div>
      </nav>
      <main class="work">
        <Show when={live.link() === 'signedOut'}>
          <div class="notice needs over" role="alert" data-testid="signed-out">
            <i class="i i-circle-alert" aria-hidden="true" />
            <p>
              {t('deskSignInAgain')}{' '}
              <button type="button" class="btn" onClick={props.onSignOut}>
                {t('signIn')}
              </button>
            </p>
          </div>
        </Show>
        <Suspense>
          <SosAlarm me={props.me} bar={bar} live={live} />
          <OfficeNotices me={props.me} onNews={hearNotices} />
        </Suspense>
        <Switch>
          <Match when={view() === 'records'}>
            <RecordsView me={props.me} bar={bar} live={live} />
          </Match>
          <Match when={view() === 'tell'}>
            <TellView me={props.me} bar={bar} live={live} />
          </Match>
          <Match when={view() === 'check'}>
            <CheckView me={props.me} bar={bar} live={live} held={held} />
          </Match>
          <Match when={view() === 'dispatch'}>
            <DispatchView me={props.me} bar={bar} live={live} />
          </Match>
          <Match when={view() === 'clocks'}>
            <ClocksView me={props.me} bar={bar} live={live} />
          </Match>
          <Match when={view() === 'figures'}>
            <FiguresView me={props.me} bar={bar} live={live} />
          </Match>
          <Match when={view() === 'village'}>
            <VillageView me={props.me} bar={bar} live={live} />
          </Match>
          <Match when={view() === 'import'}>
            <ImportView me={props.me} />
          </Match>
          <Match when={view() === 'phones'}>
            <PhonesView me={props.me} live={live} />
          </Match>
          <Match when={view() === 'people'}>
            <PeopleView me={props.me} live={live} />
          </Match>
          <Match when={view() === 'log'}>
            <LogView live={live} />
          </Match>
          <Match when={view() === 'map'}>
            <MapView me={props.me} bar={bar} live={live} />
          </Match>
          <Match when={view() === 'plan'}>
            <PlanView me={props.me} bar={bar} live={live} />
          </Match>
          <Match when={view() === 'codes'}>
            <CodesView me={props.me} bar={bar} live={live} />
          </Match>
        </Switch>
      </main>
      <Show when={saying()}>
        <Suspense>
          <MyFeedback me={props.me} onClose={() => setSaying(false)} />
        </Suspense>
      </Show>
      <Show when={help()}>
        <KeyHelp onClose={() => setHelp(false)} />
      </Show>
    </div>
  )
}

/** Roles that tell others something, or answer what others say. */
const TELLERS = ['supervisor', 'team_leader', 'town_inspector', 'officer', 'admin']
const mayTell = (me: MeAnswer): boolean => me.grants.some((grant) => TELLERS.includes(grant.role))

/** Another page starts without the filters of the one before. */
const leave = (view: View) => ({
  view,
  kind: '',
  state: '',
  area: '',
  days: '',
  card: '',
  q: '',
  only: '',
  figure: '',
  part: '',
  period: '',
  category: '',
  room: '',
  record: '',
  full: '',
})
