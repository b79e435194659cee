import '../../style/people.css'
import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js'
import type { AdminPerson, MeAnswer } from '../../../domain/api.ts'
import { roleName } from '../../../domain/kinds/registry.ts'
import { roles } from '../../../domain/kinds/vocabulary.ts'
import { areaName } from '../../state/areas.ts'
import { clockTime, lang, t } from '../../words/words.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'
import { AddPerson } from './add-person.tsx'
import { createPeopleList } from './admin-api.ts'
import { PersonDrawer } from './person-drawer.tsx'

/** ms after the last letter before the server is asked. */
const PAUSE = 250

const isActive = (to: number | undefined): boolean => to === undefined || to > Date.now()
const stateOf = (person: AdminPerson): 'peopleOff' | 'peopleWaiting' | 'peopleUsed' =>
  person.disabled ? 'peopleOff' : person.lastSeenAt === undefined && person.account ? 'peopleWaiting' : 'peopleUsed'

/** Accounts, grants, phones; nothing of what records say. Nobody is deleted. */
export function PeopleView(props: { me: MeAnswer; live: Live }): JSX.Element {
  const list = createPeopleList()
  const [q, setQ] = createSignal('')
  const [role, setRole] = createSignal('')
  const [state, setState] = createSignal('')
  const [chosen, setChosen] = createSignal<string>()
  const [adding, setAdding] = createSignal(false)
  createEffect(
    on(q, (text) => {
      const timer = setTimeout(() => void list.search(text.trim()), PAUSE)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  const shown = createMemo(() =>
    list
      .people()
      .filter(
        (person) =>
          (!role() || person.grants.some((grant) => grant.role === role() && isActive(grant.to))) &&
          (!state() || (state() === 'off') === person.disabled),
      ),
  )
  const open = () => list.people().find(({ id }) => id === chosen())
  const off = () => list.people().filter(({ disabled }) => disabled).length
  const sub = () =>
    list.more()
      ? t('peopleSubMore', { n: list.people().length })
      : t('peopleSub', { n: list.people().length - off(), off: off() })
  const words = (person: AdminPerson, of: 'role' | 'area') =>
    [
      ...new Set(
        person.grants
          .filter((grant) => isActive(grant.to))
          .map((grant) => (of === 'role' ? roleName(grant.role, lang()) : areaName(grant.area))),
      ),
    ].join(t('comma'))
  const again = () => void list.search(q().trim())
  return (
    <>
      <Top title={t('people')} sub={sub()} live={props.live}>
        <button type="button" class="btn main" data-testid="person-add" onClick={() => setAdding(true)}>
          <i class="i i-plus" aria-hidden="true" />
          {t('peopleAdd')}
        </button>
      </Top>
      <div class="filters">
        <input
          type="search"
          class="input"
          data-testid="person-search"
          aria-label={t('peopleSearch')}
          placeholder={t('peopleSearch')}
          value={q()}
          onInput={(event) => setQ(event.currentTarget.value)}
        />
        <label>
          {t('peopleRole')}
          <select onChange={(event) => setRole(event.currentTarget.value)}>
            <option value="">{t('peopleAll')}</option>
            <For each={roles.filter((one) => one.account)}>
              {(one) => <option value={one.id}>{one[lang()]}</option>}
            </For>
          </select>
        </label>
        <label>
          {t('peopleState')}
          <select onChange={(event) => setState(event.currentTarget.value)}>
            <option value="">{t('peopleAll')}</option>
            <option value="used">{t('peopleUsed')}</option>
            <option value="off">{t('peopleOff')}</option>
          </select>
        </label>
        <span class="grow" />
        <span class="sub">{t('peopleNote')}</span>
      </div>
      <div class="people" classList={{ open: open() !== undefined || adding() }}>
        <div class="list">
          <table class="grid flush" aria-busy={list.loading()}>
            <thead>
              <tr>
                <For
                  each={
                    ['peopleName', 'peopleAccount', 'peopleRole', 'peopleArea', 'peopleSeen', 'peopleState'] as const
                  }
                >
                  {(word) => <th>{t(word)}</th>}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={shown()}>
                {(person) => (
                  <tr
                    data-testid="person-row"
                    data-person={person.id}
                    data-account={person.account}
                    classList={{ on: chosen() === person.id }}
                    onClick={() => {
                      setAdding(false)
                      setChosen(person.id)
                    }}
                  >
                    <td>
                      <button type="button" class="link strong">
                        {person.name}
                      </button>
                    </td>
                    <td>{person.account ?? ''}</td>
                    <td>{words(person, 'role')}</td>
                    <td>{words(person, 'area')}</td>
                    <td>{person.lastSeenAt === undefined ? t('peopleNever') : clockTime(person.lastSeenAt)}</td>
                    <td class={stateOf(person)}>{t(stateOf(person))}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
          <Show when={!list.loading() && shown().length === 0}>
            <p class="pad" role="status">
              {t('peopleNone')}
            </p>
          </Show>
          <Show when={list.more()}>
            <button type="button" class="btn plain" onClick={() => void list.next(q().trim())}>
              {t('peopleMore')}
            </button>
          </Show>
        </div>
        <Show when={adding()}>
          <AddPerson onDone={again} onClose={() => setAdding(false)} />
        </Show>
        <Show when={!adding() && open()?.id} keyed>
          {(id) => (
            <PersonDrawer
              person={list.people().find((one) => one.id === id) as AdminPerson}
              self={id === props.me.person.id}
              onDone={again}
              onClose={() => setChosen(undefined)}
            />
          )}
        </Show>
      </div>
    </>
  )
}
