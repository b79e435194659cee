import '../style/shift.css'
import '../words/late.ts'
import { type Accessor, createMemo, type JSX, Show } from 'solid-js'
import { startedAt } from '../../domain/shift/clock.ts'
import { usePhone } from '../state/phone-context.ts'
import { dayWords, t } from '../words/words.ts'
import { Contested } from './contested.tsx'
import { Missed } from './missed.tsx'
import { clockSwitch, createOwnDay, createWorklist } from './plans.ts'
import { hourWords, momentWords, optionOf } from './words.ts'

/**
 * The clock of those whose day begins with something else: one line with the shift, one tap to its page. Where the
 * office asks nobody to clock in, there is none; a shift that runs can still be ended.
 */
export function ClockLine(props: { readonly now: Accessor<number> }): JSX.Element {
  const phone = usePhone()
  const list = createWorklist(phone, () => props.now())
  const day = createOwnDay(phone, list)
  const asked = createMemo(() => clockSwitch(phone, list.at()).on)
  const said = (): { readonly word: string; readonly note: string } => {
    const { running, next, done } = day()
    if (running) {
      const word = t('clockInDone', { time: momentWords(startedAt(running) ?? running.createdAt) })
      return { word, note: running.state === 'on_break' ? t('standBreak') : t('clockLineOut') }
    }
    if (next) {
      const when = dayWords(next.start) === t('today') ? '' : `${dayWords(next.start)} `
      const hours = `${when}${hourWords(next.start)}–${hourWords(next.end)}`
      return { word: t('clockIn'), note: [hours, optionOf('shift', 'shift_type', next.shiftType)].join(' · ') }
    }
    return { word: done.length > 0 ? t('overTitle') : t('ownClock'), note: done.length > 0 ? '' : t('noShift') }
  }
  const state = () => (day().running ? 'running' : day().next ? 'next' : day().done.length > 0 ? 'over' : 'none')
  return (
    <>
      <Show when={asked() || day().running}>
        <a class="block missed" href="/shift" data-testid="own-clock" data-state={state()}>
          <i class="i i-clock" aria-hidden="true" />
          <span>
            <span class="strong">{said().word}</span>
            <span class="sub">{said().note}</span>
          </span>
          <i class="i i-chevron-right" aria-hidden="true" />
        </a>
      </Show>
      <Show when={asked()}>
        <Missed missed={day().missed} />
      </Show>
      <Contested list={list} />
    </>
  )
}
