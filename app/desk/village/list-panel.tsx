import { createMemo, type JSX, Show } from 'solid-js'
import { printPublicity } from '../../rural/publicity.ts'
import { t } from '../../words/words.ts'
import { fileNoOf, moneyOf, nameOf, type Pair } from './rows.ts'

/** The list that hangs in the village: those accepted and those that hang already. */
export function ListPanel(props: { village: string; pairs: readonly Pair[] }): JSX.Element {
  const listed = createMemo(() =>
    props.pairs.filter(({ latrine }) => ['accepted', 'publicised'].includes(latrine.state)),
  )
  const print = () =>
    printPublicity(
      props.village,
      Date.now(),
      listed().map((pair) => ({
        fileNo: fileNoOf(pair.latrine),
        name: nameOf(pair),
        latrineType: String(pair.latrine.fields['latrineType'] ?? ''),
        money: moneyOf(pair),
      })),
    )
  return (
    <Show when={listed().length > 0}>
      <section class="panel">
        <h2>{t('listTitle')}</h2>
        <p class="def">{t('listNote')}</p>
        <div class="row-tools">
          <button type="button" class="btn" data-testid="print-list" onClick={print}>
            <i class="i i-printer" aria-hidden="true" />
            {t('ruralPrint')} · {listed().length}
          </button>
        </div>
      </section>
    </Show>
  )
}
