import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { DemoCards } from '../../domain/api.ts'
import { type Lang, roleName } from '../../domain/kinds/registry.ts'
import { post, request } from '../state/api.ts'
import { lang, setLang, t } from '../words/words.ts'

export function SignIn(props: { onDone: () => unknown }): JSX.Element {
  const [account, setAccount] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [problem, setProblem] = createSignal('')
  const [cards, setCards] = createSignal<DemoCards['cards']>([])
  onMount(async () => {
    const answer = await request<DemoCards>('/api/demo/cards')
    if (answer.ok) setCards(answer.value.cards)
  })

  async function signIn(event: Event): Promise<void> {
    event.preventDefault()
    setProblem('')
    const answer = await post('/api/session', { account: account(), password: password() })
    if (answer.ok) {
      await props.onDone()
      return
    }
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
        <form onSubmit={signIn}>
          <label class="field">
            <span class="label">{t('account')}</span>
            <input
              class="input"
              data-testid="sign-in-account"
              autocomplete="username"
              value={account()}
              onInput={(e) => setAccount(e.currentTarget.value)}
            />
          </label>
          <label class="field">
            <span class="label">{t('password')}</span>
            <input
              class="input"
              type="password"
              data-testid="sign-in-password"
              autocomplete="current-password"
              value={password()}
              onInput={(e) => setPassword(e.currentTarget.value)}
            />
          </label>
          <Show when={problem()}>
            <p class="msg bad" role="alert">
              {problem()}
            </p>
          </Show>
          <button type="submit" class="btn main" data-testid="sign-in-submit">
            {t('signIn')}
          </button>
        </form>
        <p class="sub">{t('firstSignIn')}</p>
        <button type="button" class="btn plain" onClick={() => setLang(lang() === 'zh' ? 'en' : ('zh' as Lang))}>
          {t('language')}
        </button>
        <Show when={cards().length > 0}>
          <h2>{t('whoToBe')}</h2>
          <div class="stack">
            <For each={cards()}>
              {(card) => (
                <button
                  type="button"
                  class="btn left"
                  onClick={() => {
                    setAccount(card.account)
                    setPassword('xunji-demo')
                  }}
                >
                  {roleName(card.role, lang())} · {card.says[lang()]}
                </button>
              )}
            </For>
          </div>
        </Show>
      </main>
    </div>
  )
}
