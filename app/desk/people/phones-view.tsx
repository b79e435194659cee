import '../../style/people.css'
import { createResource, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, ReadyAnswer, ReadyReport } from '../../../domain/api.ts'
import { roleName } from '../../../domain/kinds/registry.ts'
import { request } from '../../state/api.ts'
import { clockTime, lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'

const LOOKERS = ['team_leader', 'officer', 'supervisor', 'admin']

/** Whose phone was checked when, and what is not right with it. */
export function PhonesView(props: { me: MeAnswer; live: Live }): JSX.Element {
  const [reports] = createResource(async (): Promise<readonly ReadyReport[]> => {
    const areas = new Set(props.me.grants.filter(({ role }) => LOOKERS.includes(role)).map(({ area }) => area))
    const answers = await Promise.all([...areas].map((area) => request<ReadyAnswer>(`/api/ready?area=${area}`)))
    const all = answers.flatMap((answer) => (answer.ok ? answer.value.reports : []))
    return [...new Map(all.map((report) => [report.person, report])).values()]
  })
  const fails = (report: ReadyReport) => report.checks.filter(({ state }) => state === 'bad')
  const bad = () => (reports() ?? []).filter((report) => fails(report).length > 0).length
  return (
    <>
      <Top title={t('phonesTitle')} sub={t('phonesSub', { n: reports()?.length ?? 0, bad: bad() })} live={props.live} />
      <div class="people">
        <div class="list">
          <Show when={reports()?.length} fallback={<p class="pad">{reports.loading ? '' : t('phonesNone')}</p>}>
            <table class="grid flush">
              <thead>
                <tr>
                  <For each={['phonesWho', 'phonesRole', 'phonesWhen', 'phonesFails'] as const}>
                    {(word) => <th>{t(word)}</th>}
                  </For>
                </tr>
              </thead>
              <tbody>
                <For each={reports()}>
                  {(report) => (
                    <tr data-testid="phone-row">
                      <td class="strong">{report.name}</td>
                      <td>{report.roles.map((role) => roleName(role, lang())).join(t('comma'))}</td>
                      <td>{clockTime(report.at)}</td>
                      <td>
                        {fails(report)
                          .map(({ id }) => t(`ready_${id}` as Key))
                          .join(t('comma')) || t('phonesFine')}
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        </div>
      </div>
    </>
  )
}
