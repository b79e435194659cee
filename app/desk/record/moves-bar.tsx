import { For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../../domain/kinds/define.ts'
import { labelOf, stateOf } from '../../../domain/kinds/registry.ts'
import { lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import type { Variant } from './variants.ts'

type Props = {
  readonly kind: Kind
  readonly offered: readonly Variant[]
  /** Two values wait to be settled: nothing leads on before. */
  readonly unsettled: boolean
  readonly busy: boolean
  readonly problem: Key | undefined
  readonly onMove: (offer: Variant) => void
}

/** The steps that may be taken now. The one that leads on is the main one. */
export function MovesBar(props: Props): JSX.Element {
  const leadsOn = ({ move }: Variant) => !move.needsReason && !stateOf(props.kind, move.to)?.side
  const ordered = () => [...props.offered].sort((a, b) => Number(leadsOn(b)) - Number(leadsOn(a)))
  const first = () => props.offered.find(leadsOn)?.move.id
  const testId = ({ move, key }: Variant) =>
    move.id === 'verify' || move.id === 'return' ? move.id : `move-${key ?? move.to}`
  return (
    <footer>
      <Show when={props.problem}>
        {(key) => (
          <p class="msg bad" role="alert">
            {t(key())}
          </p>
        )}
      </Show>
      <For each={ordered()}>
        {(offer) => (
          <button
            type="button"
            class="btn big-b"
            classList={{ main: offer.move.id === first() }}
            data-testid={testId(offer)}
            disabled={props.busy || (props.unsettled && leadsOn(offer))}
            onClick={() => props.onMove(offer)}
          >
            {offer.word ?? labelOf(offer.move, lang())}
          </button>
        )}
      </For>
      <Show when={props.unsettled && props.offered.some(leadsOn)}>
        <p class="sub">{t('settleFirst')}</p>
      </Show>
    </footer>
  )
}
