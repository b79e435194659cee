import '../words/late.ts'
import { createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import { SKEW_FLAG } from '../../domain/clock.ts'
import { roleName } from '../../domain/kinds/registry.ts'
import { spanWords } from '../parts/card-mark.tsx'
import { Sheet } from '../parts/sheet.tsx'
import { SwitchRows } from '../parts/switch-rows.tsx'
import { FirstDays } from '../start/first-days.tsx'
import { areaName } from '../state/areas.ts'
import { LOOKS, large, look, setLarge, setLook } from '../state/look.ts'
import { usePhone } from '../state/phone-context.ts'
import { saveFile } from '../state/save-file.ts'
import { useSession } from '../state/session.ts'
import { lang, setLang, t } from '../words/words.ts'
import { Tab } from './phone-frame.tsx'

const FeedbackRows = lazy(() => import('../told/me-told.tsx').then(({ MeTold }) => ({ default: MeTold })))

const KEPT = [
  ['i-pencil-line', 'keptRecords', 'keptRecordsWhy', 'isOn'],
  ['i-map-pin', 'keptPlace', 'keptPlaceWhy', 'isOn'],
] as const

/** More than anybody writes before the next look; a longer number would only pretend to be exact. */
const AMPLE = 10_000

export function Me(): JSX.Element {
  const phone = usePhone()
  const session = useSession()
  const [leaving, setLeaving] = createSignal(false)
  const [choosing, setChoosing] = createSignal(false)
  const roles = () =>
    phone.me.grants.map((grant) => `${roleName(grant.role, lang())} · ${areaName(grant.area)}`).join(' / ')
  const clock = (): string => {
    const skew = phone.skew()
    if (skew === undefined) return t('clockUnknown')
    if (Math.abs(skew) <= SKEW_FLAG) return t('clockGood')
    return t(skew > 0 ? 'clockFast' : 'clockSlow', { span: spanWords(Math.abs(skew)) })
  }
  const space = (): string => {
    const known = phone.space()
    if (!known) return t('spaceUnknown')
    const room =
      known.records > AMPLE
        ? t('spaceAmple', { n: AMPLE.toLocaleString('en') })
        : t('spaceRecords', { n: known.records.toLocaleString('en') })
    return `${room} · ${known.persisted ? t('spaceKept') : t('spaceNotKept')}`
  }
  return (
    <Tab tab="me" sub={`${phone.me.person.name} · ${roles()}`}>
      <div class="head">
        <h2>{t('whatIsKept')}</h2>
      </div>
      <ul class="rows">
        <For each={KEPT}>
          {([icon, title, why, state]) => (
            <li>
              <i class={`i ${icon}`} aria-hidden="true" />
              <div>
                <p class="t">{t(title)}</p>
                <p class="sub">{t(why)}</p>
              </div>
              <span class="strong">{t(state)}</span>
            </li>
          )}
        </For>
      </ul>
      <div class="head">
        <h2>{t('switchMine')}</h2>
      </div>
      <SwitchRows />
      <div class="head">
        <h2>{t('comfort')}</h2>
      </div>
      <ul class="rows acts">
        <li>
          <button type="button" data-testid="choose-look" onClick={() => setChoosing(true)}>
            <i class="i i-sun" aria-hidden="true" />
            <span>
              <span class="t">{t('look')}</span>
              <span class="sub">{t(`look_${look()}`)}</span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </button>
        </li>
        <li>
          <button type="button" data-testid="choose-size" aria-pressed={large()} onClick={() => setLarge(!large())}>
            <i class="i i-eye" aria-hidden="true" />
            <span>
              <span class="t">{t('size')}</span>
              <span class="sub">{large() ? t('isOn') : t('isOff')}</span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </button>
        </li>
        <li>
          <button type="button" data-testid="choose-language" onClick={() => setLang(lang() === 'zh' ? 'en' : 'zh')}>
            <i class="i i-languages" aria-hidden="true" />
            <span>
              <span class="t">{t('languageTitle')}</span>
              <span class="sub">
                {t('languageNow')} → {t('language')}
              </span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </button>
        </li>
      </ul>
      <Suspense>
        <FeedbackRows />
      </Suspense>
      <div class="head">
        <h2>{t('firstDays')}</h2>
      </div>
      <FirstDays />
      <div class="head">
        <h2>{t('onPhone')}</h2>
      </div>
      <ul class="rows acts">
        <li class="plain">
          <i class="i i-hard-drive-download" aria-hidden="true" />
          <div>
            <p class="t">{t('spaceRow')}</p>
            <p class="sub">{space()}</p>
          </div>
        </li>
        <li class="plain">
          <i class="i i-clock" aria-hidden="true" />
          <div>
            <p class="t">{t('clockRow')}</p>
            <p class="sub">{clock()}</p>
          </div>
        </li>
        <li>
          <button
            type="button"
            onClick={async () => saveFile(await phone.exportAll(), `xunji-${phone.me.person.account ?? 'work'}.json`)}
          >
            <i class="i i-share-2" aria-hidden="true" />
            <span>
              <span class="t">{t('exportRow')}</span>
              <span class="sub">{t('exportWhy')}</span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </button>
        </li>
        <li>
          <button type="button" data-testid="sign-out" onClick={() => setLeaving(true)}>
            <i class="i i-log-out" aria-hidden="true" />
            <span>
              <span class="t">{t('signOutRow')}</span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </button>
        </li>
      </ul>
      <Show when={choosing()}>
        <Sheet title={t('look')} onClose={() => setChoosing(false)}>
          <div class="options">
            <For each={LOOKS}>
              {(one) => (
                <label class="option">
                  <input
                    type="radio"
                    name="look"
                    data-testid={`look-${one}`}
                    checked={look() === one}
                    onClick={() => setLook(one)}
                  />
                  <span>{t(`look_${one}`)}</span>
                </label>
              )}
            </For>
          </div>
        </Sheet>
      </Show>
      <Show when={leaving()}>
        <Sheet
          title={t('signOutAsk')}
          onClose={() => setLeaving(false)}
          foot={
            <button type="button" class="btn main" data-testid="sign-out-yes" onClick={() => void session.signOut()}>
              {t('signOut')}
            </button>
          }
        >
          <p class="pad">{phone.waiting() > 0 ? t('signOutWaiting', { n: phone.waiting() }) : t('syncAll')}</p>
        </Sheet>
      </Show>
    </Tab>
  )
}
