import { type JSX, Match, Show, Switch } from 'solid-js'
import { SKEW_FLAG } from '../../domain/clock.ts'
import { spanWords } from '../parts/card-mark.tsx'
import { usePhone } from '../state/phone-context.ts'
import { useSession } from '../state/session.ts'
import { t } from '../words/words.ts'

/** Below this many records the phone says that its space runs low. */
const LOW = 200

/** What the person should know on every tab: said plainly, and always with what is safe. */
export function Notices(): JSX.Element {
  const phone = usePhone()
  const session = useSession()
  const skew = () => phone.skew()
  const low = () => {
    const space = phone.space()
    return space && space.records < LOW ? space.records : undefined
  }
  return (
    <>
      <Switch>
        <Match when={phone.session() === 'update'}>
          <section class="notice needs" data-testid="update-needed">
            <i class="i i-refresh-cw" aria-hidden="true" />
            <p>{t('updateNeeded')}</p>
          </section>
        </Match>
        <Match when={session.signInNeeded() || phone.session() === 'signIn'}>
          <section class="notice waiting" data-testid="sign-in-needed">
            <i class="i i-log-out" aria-hidden="true" />
            <div>
              <p>{t('signInNeeded', { n: phone.waiting() })}</p>
              <button type="button" class="btn fit" data-testid="sign-in-again" onClick={() => session.askSignIn()}>
                {t('signInNow')}
              </button>
            </div>
          </section>
        </Match>
      </Switch>
      <Show when={low()}>
        {(n) => (
          <section class="notice needs" data-testid="space-low">
            <i class="i i-hard-drive-download" aria-hidden="true" />
            <p>{t('spaceLow', { n: n() })}</p>
          </section>
        )}
      </Show>
      <Show when={skew() !== undefined && Math.abs(skew() as number) > SKEW_FLAG}>
        <section class="notice info" data-testid="clock-off">
          <i class="i i-clock" aria-hidden="true" />
          <p>
            {t((skew() as number) > 0 ? 'clockFast' : 'clockSlow', { span: spanWords(Math.abs(skew() as number)) })}
          </p>
        </section>
      </Show>
    </>
  )
}
