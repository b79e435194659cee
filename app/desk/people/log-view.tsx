import '../../style/people.css'
import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { AdminPeopleAnswer, AuditAnswer, AuditRow } from '../../../domain/api.ts'
import { request } from '../../state/api.ts'
import { areaName } from '../../state/areas.ts'
import { clockTime, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'

const ACTS = ['addPerson', 'changePerson', 'setPassword', 'signOut', 'grant', 'endGrant', 'addArea', 'setSwitch']

/** Who changed which account, grant, area or switch: for administrators and auditors of those areas. */
export function LogView(props: { live: Live }): JSX.Element {
  const [rows, setRows] = createSignal<readonly AuditRow[]>([])
  const [next, setNext] = createSignal<number>()
  const [loaded, setLoaded] = createSignal(false)
  const [names, setNames] = createSignal<ReadonlyMap<string, string>>(new Map())
  async function load(before?: number): Promise<void> {
    const answer = await request<AuditAnswer>(`/api/admin/audit${before === undefined ? '' : `?before=${before}`}`)
    setLoaded(true)
    if (!answer.ok) return
    setRows((all) => [...all, ...answer.value.rows])
    setNext(answer.value.next)
  }
  onMount(async () => {
    await load()
    // An auditor has no list of accounts: there the ids stand as they are.
    const people = await request<AdminPeopleAnswer>('/api/admin/people?limit=200')
    if (people.ok) setNames(new Map(people.value.people.map(({ id, name }) => [id, name])))
  })
  const named = (id: string): string => names().get(id) ?? id
  const detail = (row: AuditRow): string =>
    Object.entries(row.detail)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}: ${value}`)
      .join(' · ')
  return (
    <>
      <Top title={t('log')} sub={t('logSub')} live={props.live} />
      <div class="people">
        <div class="list">
          <table class="grid flush">
            <thead>
              <tr>
                <For each={['logWhen', 'logWho', 'logAct', 'logWhom', 'peopleArea', 'logDetail'] as const}>
                  {(word) => <th>{t(word)}</th>}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={rows()}>
                {(row) => (
                  <tr data-testid="log-row">
                    <td>{clockTime(row.at)}</td>
                    <td>{named(row.by)}</td>
                    <td>{ACTS.includes(row.act) ? t(`act_${row.act}` as Key) : row.act}</td>
                    <td>{named(row.subject)}</td>
                    <td>{areaName(row.area)}</td>
                    <td class="sub">{detail(row)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
          <Show when={loaded() && rows().length === 0}>
            <p class="pad" role="status">
              {t('logNone')}
            </p>
          </Show>
          <Show when={next()}>
            <button type="button" class="btn plain" onClick={() => void load(next())}>
              {t('logMore')}
            </button>
          </Show>
        </div>
      </div>
    </>
  )
}
