import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { enumOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord, MoveRefusal } from '../../domain/record/folded.ts'
import type { Offered } from '../../domain/record/moves.ts'
import type { Result } from '../../domain/result.ts'
import { failedChecks } from '../../domain/rural/stages.ts'
import { NotSavedScreen } from '../screens/not-saved.tsx'
import { usePhone } from '../state/phone-context.ts'
import type { NotSaved } from '../store/rows.ts'
import { lang, t } from '../words/words.ts'
import { AskSheet } from './ask-sheet.tsx'
import type { Step } from './step.ts'

type Props = {
  readonly step: Step
  readonly kind: Kind
  readonly record: FoldedRecord
  readonly onTried: () => void
}

/** What may be done now. The main button is never disabled: it names what is missing and goes there. */
export function StageFoot(props: Props): JSX.Element {
  const phone = usePhone()
  const [asking, setAsking] = createSignal<Offered>()
  const [notSaved, setNotSaved] = createSignal<{ readonly why: NotSaved; readonly again: () => Promise<void> }>()
  const main = () => props.step.main()
  /** What is still to be brought, fields in the order of the page, then photos. */
  const lacks = () => {
    const missing = main()?.missing ?? []
    const fields = props.step
      .fields()
      .filter((field) => missing.some((one) => one.type !== 'photo' && one.field === field.id))
    return { field: fields[0] ?? props.step.wrong()[0], photo: missing.find((one) => one.type === 'photo') }
  }
  const failed = () => {
    const move = main()?.move
    return move ? failedChecks(props.kind, move, props.step.values()) : []
  }
  /** A condition that cannot hold because something is still to be answered is no obstacle yet. */
  const blocked = (): MoveRefusal | undefined => {
    const against = main()?.blocked
    const open = against?.type === 'ConditionFalse' && failed().length === 0 && lacks().field !== undefined
    return open ? undefined : against
  }
  const sides = () =>
    props.step
      .offered()
      .filter(
        (offer) =>
          !offer.blocked &&
          offer.move.id !== main()?.move.id &&
          (offer.move.needsReason || offer.move.id === 'rebuild'),
      )
  const word = (): string => {
    const { field, photo } = lacks()
    if (field) return t('nextFill', { fields: labelOf(field, lang()) })
    if (photo?.type === 'photo') return t('nextPhoto', { label: photoLabel(photo.label) })
    return labelOf(main()?.move, lang())
  }
  const photoLabel = (label: string) => {
    const found = props.kind.evidence.find((one) => one.type === 'photo' && one.label === label)
    return found?.type === 'photo' ? labelOf(found, lang()) : label
  }
  async function run(save: () => Promise<Result<void, NotSaved>>): Promise<void> {
    const saved = await save()
    if (saved.ok) {
      setNotSaved(undefined)
      setAsking(undefined)
      navigator.vibrate?.(30)
    } else setNotSaved({ why: saved.problem, again: () => run(save) })
  }
  function press(): void {
    const { field, photo } = lacks()
    props.onTried()
    if (field) {
      const box = document.querySelector<HTMLElement>(`[data-testid="field-${field.id}"]`)
      box?.scrollIntoView({ block: 'center' })
      box?.querySelector<HTMLElement>('input, button, textarea, select, svg')?.focus({ preventScroll: true })
    } else if (photo?.type === 'photo')
      document.querySelector<HTMLElement>(`[data-testid="take-${photo.label}"]`)?.click()
    else void run(props.step.take)
  }
  const why = () => {
    const against = blocked()
    if (!against) return ''
    if (failed().length > 0)
      return t('ruralFailed', {
        fields: failed()
          .map((field) => labelOf(field, lang()))
          .join(t('comma')),
      })
    return blockedWords(against, props.kind, props.record)
  }
  const signed = () => Boolean(props.step.values()['handSign'])
  return (
    <footer class="foot">
      <Show when={why()}>
        <p class="note" data-testid="stage-blocked">
          <span class="need strong">{why()}</span>
        </p>
      </Show>
      <div class="stack">
        <Show when={blocked() && failed().length > 0 && props.step.isChanged()}>
          <button type="button" class="btn main" data-testid="keep-findings" onClick={() => void run(props.step.keep)}>
            {t('save')}
          </button>
        </Show>
        <Show when={main() && !blocked()}>
          <button type="button" class="btn main" data-testid={mainId()} onClick={press}>
            {word()}
          </button>
        </Show>
        <Show when={props.step.signs() && signed() && !props.record.fields['handSign']}>
          <button type="button" class="btn main" data-testid="save-signature" onClick={() => void run(props.step.keep)}>
            {t('ruralSignSave')}
          </button>
        </Show>
        <Show when={sides().length > 0}>
          <div class="side">
            <For each={sides()}>
              {(offer) => (
                <button
                  type="button"
                  class="btn"
                  data-testid={`move-${offer.move.to}`}
                  onClick={() =>
                    offer.move.needsReason ? setAsking(offer) : void run(() => props.step.make(offer, {}))
                  }
                >
                  {labelOf(offer.move, lang())}
                </button>
              )}
            </For>
          </div>
        </Show>
      </div>
      <Show when={asking()}>
        {(offer) => (
          <AskSheet
            kind={props.kind}
            offer={offer()}
            failed={failed()}
            area={props.record.area}
            onClose={() => setAsking(undefined)}
            onMake={(set, note) => void run(() => props.step.make(offer(), set, note))}
          />
        )}
      </Show>
      <Show when={notSaved()}>
        {(shown) => (
          <NotSavedScreen
            why={shown().why}
            title={phone.titleOf(props.record)}
            content={{ kind: props.kind.id, fields: props.step.values() }}
            photos={phone.photos}
            onAgain={shown().again}
            onBack={() => setNotSaved(undefined)}
          />
        )}
      </Show>
    </footer>
  )

  function mainId(): string {
    const { field, photo } = lacks()
    const id = main()?.move.id ?? ''
    return field || photo ? `next-${id}` : `move-${main()?.move.to}`
  }
}

/** Why a step cannot be taken, in a sentence that says what to do. */
function blockedWords(against: MoveRefusal, kind: Kind, record: FoldedRecord): string {
  switch (against.type) {
    case 'OwnWork':
      return t('ruralBlockedOwn')
    case 'SampleTooSmall':
      return t('ruralBlockedSample', against)
    case 'NotAsNamed':
    case 'ConditionFalse': {
      const value = record.fields['exclusion']
      const option = enumOf(kind, 'house_exclusion').find((one) => one.id === value)
      if (record.state !== 'applied' || value === 'none') return t('ruralBlocked')
      return t('ruralExcluded', { why: labelOf(option, lang()) })
    }
    default:
      return stateOf(kind, record.state)?.final ? '' : t('ruralBlocked')
  }
}
