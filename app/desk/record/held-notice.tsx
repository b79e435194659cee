import { For, type JSX } from 'solid-js'
import type { RecordAnswer } from '../../../domain/api.ts'
import { clockTime, t } from '../../words/words.ts'
import { heldDeed, heldWhy } from '../held-words.ts'

/** What about this record waits for a decision: it is said, and does not count yet. */
export function HeldNotice(props: { answer: RecordAnswer }): JSX.Element {
  const waiting = () => props.answer.held.filter((row) => !row.decided)
  return (
    <For each={waiting()}>
      {(row) => (
        <div class="notice needs" data-testid="held-notice">
          <i class="i i-circle-alert" aria-hidden="true" />
          <div>
            <p>
              <b>{t('heldHere', { deed: heldDeed({ row, about: props.answer }), who: row.byName })}</b>
            </p>
            <p>
              {heldWhy(row)} · {t('receivedAt', { time: clockTime(row.receivedAt) })}
            </p>
          </div>
        </div>
      )}
    </For>
  )
}
