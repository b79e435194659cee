import { For, type JSX } from 'solid-js'
import type { Fields } from '../../domain/record/event.ts'
import { t } from '../words/words.ts'

/** What is put in again and again: the name as it is recorded (the office sums by it), the words as they are shown. */
const SUPPLIES = [
  ['厕纸', 'wcPaper'],
  ['洗手液', 'wcSoap'],
  ['擦手纸', 'wcTowel'],
  ['垃圾袋', 'wcBags'],
] as const
const MOST = 999

/** How many of each were put in, by pressing plus. */
export function Supplies(props: { value: Fields; onChange: (value: Fields) => void }): JSX.Element {
  const count = (name: string): number => {
    const value = props.value[name]
    return typeof value === 'number' ? value : 0
  }
  const add = (name: string, by: number) =>
    props.onChange({ ...props.value, [name]: Math.min(MOST, Math.max(0, count(name) + by)) })
  return (
    <section class="sect" data-testid="field-consumables">
      <h2>
        {t('wcSupplies')}
        <span class="sub">{t('wcSuppliesNote')}</span>
      </h2>
      <For each={SUPPLIES}>
        {([name, words]) => (
          <div class="supply">
            <span class="strong">{t(words)}</span>
            <div class="counter">
              <button type="button" aria-label={`${t(words)}: ${t('oneLess')}`} onClick={() => add(name, -1)}>
                <i class="i i-minus" aria-hidden="true" />
              </button>
              <output>{count(name)}</output>
              <button
                type="button"
                aria-label={`${t(words)}: ${t('oneMore')}`}
                data-testid={`more-${words}`}
                onClick={() => add(name, 1)}
              >
                <i class="i i-plus" aria-hidden="true" />
              </button>
            </div>
          </div>
        )}
      </For>
    </section>
  )
}
