import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../words/words.ts'
import { adminAct, whyNot } from './admin-api.ts'
import { type Given, GrantFields } from './grant-fields.tsx'

/** A new account with its first role; the password is made by the server and told once. */
export function AddPerson(props: { onDone: () => void; onClose: () => void }): JSX.Element {
  const [name, setName] = createSignal('')
  const [account, setAccount] = createSignal('')
  const [given, setGiven] = createSignal<Given>({ role: 'cleaner', area: '' })
  const [said, setSaid] = createSignal('')
  async function save(): Promise<void> {
    const answer = await adminAct<{ password?: string }>('people', {
      name: name().trim(),
      ...(account() ? { account: account().trim() } : {}),
      grants: [given()],
    })
    if (!answer.ok) return void setSaid(whyNot(answer.problem))
    setSaid(answer.value.password ? t('peoplePasswordIs', { password: answer.value.password }) : t('peopleDone'))
    props.onDone()
  }
  return (
    <aside class="drawer person" data-testid="person-new" aria-label={t('peopleAdd')}>
      <header>
        <h2>{t('peopleAdd')}</h2>
        <button type="button" class="back" aria-label={t('close')} onClick={props.onClose}>
          <i class="i i-x" aria-hidden="true" />
        </button>
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <label>
          {t('peopleName')}
          <input
            class="input"
            required
            data-testid="new-name"
            value={name()}
            onInput={(e) => setName(e.currentTarget.value)}
          />
        </label>
        <label>
          {t('peopleAccount')}
          <input
            class="input"
            data-testid="new-account"
            value={account()}
            onInput={(e) => setAccount(e.currentTarget.value)}
          />
        </label>
        <GrantFields value={given()} onChange={setGiven} />
        <Show when={said()}>
          <p role="status" class="strong" data-testid="person-said">
            {said()}
          </p>
        </Show>
        <button type="submit" class="btn main" data-testid="new-save">
          {t('peopleSave')}
        </button>
      </form>
    </aside>
  )
}
