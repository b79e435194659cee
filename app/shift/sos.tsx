import '../style/shift.css'
import '../words/late.ts'
import { useSearchParams } from '@solidjs/router'
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { RecordId } from '../../domain/ids.ts'
import { useBack } from '../screens/phone-frame.tsx'
import { createNow } from '../state/now.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { placeOf } from './acts.ts'
import { CREW } from './crew.ts'
import { createFixes } from './fixes.ts'
import { createOwnDay, createWorklist } from './plans.ts'
import { hourWords } from './words.ts'

/** How long a call for help waits for a place, ms: the call is more than the place. */
const PLACE_WAIT = 3000

/** Asks first, unless the button was held; then says who has been told, and offers 110, 120 and the leader. */
export default function Sos(): JSX.Element {
  const phone = usePhone()
  const back = useBack()
  const [search] = useSearchParams()
  const now = createNow()
  const day = createOwnDay(phone, createWorklist(phone, now))
  const fixes = createFixes()
  const [made, setMade] = createSignal<RecordId>()
  const [failed, setFailed] = createSignal(false)
  let begun = false
  let waiting: ReturnType<typeof setTimeout> | undefined

  const raised = () => {
    const open = Object.values(phone.records)
      .map(({ record }) => record)
      .filter((one) => one.kind === 'sos' && one.createdBy === phone.me.person.id)
      .filter((one) => one.state === 'raised' || one.state === 'answered')
    return made() ? phone.records[made() as RecordId]?.record : open.sort((a, b) => b.createdAt - a.createdAt)[0]
  }
  const receivedAt = () => {
    const record = raised()
    return record && phone.receivedAt(record.id as never)
  }
  const answered = () => raised()?.chain.findLast((step) => step.move === 'answer')

  async function raise(): Promise<void> {
    if (begun) return
    begun = true
    await new Promise<void>((done) => {
      if (fixes.best()) return done()
      const look = setInterval(() => fixes.best() && finish(), 100)
      const finish = (): void => {
        clearInterval(look)
        clearTimeout(waiting)
        done()
      }
      waiting = setTimeout(finish, PLACE_WAIT)
    })
    const place = placeOf(fixes.best())
    const role = phone.roleFor(CREW) ?? ''
    const shift = day().running
    const saved = await phone.create('sos', {
      role,
      area: shift?.area ?? phone.areaFor(role),
      place,
      fields: {
        personId: phone.me.person.id,
        ...(shift ? { shiftId: shift.id } : {}),
        ...(place ? { place: { lat: place.lat, lon: place.lon, acc: Math.round(place.acc) } } : {}),
      },
    })
    setFailed(!saved.ok)
    if (saved.ok) setMade(saved.value)
    else begun = false
  }
  async function cancel(): Promise<void> {
    const record = raised()
    if (!record) return
    const role = phone.roleFor(CREW) ?? ''
    const saved = await phone.change(record.id, { role, move: { move: 'cancel', to: 'cancelled' } })
    if (saved.ok) back()
  }
  onMount(() => search['now'] === '1' && !raised() && void raise())
  onCleanup(() => clearTimeout(waiting))

  return (
    <div class="phone">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <h1>{t('sos')}</h1>
      </header>
      <main class="sos-page" data-testid="sos-page">
        <Show
          when={raised()}
          fallback={
            <section class="block stack">
              <p class="lead">{t('sosTitle')}</p>
              <p>{t('sosNote')}</p>
              <button type="button" class="btn danger" data-testid="sos-send" onClick={() => void raise()}>
                <i class="i i-siren" aria-hidden="true" />
                {t('sosSend')}
              </button>
              <Show when={failed()}>
                <p class="msg bad" role="alert">
                  {t('notSavedTitle')}。{t('sosUntoldNote')}
                </p>
              </Show>
            </section>
          }
        >
          {(record) => (
            <section class="block stack" role="alert" data-testid="sos-state" data-told={receivedAt() !== undefined}>
              <p class="lead">{record().state === 'cancelled' ? t('sosOver') : t('sosRaised')}</p>
              <Show
                when={receivedAt()}
                fallback={
                  <p class="strong bad">
                    {phone.online() ? t('sosWaiting') : t('sosUntold')} {t('sosUntoldNote')}
                  </p>
                }
              >
                {(at) => <p class="strong">{t('sosTold', { time: hourWords(at()) })}</p>}
              </Show>
              <Show when={answered()}>
                {(step) => (
                  <p class="strong ok">
                    {t('sosAnswered', { name: phone.nameOf(step().by), time: hourWords(step().at) })}
                  </p>
                )}
              </Show>
            </section>
          )}
        </Show>
        <section class="block stack">
          <a class="btn danger" href="tel:110" data-testid="call-110">
            <i class="i i-phone" aria-hidden="true" />
            {t('call110')}
          </a>
          <a class="btn danger" href="tel:120" data-testid="call-120">
            <i class="i i-phone" aria-hidden="true" />
            {t('call120')}
          </a>
          <Show when={phone.leader()?.phone}>
            {(number) => (
              <a class="btn" href={`tel:${number().replaceAll(/[^+\d]/g, '')}`} data-testid="call-leader">
                <i class="i i-phone" aria-hidden="true" />
                {t('callLeader', { name: phone.leader()?.name ?? '' })}
              </a>
            )}
          </Show>
        </section>
        <Show when={raised() && raised()?.state !== 'cancelled'}>
          <button type="button" class="btn plain" data-testid="sos-cancel" onClick={() => void cancel()}>
            {t('sosCancel')}
          </button>
        </Show>
      </main>
    </div>
  )
}
