import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { FieldInput } from '../parts/field-input.tsx'
import { Sheet } from '../parts/sheet.tsx'
import type { Scope } from '../parts/widgets/widget.ts'
import { usePhone } from '../state/phone-context.ts'
import { clockTime, t } from '../words/words.ts'

/** Who looks at a building site. The builder does not check himself. */
const LOOKERS = ['town_inspector', 'district_reviewer', 'supervisor']
/** What is written of a look; who and when are known. */
const ASKED = ['content', 'found', 'advice']

export const checksOn = (record: FoldedRecord): readonly Fields[] =>
  Array.isArray(record.fields['checks']) ? (record.fields['checks'] as readonly Fields[]) : []

/** The looks at a building site so far, and for those who look, one more. */
export function ChecksBlock(props: { kind: Kind; record: FoldedRecord; owed: number }): JSX.Element {
  const phone = usePhone()
  const [asking, setAsking] = createSignal(false)
  const looks = () => ['building', 'rectify', 'suspended'].includes(props.record.state) && phone.roleFor(LOOKERS)
  const left = () => Math.max(0, props.owed - checksOn(props.record).length)
  const text = (row: Fields, id: string) => String(row[id] ?? '')
  return (
    <section class="block" data-testid="field-checks" data-count={checksOn(props.record).length}>
      <p class="label">{t('checksTitle', { n: checksOn(props.record).length })}</p>
      <Show when={left() > 0}>
        <p class="sub">{t('checksLeft', { n: left() })}</p>
      </Show>
      <ul class="looks">
        <For each={checksOn(props.record)}>
          {(row) => (
            <li>
              <p>
                <b>{text(row, 'content')}</b>
              </p>
              <Show when={text(row, 'found')}>
                <p>{t('checksFound', { found: text(row, 'found') })}</p>
              </Show>
              <Show when={text(row, 'advice')}>
                <p>{t('checksAdvice', { advice: text(row, 'advice') })}</p>
              </Show>
              <p class="sub">
                {[phone.nameOf(text(row, 'by')), clockTime(Number(row['at'] ?? 0))].filter(Boolean).join(' · ')}
              </p>
            </li>
          )}
        </For>
      </ul>
      <Show when={looks()}>
        <button type="button" class="btn" data-testid="add-check" onClick={() => setAsking(true)}>
          <i class="i i-plus" aria-hidden="true" />
          {t('checksAdd')}
        </button>
      </Show>
      <Show when={asking()}>
        <CheckSheet kind={props.kind} record={props.record} onClose={() => setAsking(false)} />
      </Show>
    </section>
  )
}

function CheckSheet(props: { kind: Kind; record: FoldedRecord; onClose: () => void }): JSX.Element {
  const phone = usePhone()
  const [row, setRow] = createSignal<Fields>({})
  const [tried, setTried] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const items = () => (fieldOf(props.kind, 'checks')?.items ?? []).filter(({ id }) => ASKED.includes(id))
  const scope: Scope = {
    kind: props.kind,
    named: phone.nameOf,
    tried,
    fields: row,
    place: () => undefined,
    area: props.record.area,
    choices: () => [],
  }
  async function save(): Promise<void> {
    setTried(true)
    if (!String(row()['content'] ?? '').trim()) return
    const one = { at: Date.now(), by: phone.me.person.id, ...row() }
    const checks = [...checksOn(props.record), one] as unknown as Value
    const saved = await phone.change(props.record.id, { role: phone.roleFor(LOOKERS) ?? '', set: { checks } })
    setFailed(!saved.ok)
    if (saved.ok) props.onClose()
  }
  return (
    <Sheet
      title={t('checksAdd')}
      testId="check-sheet"
      onClose={props.onClose}
      foot={
        <button type="button" class="btn main" data-testid="save-check" onClick={() => void save()}>
          {t('save')}
        </button>
      }
    >
      <div class="pad">
        <Show when={failed()}>
          <p class="msg bad" role="alert">
            {t('notSavedTitle')}。{t('notSavedTry')}
          </p>
        </Show>
        <For each={items()}>
          {(field) => (
            <FieldInput
              scope={scope}
              field={field}
              within="checks"
              value={row()[field.id]}
              needed={field.id === 'content'}
              siblings={row()}
              onChange={(value) => setRow({ ...row(), [field.id]: value })}
            />
          )}
        </For>
      </div>
    </Sheet>
  )
}
