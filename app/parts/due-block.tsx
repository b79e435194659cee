import { type JSX, Show } from 'solid-js'
import type { Card } from '../../domain/deadline.ts'
import { clockTime, t } from '../words/words.ts'
import { CardMark, dueWords } from './card-mark.tsx'

/** How long there is still, in words, with the card as a shape beside it. */
export function DueBlock(props: { due: { readonly card: Card; readonly dueAt?: number }; now: number }): JSX.Element {
  return (
    <Show when={props.due.dueAt}>
      {(at) => (
        <section class="block with-card" data-testid="due">
          <CardMark card={props.due.card} />
          <div>
            <p class="lead">{dueWords(at(), props.now)}</p>
            <p class="sub">{t('due', { time: clockTime(at()) })}</p>
          </div>
        </section>
      )}
    </Show>
  )
}
