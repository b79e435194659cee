import '../words/late.ts'
import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { DemoCards } from '../../domain/api.ts'
import { roleName } from '../../domain/kinds/registry.ts'
import { post, request } from '../state/api.ts'
import { useSession } from '../state/session.ts'
import { lang, setLang, t } from '../words/words.ts'

/** The password of every demo card (docs/contract.md). */
const DEMO_PASSWORD = 'xunji-demo'

export function SignIn(props: { onDone: () => unknown }): JSX.Element {
  const session = useSession()
  const [account, setAccount] = createSignal(session.me()?.person.account ?? '')
  const [password, setPassword] = createSignal('')
  const [problem, setProblem] = createSignal('')
  const [cards, setCards] = createSignal<DemoCards['cards']>([])
  onMount(async () => {
    const answer = await request<DemoCards>('/api/demo/cards')
    if (answer.ok) setCards(answer.value.cards)
  })

  const [shown, setShown] = createSignal(false)
  const [busy, setBusy] = createSignal(false)

  async function signIn(): Promise<void> {
    setProblem('')
    setBusy(true)
    const answer = await post('/api/session', { account: account(), password: password() })
    if (answer.ok) {
      await props.onDone()
      return
    }
    setBusy(false)
    const { status, retryAfter } = answer.problem
    setProblem(
      status === 0 ? t('noNetwork') : status === 429 ? t('tooMany', { n: retryAfter ?? 60 }) : t('wrongPassword'),
    )
  }

  return (
    <div class="phone">
      <main class="signin">
        <div class="brand">
          <img src="/mark.svg" alt="" />
          <div>
            <h1>{t('app')}</h1>
            <p class="sub">{t('slogan')}</p>
          </div>
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void signIn()
          }}
        >
          <label class="field">
            <span class="label">{t('account')}</span>
            <input
              class="input"
              data-testid="sign-in-account"
              autocomplete="username"
              autocapitalize="off"
              spellcheck={false}
              value={account()}
              onInput={(e) => setAccount(e.currentTarget.value)}
            />
          </label>
          <label class="field">
            <span class="label">{t('password')}</span>
            <span class="secret">
              <input
                class="input"
                type={shown() ? 'text' : 'password'}
                data-testid="sign-in-password"
                autocomplete="current-password"
                value={password()}
                onInput={(e) => setPassword(e.currentTarget.value)}
              />
              <button
                type="button"
                class="back"
                aria-label={t('showPassword')}
                aria-pressed={shown()}
                onClick={() => setShown(!shown())}
              >
                <i class="i i-eye" aria-hidden="true" />
              </button>
            </span>
          </label>
          <Show when={problem()}>
            <p class="msg bad" role="alert">
              {problem()}
            </p>
          </Show>
          <button type="submit" class="btn main" data-testid="sign-in-submit" aria-busy={busy()}>
            {t('signIn')}
          </button>
        </form>
        <Show when={session.asking()} fallback={<p class="sub">{t('firstSignIn')}</p>}>
          <button type="button" class="btn plain" onClick={() => session.askSignIn(false)}>
            {t('back')}
          </button>
        </Show>
        <button type="button" class="btn plain fit" onClick={() => setLang(lang() === 'zh' ? 'en' : 'zh')}>
          <i class="i i-languages" aria-hidden="true" />
          {t('language')}
        </button>
        <Show when={cards().length > 0}>
          <section class="who">
            <h2>{t('whoToBe')}</h2>
            <ul>
              <For each={cards()}>
                {(card) => (
                  <li>
                    <button
                      type="button"
                      data-testid="role-card"
                      data-account={card.account}
                      onClick={() => {
                        setAccount(card.account)
                        setPassword(DEMO_PASSWORD)
                        void signIn()
                      }}
                    >
                      <b>{roleName(card.role, lang())}</b>
                      <span class="sub">
                        {card.account} · {card.areaName[lang()]}
                      </span>
                      <span>{card.says[lang()]}</span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </section>
        </Show>
      </main>
    </div>
  )
}
