import { type JSX, Show } from 'solid-js'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { endedAt, restedFor, startedAt } from '../../domain/shift/clock.ts'
import { t } from '../words/words.ts'
import { hourWords, spanWords } from './words.ts'

/** What the shift was, once it is over. */
export function Over(props: { shift: FoldedRecord; at: number; onAgain: (() => void) | undefined }): JSX.Element {
  const [from, to] = [() => startedAt(props.shift), () => endedAt(props.shift)]
  return (
    <section class="block over-shift" data-testid="shift-over" data-state={props.shift.state}>
      <i class="i i-check l" aria-hidden="true" />
      <div>
        <p class="lead">{t('overTitle')}</p>
        <Show when={from() !== undefined && to() !== undefined}>
          <p class="sub">
            {t('overLine', {
              from: hourWords(from() ?? 0),
              to: hourWords(to() ?? 0),
              rest: spanWords(restedFor(props.shift, to() ?? props.at)),
            })}
          </p>
        </Show>
        <Show when={props.onAgain}>
          {(again) => (
            <button type="button" class="btn plain left" data-testid="clock-again" onClick={() => again()()}>
              {t('clockAgain')}
            </button>
          )}
        </Show>
      </div>
    </section>
  )
}
