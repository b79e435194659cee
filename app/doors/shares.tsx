import '../style/doors.css'
import { For, type JSX, Show } from 'solid-js'
import type { Coverage } from '../../domain/coverage.ts'
import { t } from '../words/words.ts'

const PARTS = [
  ['met', 'shareMet', 'i-check'],
  ['closed', 'shareClosed', 'i-ban'],
  ['due', 'shareDue', 'i-footprints'],
] as const

/** Met, lawfully closed, due: three shares of the same homes beside each other. Of one's own area, next to nobody else's. */
export function Shares(props: { shares: Coverage }): JSX.Element {
  const percent = (n: number) => (props.shares.of === 0 ? 0 : Math.round((n / props.shares.of) * 1000) / 10)
  return (
    <Show when={props.shares.of > 0}>
      <section class="block shares" data-testid="shares" data-of={props.shares.of}>
        <p class="bar3" aria-hidden="true">
          <For each={PARTS}>{([part]) => <i class={`part-${part}`} style={{ 'flex-grow': props.shares[part] }} />}</For>
        </p>
        <dl>
          <For each={PARTS}>
            {([part, word, icon]) => (
              <div>
                <dt>
                  <i class={`i ${icon} s`} aria-hidden="true" />
                  {t(word)}
                </dt>
                <dd data-testid={`share-${part}`} data-n={props.shares[part]}>
                  <b>{t('shareHomes', { n: props.shares[part] })}</b>
                  <span class="sub">{percent(props.shares[part])}%</span>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
    </Show>
  )
}
