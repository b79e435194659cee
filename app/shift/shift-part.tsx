import '../style/shift.css'
import { type Accessor, createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { NotSavedScreen } from '../screens/not-saved.tsx'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { createClock } from './acts.ts'
import { ClockIn } from './clock-in.tsx'
import { Contested } from './contested.tsx'
import { createFixes } from './fixes.ts'
import { Missed } from './missed.tsx'
import { Over } from './over.tsx'
import { clockSwitch, createOwnDay, createWorklist } from './plans.ts'
import { Requests } from './requests.tsx'
import { Running } from './running.tsx'
import { WhySheet } from './why.tsx'
import './words.ts'

/** The clock of whoever is on duty: one button before, the shift while it runs, what it was when it is over. */
export function ShiftPart(props: { readonly now: Accessor<number> }): JSX.Element {
  const phone = usePhone()
  const list = createWorklist(phone, () => props.now())
  const day = createOwnDay(phone, list)
  const fixes = createFixes()
  const clock = createClock(phone)
  const [why, setWhy] = createSignal(false)
  const [another, setAnother] = createSignal(false)
  const asked = createMemo(() => clockSwitch(phone, list.at()))
  const over = () => (day().next || another() ? undefined : day().done[0])

  return (
    <div class="shift" data-testid="shift">
      <Switch
        fallback={
          <Show
            when={asked().on}
            fallback={
              <section class="block">
                <p class="lead">{t('clockInOff')}</p>
                <p class="sub">{t('clockInOffNote')}</p>
              </section>
            }
          >
            <ClockIn day={day()} list={list} fixes={fixes} clock={clock} />
          </Show>
        }
      >
        <Match when={day().running}>
          {(shift) => <Running shift={shift()} at={list.at()} fixes={fixes} clock={clock} />}
        </Match>
        <Match when={over()}>
          {(shift) => <Over shift={shift()} at={list.at()} onAgain={asked().on ? () => setAnother(true) : undefined} />}
        </Match>
      </Switch>
      <Show when={asked().on}>
        <Missed missed={day().missed} />
      </Show>
      <Contested list={list} confirmed />
      <Requests clocks={asked().on} />
      <Show when={asked().on || day().running}>
        <button type="button" class="block why-clock" onClick={() => setWhy(true)} data-testid="why-clock">
          <i class="i i-circle-help" aria-hidden="true" />
          <span>{t('whyClock')}</span>
          <i class="i i-chevron-right" aria-hidden="true" />
        </button>
      </Show>
      <Show when={why()}>
        <WhySheet ground={asked().ground} onClose={() => setWhy(false)} />
      </Show>
      <Show when={clock.trouble()}>
        {(problem) => (
          <NotSavedScreen
            why={problem()}
            title={t('clockIn')}
            content={day()}
            photos={phone.photos}
            onAgain={async () => clock.forget()}
            onBack={clock.forget}
          />
        )}
      </Show>
    </div>
  )
}
