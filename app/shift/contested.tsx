import { createMemo, For, type JSX, Show } from 'solid-js'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { contestable, verdictOn } from '../../domain/shift/appeal.ts'
import { endedAt, startedAt } from '../../domain/shift/clock.ts'
import { usePhone } from '../state/phone-context.ts'
import { dayWords, t } from '../words/words.ts'
import type { Worklist } from './plans.ts'
import { hourWords, momentWords } from './words.ts'

/**
 * Own shifts that somebody decided on and that can be contested, an appeal that waits, and what came of it. `confirmed`:
 * also those that nobody found anything about.
 */
export function Contested(props: { list: Worklist; confirmed?: boolean }): JSX.Element {
  const phone = usePhone()
  const me = phone.me.person.id
  const own = createMemo(() => props.list.ofKind('shift').filter(({ fields }) => fields['workerId'] === me))
  const open = createMemo(() =>
    own().filter((one) => (props.confirmed || one.state === 'absent') && contestable(one, props.list.at())),
  )
  const waiting = createMemo(() => own().filter(({ state }) => state === 'disputed'))
  const settled = createMemo(() => own().flatMap((shift) => verdictOn(shift, props.list.at()) ?? []))
  const dayOf = (shift: FoldedRecord): string => dayWords(Number(shift.fields['plannedStart']))
  /** Absent: how somebody made sure; confirmed: from when to when. */
  const lineOf = (shift: FoldedRecord): string => {
    const [from, to] = [startedAt(shift), endedAt(shift)]
    if (shift.state !== 'absent' && from !== undefined && to !== undefined) return `${hourWords(from)}–${hourWords(to)}`
    return shift.chain.findLast(({ move }) => move === 'mark_absent')?.note ?? ''
  }
  return (
    <>
      <For each={open()}>
        {(shift) => (
          <a class="block missed" href={`/shift/appeal/${shift.id}`} data-testid="contest" data-record={shift.id}>
            <i class="i i-circle-help" aria-hidden="true" />
            <span>
              <span class="strong">
                {t(shift.state === 'absent' ? 'markedAbsent' : 'confirmedDay', { day: dayOf(shift) })}
              </span>
              <span class="sub">{[lineOf(shift), t('contestNote')].filter(Boolean).join(' · ')}</span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </a>
        )}
      </For>
      <For each={waiting()}>
        {(shift) => (
          <a class="block missed" href={`/record/${shift.id}`} data-testid="contested">
            <i class="i i-clock" aria-hidden="true" />
            <span>
              <span class="strong">{t('contestWaits', { day: dayOf(shift) })}</span>
              <span class="sub">{t('contestWaitsNote')}</span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </a>
        )}
      </For>
      <For each={settled()}>
        {(verdict) => (
          <a class="block missed" href={`/record/${verdict.shift.id}`} data-testid="contest-settled">
            <i class="i i-check" aria-hidden="true" />
            <span>
              <span class="strong">{t('contestSettled', { day: dayOf(verdict.shift) })}</span>
              <span class="sub">
                {phone.nameOf(verdict.by)} {momentWords(verdict.at)}
                <Show when={verdict.note}>{(note) => `：${note()}`}</Show>
              </span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </a>
        )}
      </For>
    </>
  )
}
