import { For, type JSX, Show } from 'solid-js'
import type { Evidence, Kind } from '../../domain/kinds/define.ts'
import { labelOf } from '../../domain/kinds/registry.ts'
import type { Place } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { isWithinNorm, normOf } from '../../domain/record/norms.ts'
import { checksOf } from '../../domain/stages.ts'
import { PhotoStrip } from '../parts/photo-strip.tsx'
import type { Step } from '../stages/step.ts'
import { StepFields } from '../stages/step-fields.tsx'
import { usePhone } from '../state/phone-context.ts'
import { dateWords, lang, t } from '../words/words.ts'

type PhotoEvidence = Extract<Evidence, { type: 'photo' }>
type Props = {
  readonly step: Step
  readonly kind: Kind
  readonly record: FoldedRecord
  readonly place: () => Place | undefined
  readonly tried: boolean
  /** Whose step it is. */
  readonly roles: string
}

/** The present stage: its findings, its numbers with their norm, its photos. */
export function StageBody(props: Props): JSX.Element {
  const phone = usePhone()
  const move = () => props.step.main()?.move
  const photos = () => props.kind.evidence.filter((one): one is PhotoEvidence => one.type === 'photo')
  /** The photo that this step asks for; a rectified one asks for that of the finished latrine again. */
  const isAsked = (one: PhotoEvidence) =>
    one.move === move()?.id || move()?.guards.some((guard) => guard.type === 'photo' && guard.label === one.label)
  const shown = () =>
    photos().filter((one) => isAsked(one) || props.record.photos.some((photo) => photo.label === one.label))
  const checks = () => checksOf(props.step.fields())
  const open = () => checks().filter((field) => !props.step.values()[field.id])
  const posted = () => props.record.fields['publicisedAt']
  return (
    <>
      <Show when={move()?.id === 'check_tank'}>
        <p class="sub strong">{t('ruralBeforeCover')}</p>
      </Show>
      <Show when={!move() && !props.step.aside}>
        <p class="sub" data-testid="stage-waits">
          {t('ruralWaits', { role: props.roles })}
        </p>
      </Show>
      <Show when={typeof posted() === 'number' && props.record.state === 'publicised'}>
        <p class="sub">
          {props.record.fields['handSign']
            ? t('ruralSigned')
            : t('ruralPostedUntil', { day: dateWords((posted() as number) + WEEK) })}
        </p>
      </Show>
      <Show when={checks().length > 1 && open().length > 0}>
        <button
          type="button"
          class="btn"
          data-testid="all-pass"
          onClick={() => {
            for (const field of open()) props.step.set(field.id, 'pass')
          }}
        >
          <i class="i i-check-check" aria-hidden="true" />
          {t('ruralAllPass')}
        </button>
      </Show>
      <StepFields
        step={props.step}
        kind={props.kind}
        record={props.record}
        place={props.place}
        tried={props.tried}
        hint={normWords}
      />
      <Show when={shown().length > 0}>
        <div class="stage-photos">
          <For each={shown()}>
            {(one) => (
              <PhotoStrip
                photos={phone.photos}
                target={{ record: props.record.id }}
                label={one.label}
                title={labelOf(one, lang())}
                max={one.max}
                required={Boolean(isAsked(one))}
                place={props.place}
                mayAdd={Boolean(isAsked(one)) && move() !== undefined}
                wide={true}
                testId={`take-${one.label}`}
              />
            )}
          </For>
        </div>
      </Show>
    </>
  )

  /** Whether a number is within the norm: said at once, and it refuses nothing. */
  function normWords(field: Parameters<typeof normOf>[0]): string | undefined {
    const within = isWithinNorm(field, props.step.values())
    if (within === undefined) return undefined
    const min = normOf(field, props.step.values())?.min ?? ''
    return within ? t('ruralEnough') : t('ruralNormMin', { min, unit: field.unit ?? '' })
  }
}

const WEEK = 7 * 86_400_000
