import { createSignal, For, type JSX, Show } from 'solid-js'
import { DAY, isoDate } from '../../domain/clock.ts'
import type { Field, Kind } from '../../domain/kinds/define.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import { MAX_TEXT } from '../../domain/record/check-event.ts'
import { isPresent } from '../../domain/record/condition.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { Offered } from '../../domain/record/moves.ts'
import { FieldInput } from '../parts/field-input.tsx'
import { Sheet } from '../parts/sheet.tsx'
import type { Scope } from '../parts/widgets/widget.ts'
import { choicesFor } from '../state/choices.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'

type Props = {
  readonly kind: Kind
  readonly offer: Offered
  /** What failed: written down already. */
  readonly failed: readonly Field[]
  readonly record: FoldedRecord
  readonly onClose: () => void
  readonly onMake: (set: Fields, note: string) => void
}

/** Days that builders usually get (`rectify_7d`). */
const RECTIFY_DAYS = 7

/** A step aside: what is to be mended and until when, or why somebody withdraws. The items are the reason. */
export function AskSheet(props: Props): JSX.Element {
  const phone = usePhone()
  /** What the step asks for by name, and what is owed from it on. */
  const asked = (): readonly Field[] =>
    props.kind.fields.filter(
      ({ id }) =>
        props.offer.move.guards.some((guard) => guard.type === 'field' && guard.field === id) ||
        props.offer.missing.some((one) => one.type === 'field' && one.field === id),
    )
  const [fields, setFields] = createSignal<Fields>(begin())
  const [note, setNote] = createSignal('')
  const [tried, setTried] = createSignal(false)

  function begin(): Fields {
    const found: { [field: string]: Value } = {}
    for (const field of asked()) {
      if (field.type === 'date') found[field.id] = isoDate(Date.now() + RECTIFY_DAYS * DAY)
      else if (props.failed.length > 0)
        found[field.id] = props.failed.map((one) => labelOf(one, lang())).join(t('comma'))
    }
    return found
  }
  const scope: Scope = {
    kind: props.kind,
    named: () => '',
    tried,
    fields,
    place: () => undefined,
    area: props.record.area,
    choices: (field) => choicesFor(phone, props.kind, props.record.fields, field),
  }
  const reason = () => {
    const text = asked().find((field) => field.type === 'text')
    return text ? String(fields()[text.id] ?? '').trim() : note().trim()
  }
  const owes = () => props.offer.move.needsReason === true
  const complete = () =>
    (!owes() || (reason() !== '' && !isLong())) && asked().every((field) => isPresent(fields()[field.id]))
  const isLong = () => reason().length > MAX_TEXT
  const isBad = () => (tried() && reason() === '') || isLong()
  const word = () => labelOf(props.offer.move, lang())
  return (
    <Sheet
      title={word()}
      testId="ask-sheet"
      onClose={props.onClose}
      foot={
        <button
          type="button"
          class="btn main"
          data-testid="confirm-move"
          onClick={() => (complete() ? props.onMake(fields(), reason()) : setTried(true))}
        >
          {word()}
        </button>
      }
    >
      <div class="pad">
        <Show when={asked().some((field) => field.type === 'text')}>
          <p class="sub">{t('ruralRectifyAsk')}</p>
        </Show>
        <For each={asked()}>
          {(field) => (
            <FieldInput
              scope={scope}
              field={field}
              value={fields()[field.id]}
              needed={true}
              siblings={fields()}
              onChange={(value) => setFields({ ...fields(), [field.id]: value })}
            />
          )}
        </For>
        <Show when={owes() && !asked().some((field) => field.type === 'text')}>
          <label class="field" classList={{ problem: isBad() }}>
            <span class="label">{t('why')}</span>
            <textarea
              class="input"
              rows={3}
              data-testid="move-note"
              value={note()}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
            <span class="msg" classList={{ bad: isBad() }} data-testid="move-note-said">
              {isLong()
                ? t('badLong', { max: MAX_TEXT, n: reason().length })
                : tried() && reason() === ''
                  ? t('stillMissing')
                  : t('whyNote')}
            </span>
          </label>
        </Show>
      </div>
    </Sheet>
  )
}
