import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf, kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import { MAX_TEXT } from '../../domain/record/check-event.ts'
import type { Place } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { Missing, Offered } from '../../domain/record/moves.ts'
import { missingLink } from '../../domain/record/others.ts'
import { sentBackTo } from '../../domain/record/sent-back.ts'
import { REQUESTS } from '../../domain/shift/decision.ts'
import { plainRecords } from '../state/agenda.ts'
import { othersOf } from '../state/linked.ts'
import { usePhone } from '../state/phone-context.ts'
import { lang, t } from '../words/words.ts'
import { Sheet } from './sheet.tsx'

type Props = {
  readonly kind: Kind
  readonly record: FoldedRecord
  readonly offered: readonly Offered[]
  /** Kinds of which this person may make one about this record. */
  readonly about: readonly Kind[]
  readonly place: () => Place | undefined
  readonly onEdit: ((only?: readonly string[], move?: string) => void) | undefined
  /** A step was made. */
  readonly onMade?: () => void
}

/** The step that has a form of its own. */
const APPEAL = 'dispute'

/** What may be done next: one main button, which is never disabled but names what is still to be brought. */
export function MovesFoot(props: Props): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const [asking, setAsking] = createSignal<Offered>()
  const [failed, setFailed] = createSignal(false)
  const [more, setMore] = createSignal(false)
  /** A door has one thing to do; what is rare is one tap away. A step that waits for this person goes before it. */
  const rare = () => props.about.length > 0 && !main() && !mends()
  const ends = (offer: Offered) => {
    const to = stateOf(props.kind, offer.move.to)
    return Boolean(to?.side && to.final)
  }
  const forward = (offer: Offered) => !offer.move.needsReason && !stateOf(props.kind, offer.move.to)?.side
  const held = createMemo(() => othersOf(plainRecords(phone)))
  const link = (offer: Offered) => missingLink(offer.move, props.record, held())
  /** Steps that wait for another record to be written by somebody else are not offered at all. */
  const possible = createMemo(() =>
    props.offered.filter((offer) => {
      // A yes to a request changes shifts and weeks as well: it is said in the team's list, which writes both.
      if (offer.move.id === 'approve' && REQUESTS.includes(props.kind.id)) return false
      const missing = link(offer)
      return !missing || (!missing.none && phone.roleFor(kindOf(missing.kind)?.createdBy ?? []) !== undefined)
    }),
  )
  /** Words sent back are mended first, and that hands them in again; work sent back is done again, and no form. */
  const isWords = () =>
    (props.record.returned?.fields.length ?? 0) > 0 || sentBackTo(props.record) === props.record.createdBy
  const mends = () =>
    props.record.returned !== undefined && isWords() && possible().some(forward) && props.onEdit !== undefined
  const main = () => (mends() ? undefined : possible().find(forward))
  const others = () => possible().filter((offer) => offer !== main() && !(mends() && forward(offer)))

  async function make(offer: Offered, note?: string): Promise<void> {
    const place = props.place()
    const { move, role } = offer
    const saved = await phone.change(props.record.id, {
      role,
      move: { move: move.id, to: move.to, ...(note ? { note } : {}), ...(place ? { place } : {}) },
    })
    setFailed(!saved.ok)
    if (saved.ok) {
      setAsking(undefined)
      navigator.vibrate?.(30)
      props.onMade?.()
    }
  }
  const press = (offer: Offered): void => {
    const first = offer.missing[0]
    const missing = link(offer)
    if (offer.move.id === APPEAL) navigate(`/shift/appeal/${props.record.id}`)
    else if (missing) writeLinked(missing)
    else if (first) bring(first, offer)
    else if (offer.move.needsReason || ends(offer)) setAsking(offer)
    else void make(offer)
  }
  function writeLinked(missing: NonNullable<ReturnType<typeof link>>): void {
    const subject = props.kind.subject && props.record.fields[props.kind.subject]
    const about = typeof subject === 'string' ? { subject } : {}
    navigate(`/new/${missing.kind}?${new URLSearchParams({ ...about, [missing.by]: props.record.id })}`)
  }
  function bring(missing: Missing, offer: Offered): void {
    if (missing.type === 'photo') {
      const id = `field-photos${missing.label[0]?.toUpperCase()}${missing.label.slice(1)}`
      document.querySelector<HTMLElement>(`[data-testid="${id}"]`)?.click()
    } else {
      const fields = offer.missing.flatMap((one) => (one.type === 'photo' ? [] : [one.field]))
      const more = offer.missing.length > fields.length || offer.move.needsReason
      // With its last field written the step is made in the same act.
      props.onEdit?.(fields, more ? undefined : offer.move.id)
    }
  }
  const photoLabel = (label: string) => {
    const found = props.kind.evidence.find((one) => one.type === 'photo' && one.label === label)
    return found?.type === 'photo' ? labelOf(found, lang()) : label
  }
  const word = (offer: Offered): string => {
    const first = offer.missing[0]
    const missing = link(offer)
    if (missing) return t('recordFirst', { kind: labelOf(kindOf(missing.kind), lang()) })
    if (!first || offer.move.id === APPEAL) return labelOf(offer.move, lang())
    return first.type === 'photo'
      ? t('nextPhoto', { label: photoLabel(first.label) })
      : t('nextFill', { fields: labelOf(fieldOf(props.kind, first.field), lang()) })
  }
  const lack = (): string => {
    const missing = main()?.missing ?? []
    const photos = missing.flatMap((one) => (one.type === 'photo' ? [photoLabel(one.label)] : []))
    if (photos.length > 0) return t('lackPhoto', { label: photos.join(t('comma')) })
    const fields = missing.flatMap((one) =>
      one.type === 'photo' ? [] : [labelOf(fieldOf(props.kind, one.field), lang())],
    )
    return fields.length > 0 ? t('lackFields', { fields: fields.join(t('comma')) }) : ''
  }
  const testId = (offer: Offered) =>
    (offer.missing.length > 0 && offer.move.id !== APPEAL) || link(offer)
      ? `next-${offer.move.id}`
      : `move-${offer.move.to}`

  return (
    <footer class="foot">
      <Show when={lack()}>
        <p class="note">
          <span class="need strong">{lack()}</span>
        </p>
      </Show>
      <Show when={failed()}>
        <p class="msg bad" role="alert">
          {t('notSavedTitle')}。{t('notSavedTry')}
        </p>
      </Show>
      <div class="stack">
        <For each={props.about}>
          {(next, at) => (
            <button
              type="button"
              class="btn"
              classList={{ main: rare() && at() === 0 }}
              data-testid={`new-${next.id}`}
              onClick={() => navigate(`/new/${next.id}?subject=${props.record.id}`)}
            >
              <i class="i i-pencil-line" aria-hidden="true" />
              {t('newFor', { kind: labelOf(next, lang()) })}
            </button>
          )}
        </For>
        <Show when={mends()}>
          <button
            type="button"
            class="btn main"
            data-testid="mend-main"
            onClick={() => props.onEdit?.(props.record.returned?.fields)}
          >
            {t('mend')}
          </button>
        </Show>
        <Show when={main()}>
          {(offer) => (
            <button type="button" class="btn main" data-testid={testId(offer())} onClick={() => press(offer())}>
              {word(offer())}
            </button>
          )}
        </Show>
        <Show when={rare() && !more() && (others().length > 0 || props.onEdit)}>
          <button type="button" class="btn plain" data-testid="more-acts" onClick={() => setMore(true)}>
            {t('moreActs')}
          </button>
        </Show>
        <Show when={(!rare() || more()) && (others().length > 0 || props.onEdit)}>
          <div class="side">
            <For each={others()}>
              {(offer) => (
                <button type="button" class="btn" data-testid={testId(offer)} onClick={() => press(offer)}>
                  {labelOf(offer.move, lang())}
                </button>
              )}
            </For>
            <Show when={props.onEdit}>
              <button type="button" class="btn" data-testid="edit-record" onClick={() => props.onEdit?.()}>
                {t('edit')}
              </button>
            </Show>
          </div>
        </Show>
      </div>
      <Show when={asking()}>
        {(offer) => (
          <ReasonSheet
            offer={offer()}
            onClose={() => setAsking(undefined)}
            onMake={(note) => void make(offer(), note)}
          />
        )}
      </Show>
    </footer>
  )
}

function ReasonSheet(props: { offer: Offered; onClose: () => void; onMake: (note: string) => void }): JSX.Element {
  const [note, setNote] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const owed = () => Boolean(props.offer.move.needsReason) && note().trim() === ''
  const tooLong = () => note().length > MAX_TEXT
  const word = () => labelOf(props.offer.move, lang())
  return (
    <Sheet
      title={t('confirmMove', { move: word() })}
      testId="reason-sheet"
      onClose={props.onClose}
      foot={
        <button
          type="button"
          class="btn main"
          data-testid="confirm-move"
          onClick={() => (owed() || tooLong() ? setTried(true) : props.onMake(note().trim()))}
        >
          {word()}
        </button>
      }
    >
      <div class="pad">
        <Show when={props.offer.move.needsReason} fallback={<p>{t('confirmNote')}</p>}>
          <label class="field" classList={{ problem: (tried() && owed()) || tooLong() }}>
            <span class="label">{t('why')}</span>
            <textarea
              class="input"
              rows={3}
              data-testid="move-note"
              aria-invalid={(tried() && owed()) || tooLong()}
              value={note()}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
            <span class="msg" classList={{ bad: (tried() && owed()) || tooLong() }} data-testid="move-note-said">
              {tooLong()
                ? t('badLong', { max: MAX_TEXT, n: note().length })
                : tried() && owed()
                  ? t('stillMissing')
                  : t('whyNote')}
            </span>
          </label>
        </Show>
      </div>
    </Sheet>
  )
}
