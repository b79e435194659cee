import '../words/late.ts'
import { useNavigate } from '@solidjs/router'
import { createSignal, type JSX, Show } from 'solid-js'
import { plainRecords } from '../state/agenda.ts'
import { usePhone } from '../state/phone-context.ts'
import { t } from '../words/words.ts'
import { type PushState, pushState, turnPushOff, turnPushOn } from './push.ts'
import { setTone, sound, toneOn } from './tone.ts'

/** What one says to the office, and how one is told. */
export function MeTold(): JSX.Element {
  const phone = usePhone()
  const navigate = useNavigate()
  const [tone, change] = createSignal(toneOn())
  const [push, setPush] = createSignal<PushState>('off')
  const [failed, setFailed] = createSignal(false)
  void pushState().then(setPush)
  async function turn(): Promise<void> {
    if (push() === 'on') await turnPushOff()
    else setFailed(!(await turnPushOn()))
    setPush(await pushState())
  }
  const mine = () =>
    plainRecords(phone).filter(({ record }) => record.kind === 'feedback' && record.createdBy === phone.me.person.id)
  const answered = () => mine().filter(({ record }) => record.state === 'answered').length
  return (
    <ul class="rows acts">
      <li>
        <button type="button" data-testid="feedback" onClick={() => navigate('/new/feedback')}>
          <i class="i i-message-square-warning" aria-hidden="true" />
          <span>
            <span class="t">{t('feedbackRow')}</span>
            <span class="sub">{t('feedbackWhy')}</span>
          </span>
          <i class="i i-chevron-right" aria-hidden="true" />
        </button>
      </li>
      <Show when={mine().length > 0}>
        <li>
          <button type="button" data-testid="my-feedback" onClick={() => navigate('/records?kind=feedback')}>
            <i class="i i-inbox" aria-hidden="true" />
            <span>
              <span class="t">{t('feedbackMine', { n: mine().length })}</span>
              <span class="sub">{t('feedbackAnswered', { n: answered() })}</span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </button>
        </li>
      </Show>
      <Show when={phone.roleFor(['admin'])}>
        <li>
          <button type="button" onClick={() => navigate('/desk/tell?kind=robots')}>
            <i class="i i-users-round" aria-hidden="true" />
            <span>
              <span class="t">{t('tellRobots')}</span>
            </span>
            <i class="i i-chevron-right" aria-hidden="true" />
          </button>
        </li>
      </Show>
      <li>
        <button
          type="button"
          data-testid="tone"
          aria-pressed={tone()}
          onClick={() => {
            setTone(!tone())
            change(toneOn())
            sound(false)
          }}
        >
          <i class="i i-smartphone" aria-hidden="true" />
          <span>
            <span class="t">{t('toneRow')}</span>
            <span class="sub">{t('toneWhy')}</span>
          </span>
          <span class="strong">{t(tone() ? 'isOn' : 'isOff')}</span>
        </button>
      </li>
      <li>
        <button type="button" data-testid="push" disabled={push() === 'never'} onClick={() => void turn()}>
          <i class="i i-timer" aria-hidden="true" />
          <span>
            <span class="t">{t('pushRow')}</span>
            <Show when={failed() || push() === 'never' || push() === 'denied'}>
              <span class="sub">
                {t(push() === 'never' ? 'pushNever' : push() === 'denied' ? 'pushDenied' : 'pushFailed')}
              </span>
            </Show>
          </span>
          <span class="strong">{t(push() === 'on' ? 'pushOn' : 'pushOff')}</span>
        </button>
      </li>
    </ul>
  )
}
