import '../words/late.ts'
import { type Accessor, type JSX, Show } from 'solid-js'
import { usePhone } from '../state/phone-context.ts'
import { clockTime, t } from '../words/words.ts'
import { hourWords } from './hours.ts'
import { keptToilets } from './known.ts'

/** Above the list: that the work goes on without a network, and how far the round of these hours is. */
export function ToiletDay(props: { now: Accessor<number> }): JSX.Element {
  const phone = usePhone()
  const offline = () => !phone.online() && !phone.linking()
  const keeps = phone.me.grants.some(({ role }) => role === 'toilet_keeper')
  return (
    <>
      <Show when={offline()}>
        <section class="notice info" data-testid="offline-note">
          <i class="i i-smartphone" aria-hidden="true" />
          <div>
            <p>
              <b>{t('wcOffline')}</b>
            </p>
            <p>{t('wcOfflineNote', { time: clockTime(Math.max(phone.me.serverTime, phone.lastReceipt() ?? 0)) })}</p>
          </div>
        </section>
      </Show>
      <Show when={keeps}>
        <Round now={props.now} />
      </Show>
    </>
  )
}

function Round(props: { now: Accessor<number> }): JSX.Element {
  const kept = keptToilets(usePhone(), props.now)
  const window = () => kept().find(({ round }) => round.window)?.round.window
  const left = () => kept().filter(({ round }) => round.window && !round.checked).length
  return (
    <Show when={kept().length > 0}>
      <div class="head" data-testid="round" data-left={left()}>
        <h2>
          <Show when={window()} fallback={t('wcNoWindow')}>
            {(hours) => t('wcWindow', { window: hourWords(hours()) })}
          </Show>
        </h2>
        <Show when={window()}>
          <span class="sub">{left() > 0 ? t('wcLeft', { n: left() }) : t('wcAllDone')}</span>
        </Show>
      </div>
    </Show>
  )
}
