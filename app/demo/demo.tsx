import '../words/late.ts'
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { roleName } from '../../domain/kinds/registry.ts'
import { clockTime, lang, setLang, t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'
import {
  ACCOUNTS,
  doorOfTour,
  type FrameName,
  isThere,
  moverState,
  setLink,
  setMover,
  signIn,
  visitAtDesk,
} from './frames.ts'
import { Frame, type Screen } from './screen.tsx'
import { type Seen, type Stage, step, stepsDone, type Tour } from './tour.ts'
import '../style/demo.css'

const STEPS = ['tourStep1', 'tourStep2', 'tourStep3', 'tourStep4', 'tourStep5'] as const
const LOOK_EVERY = 150
const SAYS: { readonly [S in Stage]: Key } = {
  loading: 'demoLoading',
  ready: 'tourReady',
  record: 'tourRecord',
  saved: 'tourSaved',
  killed: 'tourKilled',
  reopening: 'tourReopening',
  reopened: 'tourReopened',
  sending: 'tourSending',
  done: 'tourDone',
}

/** `/demo`: two phones and the desk, side by side, and a tour of what a record lives through. */
export function Demo(): JSX.Element {
  const [tour, setTour] = createSignal<Tour>({ stage: 'loading' })
  const [names, setNames] = createSignal<{ readonly [F in FrameName]?: string }>()
  const [absent, setAbsent] = createSignal(false)
  const [door, setDoor] = createSignal('')
  const [open, setOpen] = createSignal(true)
  const [mover, setMoving] = createSignal<boolean>()
  const [links, setLinks] = createSignal({ a: true, b: true })
  const screens = new Map<FrameName, Screen>()
  const see = (seen: Seen) => setTour((now) => step(now, seen))

  onMount(async () => {
    if (!(await isThere().catch(() => false))) return setAbsent(true)
    const people = await Promise.all((['a', 'b', 'desk'] as const).map((frame) => signIn(frame).catch(() => undefined)))
    await Promise.all((['a', 'b'] as const).map((frame) => setLink(frame, true).catch(() => false)))
    const home = people[2] && (await doorOfTour())
    if (!home) return setAbsent(true)
    setDoor(home.id)
    void moverState().then(setMoving, () => undefined)
    const [a, b, desk] = people.map((person) => person?.name ?? '')
    setNames({ a: a ?? '', b: b ?? '', desk: desk ?? '' })
  })

  async function link(frame: 'a' | 'b', on: boolean): Promise<void> {
    if (!(await setLink(frame, on))) return
    setLinks({ ...links(), [frame]: on })
    if (on) screens.get(frame)?.wake()
    if (frame === 'a' && on) see({ type: 'mended' })
  }

  /** What the frames show, as a visitor sees it: the tour goes on by what has happened, never by a timer. */
  async function look(): Promise<void> {
    const phone = screens.get('a')
    if (!phone) return
    const { stage, visit } = tour()
    if (stage === 'loading' && phone.find('[data-testid="new-home_visit"]')) see({ type: 'doorOpen' })
    if (stage === 'record' && phone.find('[data-testid="saved-here"]')) {
      const id = /^\/saved\/(\w+)$/.exec(phone.path() ?? '')?.[1]
      if (id) see({ type: 'saved', visit: id })
    }
    if (stage === 'reopening') {
      const n = Number(phone.find('[data-testid="sync-status"]')?.getAttribute('data-waiting') ?? 0)
      see({ type: 'waiting', n })
    }
    if (stage === 'sending' && visit && screens.get('desk')?.find(`[data-record="${visit}"]`)) {
      const row = await visitAtDesk(visit)
      if (row) see({ type: 'atDesk', receivedAt: row.receivedAt })
    }
  }
  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    void look().finally(() => {
      looking = false
    })
  }, LOOK_EVERY)
  onCleanup(() => clearInterval(timer))

  const acts: { readonly [S in Stage]?: { readonly say: Key; readonly act: () => void } } = {
    ready: {
      say: 'tourReadyDo',
      act: async () => {
        await link('a', false)
        screens.get('a')?.go(`/new/home_visit?subject=${door()}`)
        see({ type: 'cut' })
      },
    },
    saved: {
      say: 'tourSavedDo',
      act: () => {
        setOpen(false)
        see({ type: 'killed' })
      },
    },
    killed: {
      say: 'tourKilledDo',
      act: () => {
        setOpen(true)
        see({ type: 'opened' })
      },
    },
    reopened: { say: 'tourReopenedDo', act: () => void link('a', true) },
    done: {
      say: 'demoAgain',
      act: () => {
        setTour({ stage: 'loading' })
        screens.get('a')?.go(`/record/${door()}`)
      },
    },
  }
  const says = () => {
    const { stage, waiting, receivedAt } = tour()
    return t(SAYS[stage], { n: waiting ?? 0, time: receivedAt ? clockTime(receivedAt) : '' })
  }
  const who = (frame: FrameName) => `${names()?.[frame] ?? ''} · ${roleName(ACCOUNTS[frame].role, lang())}`
  const phoneStart = () => (tour().stage === 'loading' ? `/record/${door()}` : '/')

  return (
    <div class="demo">
      <header class="dhead">
        <img src="/mark.svg" alt="" />
        <div>
          <h1>
            {t('app')} · {t('demoTitle')}
          </h1>
          <p class="sub">{t('demoSub')}</p>
        </div>
        <Show when={mover() !== undefined && !absent()}>
          <p class="dmover sub" data-testid="mover" data-on={mover()}>
            {t(mover() ? 'moverOn' : 'moverOff')}
            <button type="button" class="btn plain" onClick={() => void setMover(!mover()).then(setMoving)}>
              {t(mover() ? 'moverStop' : 'moverGo')}
            </button>
          </p>
        </Show>
        <button type="button" class="btn plain" onClick={() => setLang(lang() === 'zh' ? 'en' : 'zh')}>
          <i class="i i-languages" aria-hidden="true" />
          {t('language')}
        </button>
      </header>
      <Show when={!absent()} fallback={<Absent />}>
        <section class="tour" data-testid="tour" data-stage={tour().stage}>
          <ol>
            <For each={STEPS}>
              {(key, i) => (
                <li
                  classList={{ done: i() < stepsDone(tour()) }}
                  aria-current={i() === stepsDone(tour()) ? 'step' : undefined}
                >
                  <span class="node" aria-hidden="true">
                    <Show when={i() < stepsDone(tour())} fallback={i() + 1}>
                      <i class="i i-check" />
                    </Show>
                  </span>
                  {t(key)}
                </li>
              )}
            </For>
          </ol>
          <div class="now">
            <p role="status">{says()}</p>
            <Show when={acts[tour().stage]}>
              {(next) => (
                <button type="button" class="btn main" data-testid="tour-next" onClick={() => next().act()}>
                  {t(next().say)}
                </button>
              )}
            </Show>
          </div>
        </section>
        <Show when={names()}>
          <div class="dframes">
            <Frame
              name="a"
              title={t('demoPhoneA')}
              who={who('a')}
              open={open()}
              start={phoneStart()}
              linked={links().a}
              onSwitch={(on) => void link('a', on)}
              onScreen={(screen) => screens.set('a', screen)}
            />
            <Frame
              name="b"
              title={t('demoPhoneB')}
              who={who('b')}
              open={true}
              start="/"
              linked={links().b}
              onSwitch={(on) => void link('b', on)}
              onScreen={(screen) => screens.set('b', screen)}
            />
            <Frame
              name="desk"
              title={t('demoDesk')}
              who={who('desk')}
              open={true}
              start="/"
              onScreen={(screen) => screens.set('desk', screen)}
            />
          </div>
        </Show>
      </Show>
    </div>
  )
}

const Absent = (): JSX.Element => (
  <p class="dnone">
    {t('demoNone')} <a href="/">{t('demoHome')}</a>
  </p>
)
