import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Field } from '../../domain/kinds/define.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import type { Value } from '../../domain/record/event.ts'
import type { LocalRecord } from '../state/phone.ts'
import { lang, t } from '../words/words.ts'
import { phrasesOf } from './phrase-list.ts'

/** A chip is read at a glance: what is longer is no phrase. */
const LONGEST = 24
const OWN_SHOWN = 3

/** What this person wrote last into the field, the newest first: read from his own records, kept nowhere else. */
export function ownPhrases(records: Iterable<LocalRecord>, me: string, kind: string, field: Field): readonly string[] {
  if (field.personal === 'sensitive') return []
  const own = [...records].filter(({ record }) => record.kind === kind && record.createdBy === me)
  const texts = own
    .sort((a, b) => b.record.updatedAt - a.record.updatedAt)
    .flatMap(({ record }) => {
      const text = record.fields[field.id]
      return typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST ? [text.trim()] : []
    })
  return [...new Set(texts)].slice(0, OWN_SHOWN)
}

/** The text with the phrase at its end; as it is if the phrase stands in it already. */
export function withPhrase(text: string, phrase: string, mark: string): string {
  const before = text.trimEnd()
  if (before.includes(phrase)) return text
  return before === '' ? phrase : /[，。；,.;]$/.test(before) ? before + phrase : before + mark + phrase
}

/** Phrases under a text field: one tap puts one in. */
export function PhraseChips(props: {
  kind: string
  field: Field
  value: Value | undefined
  own: readonly string[]
  onChange: (value: Value) => void
}): JSX.Element {
  const text = () => (typeof props.value === 'string' ? props.value : '')
  const all = createMemo(() => {
    const common = phrasesOf(props.kind, props.field.id, props.field.type === 'text').map((one) => labelOf(one, lang()))
    return [...new Set([...props.own, ...common])].filter((phrase) => !text().includes(phrase))
  })
  return (
    <Show when={all().length > 0}>
      <ul class="phrases" aria-label={t('phrases')} data-testid={`phrases-${props.field.id}`}>
        <For each={all()}>
          {(phrase) => (
            <li>
              <button
                type="button"
                data-testid="phrase"
                onClick={() => props.onChange(withPhrase(text(), phrase, lang() === 'zh' ? '；' : '; '))}
              >
                {phrase}
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
