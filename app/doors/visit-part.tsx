import '../words/late.ts'
import '../style/doors.css'
import { createEffect, createMemo, For, type JSX, on, Show } from 'solid-js'
import { fieldOf, kindOf } from '../../domain/kinds/registry.ts'
import { FieldInput } from '../parts/field-input.tsx'
import type { Scope } from '../parts/widgets/widget.ts'
import type { Form } from '../state/form.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { askedOf, changeOf } from './registry-change.ts'
import { isMerged, isSplit } from './split-merge.ts'
import { SplitMerge } from './split-merge-part.tsx'
import { ToldCard } from './told-card.tsx'

/** In the form of a visit: what it found of the home's entry, and what the household was told. */
export function VisitPart(props: { form: Form; scope: Scope; isNew: boolean }): JSX.Element {
  const phone = usePhone()
  const { form } = props
  const kind = kindOf('household')
  const asked = createMemo(() => askedOf(form.fields(), props.isNew))
  const before = () => phone.fieldsOf(form.subject()?.id ?? ('' as never))
  const usedOtherwise = () => !props.isNew && form.subject() && 'tenancy' in changeOf(before(), form.fields(), {})
  const scope = (): Scope => ({ ...props.scope, kind: kind as NonNullable<typeof kind>, fields: form.beside })
  const home = () => (props.isNew ? undefined : form.subject())
  const parts = () => home() && (isSplit(form.fields()) || isMerged(form.fields()))
  // A home that is found empty is not asked about once more.
  createEffect(
    on(
      () => form.fields()['result'],
      (result) => result === 'vacant' && form.fields()['tenancySeen'] !== 'vacant' && form.set('tenancySeen', 'vacant'),
      { defer: true },
    ),
  )
  return (
    <>
      <Show when={kind && (asked().length > 0 || parts())}>
        <section class="sect" data-testid="also-registry">
          <h2 class="over-note">
            {props.isNew ? t('newHome') : t('alsoRegistry')}
            <span class="sub">{t('alsoRegistryNote')}</span>
          </h2>
          <For each={asked()}>
            {(id) => {
              const field = kind && fieldOf(kind, id)
              return (
                field && (
                  <FieldInput
                    scope={scope()}
                    field={field}
                    value={form.beside()[id]}
                    needed={false}
                    siblings={form.beside()}
                    onChange={(value) => form.setBeside(id, value)}
                  />
                )
              )
            }}
          </For>
          <Show when={home()}>{(of) => <SplitMerge form={form} scope={scope()} home={of()} />}</Show>
        </section>
      </Show>
      <Show when={usedOtherwise()}>
        <p class="pad sub" data-testid="tenancy-note">
          {t('registryTenancy')}
        </p>
      </Show>
      <ToldCard topics={(form.fields()['antiFraud'] ?? []) as readonly string[]} />
    </>
  )
}
