import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { sampleSize, wasInspected } from '../../../domain/record/others.ts'
import { SHARE } from '../../../domain/rural/town-sample.ts'
import { t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import { actOn } from './act.ts'
import type { Pair } from './rows.ts'
import { drawn } from './sample-panel.tsx'

type Props = {
  readonly me: MeAnswer
  readonly kind: Kind
  readonly village: string
  readonly bar: AddressBar
  readonly pairs: readonly Pair[]
  readonly refresh: () => void
}

/** Once enough of the village were looked at, the rest is marked as not drawn and all are accepted together. */
export function AcceptPanel(props: Props): JSX.Element {
  const [done, setDone] = createSignal<{ readonly n: number; readonly of: number }>()
  const [said, setSaid] = createSignal('')
  const lot = createMemo(() =>
    props.pairs.filter(({ latrine }) => ['town_checked', 'accepted', 'publicised'].includes(latrine.state)),
  )
  const waiting = createMemo(() => lot().filter(({ latrine }) => latrine.state === 'town_checked'))
  const have = () => lot().filter(({ latrine }) => wasInspected(latrine.fields['sampled'])).length
  const need = () => sampleSize(lot().length, SHARE)
  const unseen = () =>
    drawn(props.village, props.bar.at().q, lot()).filter(
      ({ latrine }) => latrine.state === 'town_checked' && !wasInspected(latrine.fields['sampled']),
    ).length
  const ready = () => waiting().filter(({ latrine }) => latrine.fields['sampled'] !== 'inspected_fail')
  const may = () => have() >= need() && unseen() === 0 && ready().length > 0
  async function accept(): Promise<void> {
    const rows = ready().map((pair) => pair.latrine)
    setDone({ n: 0, of: rows.length })
    const left = await actOn(
      props.me,
      props.kind,
      rows,
      {
        move: 'accept',
        set: (row): { readonly [field: string]: string } => (row.fields['sampled'] ? {} : { sampled: 'not_sampled' }),
      },
      (n) => setDone({ n, of: rows.length }),
    )
    setDone(undefined)
    setSaid(
      [t('actDone', { n: rows.length - left.length }), left.length > 0 ? t('actLeft', { n: left.length }) : ''].join(
        ' ',
      ),
    )
    props.refresh()
  }
  return (
    <Show when={waiting().length > 0 || said()}>
      <section class="panel" data-testid="accept-panel">
        <h2>{t('acceptTitle')}</h2>
        <p class="def">
          {have() < need()
            ? t('acceptFew', { have: have(), need: need() })
            : unseen() > 0
              ? t('acceptOpen', { n: unseen() })
              : t('acceptReady', { have: have() })}
        </p>
        <div class="row-tools">
          <Show when={may()}>
            <button
              type="button"
              class="btn big-b main"
              data-testid="accept-all"
              disabled={done() !== undefined}
              onClick={() => void accept()}
            >
              {done() ? t('acting', done() ?? {}) : t('acceptAll', { n: ready().length })}
            </button>
          </Show>
          <Show when={said()}>
            <p role="status" data-testid="accept-said">
              {said()}
            </p>
          </Show>
        </div>
      </section>
    </Show>
  )
}
