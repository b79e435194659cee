import { For, type JSX } from 'solid-js'
import type { Missed as MissedClock } from '../../domain/shift/day.ts'
import { dayWords, t } from '../words/words.ts'

/** Shifts without a clock-in or a clock-out: one tap opens the late clock with the shift filled in. */
export function Missed(props: { missed: readonly MissedClock[] }): JSX.Element {
  const start = (one: MissedClock): number =>
    one.type === 'in' ? one.planned.start : Number(one.shift.fields['plannedStart'])
  const href = (one: MissedClock): string => {
    const date = one.type === 'in' ? one.planned.date : String(one.shift.fields['date'])
    return `/shift/fix?${new URLSearchParams({ type: one.type, date, start: String(start(one)) })}`
  }
  return (
    <For each={props.missed}>
      {(one) => (
        <a class="block missed" href={href(one)} data-testid="missed-clock">
          <i class="i i-clock" aria-hidden="true" />
          <span>
            <span class="strong">{t(one.type === 'in' ? 'missedIn' : 'missedOut', { day: dayWords(start(one)) })}</span>
            <span class="sub">{t('missedNote')}</span>
          </span>
          <i class="i i-chevron-right" aria-hidden="true" />
        </a>
      )}
    </For>
  )
}
