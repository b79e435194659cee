import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Fields, Value } from '../../domain/record/event.ts'
import { t } from '../words/words.ts'

type WordKey = Parameters<typeof t>[0]

/** What is usually put in: the name as it is recorded (the office sums by it), the words as they are shown. */
const USUAL: readonly (readonly [name: string, words: WordKey])[] = [
  ['水龙头', 'partTap'],
  ['软管', 'partHose'],
  ['角阀', 'partValve'],
  ['冲水阀', 'partFlush'],
  ['感应器', 'partSensor'],
  ['灯具', 'partLamp'],
  ['门锁', 'partLock'],
]
const MOST = 999

const partsIn = (value: Value | undefined): readonly Fields[] =>
  Array.isArray(value) ? (value as readonly Fields[]) : []

/** “水龙头 1 个、软管 2 个” */
export const partsWords = (value: Value | undefined): string =>
  partsIn(value)
    .map((part) => t('partN', { name: shown(String(part['name'] ?? '')), n: Number(part['qty'] ?? 1) }))
    .join(t('comma'))

const shown = (name: string): string => {
  const usual = USUAL.find(([one]) => one === name)
  return usual ? t(usual[1]) : name
}

/** Which parts were put in, or are waited for: the usual ones by one press, others by their name. */
export function PartsBlock(props: { value: Value | undefined; onChange: (value: Value) => void }): JSX.Element {
  const [other, setOther] = createSignal('')
  const rows = () => partsIn(props.value)
  const names = () => [
    ...USUAL.map(([name]) => name),
    ...rows()
      .map((row) => String(row['name'] ?? ''))
      .filter((name) => !USUAL.some(([one]) => one === name)),
  ]
  const of = (name: string) => rows().find((row) => row['name'] === name)
  const put = (name: string, qty: number): void => {
    const rest = rows().filter((row) => row['name'] !== name)
    const row = { ...(of(name) ?? {}), name, qty: Math.min(MOST, qty) }
    props.onChange((qty > 0 ? [...rest, row] : rest) as unknown as Value)
  }
  function addOther(): void {
    const name = other().trim().slice(0, 100)
    if (name) put(name, 1)
    setOther('')
  }
  return (
    <section class="block" data-testid="field-parts">
      <div class="field">
        <span class="label">{t('partsWhich')}</span>
        <div class="chips">
          <For each={names()}>
            {(name) => (
              <label class="chip">
                <input
                  type="checkbox"
                  data-testid={`part-${name}`}
                  checked={of(name) !== undefined}
                  onChange={(event) => put(name, event.currentTarget.checked ? 1 : 0)}
                />
                {shown(name)}
              </label>
            )}
          </For>
        </div>
        <For each={rows().map((row) => String(row['name'] ?? ''))}>
          {(name) => (
            <div class="supply">
              <span class="strong">{shown(name)}</span>
              <div class="counter">
                <button
                  type="button"
                  aria-label={`${shown(name)}: ${t('oneLess')}`}
                  onClick={() => put(name, qty(of(name)) - 1)}
                >
                  <i class="i i-minus" aria-hidden="true" />
                </button>
                <output>{qty(of(name))}</output>
                <button
                  type="button"
                  aria-label={`${shown(name)}: ${t('oneMore')}`}
                  onClick={() => put(name, qty(of(name)) + 1)}
                >
                  <i class="i i-plus" aria-hidden="true" />
                </button>
              </div>
            </div>
          )}
        </For>
        <label class="other-part">
          <span>{t('partOther')}</span>
          <input
            class="input"
            data-testid="part-other"
            value={other()}
            onInput={(event) => setOther(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && addOther()}
          />
          <Show when={other().trim()}>
            <button type="button" class="btn fit" data-testid="part-add" onClick={addOther}>
              {t('add')}
            </button>
          </Show>
        </label>
      </div>
    </section>
  )
}

const qty = (row: Fields | undefined): number => Number(row?.['qty'] ?? 0)
