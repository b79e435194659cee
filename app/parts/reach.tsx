import { type JSX, Show } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { masked } from '../../domain/record/mask.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'

/** Calling whoever lives here, and the way there, by the phone's own apps. The number stays masked on the screen. */
export function Reach(props: { kind: Kind; record: FoldedRecord }): JSX.Element {
  const phone = usePhone()
  const fields = () => phone.fieldsOf(props.record.id)
  const number = (): string | undefined => {
    const field = props.kind.fields.find((one) => one.mask === 'phone')
    const value = field && fields()[field.id]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const point = (): string | undefined => {
    const field = props.kind.fields.find((one) => one.type === 'geo')
    const value = field && (fields()[field.id] as { readonly lat?: number; readonly lon?: number } | undefined)
    return value?.lat === undefined || value.lon === undefined ? undefined : `${value.lat},${value.lon}`
  }
  return (
    <Show when={number() || point()}>
      <section class="block reach">
        <Show when={number()}>
          {(known) => (
            <a class="btn" href={`tel:${known().replaceAll(/[^+\d]/g, '')}`}>
              <i class="i i-phone" aria-hidden="true" />
              <span>
                {t('call')}
                <small class="sub">{masked('phone', known())}</small>
              </span>
            </a>
          )}
        </Show>
        <Show when={point()}>
          {(at) => (
            <a class="btn" href={`geo:${at()}?q=${at()}`}>
              <i class="i i-navigation" aria-hidden="true" />
              {t('goThere')}
            </a>
          )}
        </Show>
      </section>
    </Show>
  )
}
