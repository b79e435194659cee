import '../words/late.ts'
import './rural.css'
import { type Accessor, createMemo, For, type JSX, Show } from 'solid-js'
import { areaName } from '../state/areas.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { villageOf, waitingByVillage } from './village-data.ts'

/** Above the clerk's list: how far the village is, and the way to its lists. */
export function ClerkDay(): JSX.Element {
  const phone = usePhone()
  const village = createMemo(() => villageOf(phone))
  return (
    <a class="block village-link" href="/village" data-testid="village-link">
      <span>
        <span class="lead">{t('ruralVillage')}</span>
        <span class="sub">
          {village().rate.percent === undefined
            ? t('ruralNoBase')
            : t('ruralVillageSub', {
                percent: village().rate.percent as number,
                harmless: village().rate.harmless,
                base: village().rate.base,
              })}
        </span>
      </span>
      <i class="i i-chevron-right" aria-hidden="true" />
    </a>
  )
}

/** Above an inspector's list: in which village how many wait for him. */
export function InspectorDay(props: { readonly now: Accessor<number> }): JSX.Element {
  const phone = usePhone()
  const roles = phone.me.grants.map((grant) => grant.role)
  const waiting = createMemo(() => [...waitingByVillage(phone, roles, props.now())])
  return (
    <section class="block" data-testid="waiting-villages">
      <p class="label">{t('ruralWaiting')}</p>
      <Show when={waiting().length > 0} fallback={<p>{t('ruralNothing')}</p>}>
        <ul class="waiting-villages">
          <For each={waiting()}>{([area, n]) => <li>{t('ruralWaitingIn', { village: areaName(area), n })}</li>}</For>
        </ul>
      </Show>
      <Show when={roles.includes('town_inspector')}>
        <a class="btn" href="/sample" data-testid="sample-link">
          {t('sampleLink')}
        </a>
      </Show>
    </section>
  )
}
