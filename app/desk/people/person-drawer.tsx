import { createSignal, For, type JSX, Show } from 'solid-js'
import type { AdminGrant, AdminPerson } from '../../../domain/api.ts'
import { roleName } from '../../../domain/kinds/registry.ts'
import type { Result } from '../../../domain/result.ts'
import type { ApiFailure } from '../../state/api.ts'
import { areaName } from '../../state/areas.ts'
import { dateWords, lang, t } from '../../words/words.ts'
import { adminAct, whyNot } from './admin-api.ts'
import { type Given, GrantFields } from './grant-fields.tsx'

type Props = { person: AdminPerson; self: boolean; onDone: () => void; onClose: () => void }

/** One account: its roles and areas, its sign-ins. Each act is checked by the server and written into the log. */
export function PersonDrawer(props: Props): JSX.Element {
  const [given, setGiven] = createSignal<Given>({
    role: props.person.grants[0]?.role ?? 'cleaner',
    area: props.person.grants[0]?.area ?? '',
  })
  const [reason, setReason] = createSignal(t('peopleGrantReason'))
  const [said, setSaid] = createSignal('')
  const path = () => `people/${encodeURIComponent(props.person.id)}`
  async function act<T>(
    run: Promise<Result<T, ApiFailure>>,
    words: (value: T) => string = () => t('peopleDone'),
  ): Promise<void> {
    const answer = await run
    setSaid(answer.ok ? words(answer.value) : whyNot(answer.problem))
    if (answer.ok) props.onDone()
  }
  const ended = (grant: AdminGrant): boolean => grant.to !== undefined && grant.to <= Date.now()
  return (
    <aside class="drawer person" data-testid="person-drawer" aria-label={props.person.name}>
      <header>
        <div>
          <h2>{props.person.name}</h2>
          <p class="sub">
            {[props.person.account, t('peopleSince', { day: dateWords(props.person.createdAt) })]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <button type="button" class="back" aria-label={t('close')} onClick={props.onClose}>
          <i class="i i-x" aria-hidden="true" />
        </button>
      </header>
      <Show when={said()}>
        <p role="status" class="strong" data-testid="person-said">
          {said()}
        </p>
      </Show>
      <Show when={!props.self} fallback={<p>{t('people_yourself')}</p>}>
        <h3>{t('peopleGrants')}</h3>
        <ul class="grants">
          <For each={props.person.grants}>
            {(grant) => (
              <li data-testid="grant">
                <span>
                  <span class="strong">{roleName(grant.role, lang())}</span> · {areaName(grant.area)}
                  <br />
                  <span class="sub">
                    {ended(grant)
                      ? t('peopleGrantEnded', { day: dateWords(grant.to ?? 0) })
                      : t('peopleSince', { day: dateWords(grant.from) })}
                  </span>
                </span>
                <Show when={!ended(grant)}>
                  <button
                    type="button"
                    class="btn"
                    data-testid="grant-end"
                    onClick={() => void act(adminAct(`grants/${grant.id}/end`, { reason: reason().trim() }))}
                  >
                    {t('peopleGrantEnd')}
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <label>
          {t('peopleReason')}
          <input class="input" value={reason()} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <GrantFields value={given()} onChange={setGiven} />
        <button
          type="button"
          class="btn"
          data-testid="grant-add"
          onClick={() => void act(adminAct('grants', { person: props.person.id, ...given() }))}
        >
          {t('peopleGrantAdd')}
        </button>
        <h3>{t('peopleSignIn')}</h3>
        <p class="sub">{t('peopleSignOutWhy')}</p>
        <button
          type="button"
          class="btn"
          data-testid="person-sign-out"
          onClick={() => void act(adminAct(`${path()}/sign-out`), () => t('peopleSignedOut'))}
        >
          {t('peopleSignOut')}
        </button>
        <button
          type="button"
          class="btn"
          data-testid="person-password"
          onClick={() =>
            void act(adminAct<{ password?: string }>(`${path()}/password`), ({ password }) =>
              t('peoplePasswordIs', { password: password ?? '' }),
            )
          }
        >
          {t('peoplePassword')}
        </button>
        <p class="sub">{t('peopleDisableWhy')}</p>
        <button
          type="button"
          class="btn danger"
          data-testid="person-disable"
          onClick={() => void act(adminAct(path(), { disabled: !props.person.disabled }))}
        >
          {t(props.person.disabled ? 'peopleEnable' : 'peopleDisable')}
        </button>
      </Show>
    </aside>
  )
}
