import '../words/late.ts'
import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { useBack } from '../screens/phone-frame.tsx'
import { post } from '../state/api.ts'
import { usePhone } from '../state/phone-context.ts'
import { useSession } from '../state/session.ts'
import { clockTime, t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'
import { type Check, checkPhone } from './checks.ts'

const ICON = { good: 'i-check', bad: 'i-circle-alert', unknown: 'i-circle-help' } as const
const WORD = { good: 'readyGood', bad: 'readyLook', unknown: 'readyUnknown' } as const

/** Is my phone ready: each thing with what to do about it. The office hears the result. */
export function Ready(): JSX.Element {
  const phone = usePhone()
  const session = useSession()
  const back = useBack('/me')
  const [checks, setChecks] = createSignal<readonly Check[]>([])
  const [busy, setBusy] = createSignal(false)
  const [told, setTold] = createSignal<number>()
  const bad = () => checks().filter(({ state }) => state === 'bad').length

  async function run(): Promise<void> {
    if (busy()) return
    setBusy(true)
    setChecks([])
    setTold(undefined)
    const found = await checkPhone(phone.skew(), (check) => setChecks((all) => [...all, check]))
    setBusy(false)
    // What is practised stays on the phone.
    if (session.practising()) return
    const answer = await post<{ at: number }>('/api/ready', {
      checks: found.map(({ id, state, value }) => ({ id, state, ...(value === undefined ? {} : { value }) })),
    })
    if (answer.ok) setTold(answer.value.at)
  }
  async function allowNotices(): Promise<void> {
    await Notification.requestPermission()
    await run()
  }
  onMount(() => void run())
  return (
    <div class="phone" data-testid="ready">
      <header class="bar">
        <button type="button" class="back" aria-label={t('back')} onClick={back}>
          <i class="i i-chevron-left" aria-hidden="true" />
        </button>
        <div>
          <h1>{t('readyTitle')}</h1>
        </div>
      </header>
      {/* Scrolls, and holds nothing that a key would reach. */}
      <main tabindex={0}>
        <div class="block" role="status" data-testid="ready-sum" data-done={!busy() && checks().length > 0}>
          <p class="lead">
            {busy() ? t('readyRunning') : bad() === 0 ? t('readyAllGood') : t('readySome', { n: bad() })}
          </p>
          <Show when={!busy()}>
            <p class="sub" data-testid="ready-told">
              {told() === undefined ? t('readyNotTold') : t('readyTold', { time: clockTime(told() as number) })}
            </p>
          </Show>
        </div>
        <ul class="rows checks">
          <For each={checks()}>
            {(check) => (
              <li data-testid={`check-${check.id}`} data-state={check.state}>
                <i class={`i ${ICON[check.state]} ${check.state}`} aria-hidden="true" />
                <div>
                  <p class="t">{t(`ready_${check.id}` as Key)}</p>
                  <p class="sub">{t(sentenceOf(check), { n: check.value ?? '' })}</p>
                  <Show when={check.id === 'notify' && check.state === 'bad' && mayAsk()}>
                    <button type="button" class="btn fit" onClick={() => void allowNotices()}>
                      {t('ready_notify_ask')}
                    </button>
                  </Show>
                </div>
                <span class={`strong ${check.state}`}>{t(WORD[check.state])}</span>
              </li>
            )}
          </For>
        </ul>
      </main>
      <footer class="foot">
        <button type="button" class="btn main" data-testid="ready-run" aria-busy={busy()} onClick={() => void run()}>
          {busy() ? t('readyRunning') : t('readyRun')}
        </button>
      </footer>
    </div>
  )
}

const mayAsk = (): boolean => 'Notification' in window && Notification.permission === 'default'
/** `unknown` has its own words where there is something to do all the same. */
const sentenceOf = ({ id, say }: Check): Key => {
  const key = `ready_${id}_${say}`
  return (key === 'ready_space_unknown' ? 'spaceUnknown' : key) as Key
}
