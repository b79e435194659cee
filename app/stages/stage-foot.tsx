import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Field, Kind, Move } from '../../domain/kinds/define.ts'
import { fieldOf, labelOf } from '../../domain/kinds/registry.ts'
import type { Fields } from '../../domain/record/event.ts'
import type { FoldedRecord, MoveRefusal } from '../../domain/record/folded.ts'
import type { Offered } from '../../domain/record/moves.ts'
import type { Result } from '../../domain/result.ts'
import { failedChecks } from '../../domain/stages.ts'
import { NotSavedScreen } from '../screens/not-saved.tsx'
import { usePhone } from '../state/phone-context.ts'
import type { NotSaved } from '../store/rows.ts'
import { clockTime, lang, t } from '../words/words.ts'
import { AskSheet } from './ask-sheet.tsx'
import type { Step } from './step.ts'

type Props = {
  readonly step: Step
  readonly kind: Kind
  readonly record: FoldedRecord
  readonly onTried: () => void
  /** The mark of the button that takes the photo of a label. */
  readonly photoId: (label: string) => string
  /** That these were found bad, and what to do. */
  readonly failedWords: (fields: string) => string
  /** Why the step cannot be taken, in a sentence that says what to do; empty for nothing to say. */
  readonly blockedWords: (against: MoveRefusal) => string
  /** What the main button is called when nothing is missing any more, if not as the step. */
  readonly mainWord?: (move: Move) => string | undefined
  /** What the main button is called while this field is owed, if not after the field. */
  readonly lackWord?: (field: string) => string | undefined
  /** Steps aside that are offered beside the main one. */
  readonly isAside: (move: Move) => boolean
  /** What a step aside writes of what stands on the page. */
  readonly withAside?: (move: Move) => Fields
  /** Says in a line above the buttons what is still missing, and keeps what is written without a step. */
  readonly staged?: boolean
}

/** What may be done now. The main button is never disabled: it names what is missing and goes there. */
export function StageFoot(props: Props): JSX.Element {
  const phone = usePhone()
  const [asking, setAsking] = createSignal<Offered>()
  const [notSaved, setNotSaved] = createSignal<{ readonly why: NotSaved; readonly again: () => Promise<void> }>()
  const main = () => props.step.main()
  /** What is to be brought next: fields in the order of the page, then photos. */
  const lacks = () => {
    const missing = main()?.missing ?? []
    const isMissing = ({ id }: Field) => missing.some((one) => one.type !== 'photo' && one.field === id)
    const fields = [...props.step.fields(), ...props.kind.fields].filter(isMissing)
    const photo = missing.find((one) => one.type === 'photo')
    const field = fields[0] ?? props.step.wrong()[0]
    // On the spot the picture comes first; what is written can be written on the way back.
    return { field: props.staged && photo ? undefined : field, photo }
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
      .filter((offer) => !offer.blocked && offer.move.id !== main()?.move.id && props.isAside(offer.move))
  const word = (): string => {
    const { field, photo } = lacks()
    if (field) return props.lackWord?.(field.id) ?? t('nextFill', { fields: labelOf(field, lang()) })
    if (photo?.type === 'photo') return t('nextPhoto', { label: photoLabel(photo.label) })
    const move = main()?.move
    return (move && props.mainWord?.(move)) ?? labelOf(move, lang())
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
    if (field) goTo(field.id)
    else if (photo?.type === 'photo')
      document.querySelector<HTMLElement>(`[data-testid="${props.photoId(photo.label)}"]`)?.click()
    else void run(props.step.take)
  }
  function goTo(field: string): void {
    const box = document.querySelector<HTMLElement>(`[data-testid="field-${field}"]`)
    box?.scrollIntoView({ block: 'center' })
    box?.querySelector<HTMLElement>('input, button, textarea, select, svg')?.focus({ preventScroll: true })
  }
  function pressAside(offer: Offered): void {
    const lacking = offer.missing.find((one) => one.type === 'items')
    if (lacking?.type === 'items') goTo(lacking.field)
    else if (offer.move.needsReason || offer.missing.length > 0) setAsking(offer)
    else void run(() => props.step.make(offer, props.withAside?.(offer.move) ?? {}))
  }
  /** What is still owed, in a line; photos first, as they are what is forgotten. */
  const lack = () => {
    const missing = blocked() ? [] : (main()?.missing ?? [])
    const photos = missing.flatMap((one) => (one.type === 'photo' ? [photoLabel(one.label)] : []))
    if (photos.length > 0) return t('lackPhoto', { label: photos.join(t('comma')) })
    const fields = missing.flatMap((one) =>
      one.type === 'photo' ? [] : [labelOf(fieldOf(props.kind, one.field), lang())],
    )
    return fields.length > 0 ? t('lackFields', { fields: fields.join(t('comma')) }) : ''
  }
  const why = () => {
    const against = blocked()
    if (!against) return ''
    if (failed().length > 0)
      return props.failedWords(
        failed()
          .map((field) => labelOf(field, lang()))
          .join(t('comma')),
      )
    return props.blockedWords(against)
  }
  const signed = () => Boolean(props.step.values()['handSign'])
  return (
    <footer class="foot">
      <Show when={why()}>
        <p class="note" data-testid="stage-blocked">
          <span class="need strong">{why()}</span>
        </p>
      </Show>
      <Show when={props.staged && (lack() || props.step.form.savedAt())}>
        <p class="note" data-testid="stage-lack">
          <Show when={props.step.form.savedAt()} fallback={<span />}>
            {(at) => (
              <span>
                <i class="i i-check s" aria-hidden="true" /> {t('draftKept', { time: clockTime(at()) })}
              </span>
            )}
          </Show>
          <span class="need strong">{lack()}</span>
        </p>
      </Show>
      <div class="stack" classList={{ beside: Boolean(props.staged) && sides().length === 1 }}>
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
        <Show when={props.step.aside && !props.staged && signed() && !props.record.fields['handSign']}>
          <button type="button" class="btn main" data-testid="save-signature" onClick={() => void run(props.step.keep)}>
            {t('ruralSignSave')}
          </button>
        </Show>
        <Show
          when={
            props.staged && props.step.isChanged() && (props.step.aside || !main() || lacks().field || lacks().photo)
          }
        >
          <button type="button" class="btn" data-testid="keep-written" onClick={() => void run(props.step.keep)}>
            {t('stageKeep')}
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
                  onClick={() => pressAside(offer)}
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
            record={props.record}
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
