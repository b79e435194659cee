import { createMemo, For, type JSX, Show } from 'solid-js'
import '../../rural/rural.css'
import type { MeAnswer, RecordRow } from '../../../domain/api.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { kindOf, labelOf } from '../../../domain/kinds/registry.ts'
import { harmlessRate } from '../../../domain/rural/harmless.ts'
import { isInTownLot } from '../../../domain/rural/town-sample.ts'
import { areaName } from '../../state/areas.ts'
import { lang, t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import { createAllRows } from '../all-rows.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'
import { AcceptPanel } from './accept-panel.tsx'
import { ListPanel } from './list-panel.tsx'
import { PayPanel } from './pay-panel.tsx'
import { isAccepted, isOver, pairsOf, waitStates } from './rows.ts'
import { SamplePanel } from './sample-panel.tsx'

type Props = { readonly me: MeAnswer; readonly bar: AddressBar; readonly live: Live }

/** The latrines of the villages: what waits where, and of one village its sample, its lists and its money. */
export function VillageView(props: Props): JSX.Element {
  const kind = kindOf('latrine') as Kind
  const roles = props.me.grants.map((grant) => grant.role)
  const all = createAllRows(() => 'kind=latrine', props.live, ['latrine'])
  const village = () => props.bar.at().area || (villages().length === 1 ? (villages()[0]?.code ?? '') : '')
  const waits = waitStates(kind, roles)
  const villages = createMemo(() =>
    [...Map.groupBy(all.rows, (row) => row.area)]
      .map(([code, rows]) => ({
        code,
        waiting: rows.filter((row) => waits.includes(row.state)).length,
        running: rows.filter((row) => !isOver(row)).length,
        done: rows.filter(isAccepted).length,
        late: rows.filter((row) => row.card === 'red').length,
      }))
      .sort((a, b) => b.waiting - a.waiting || (a.code < b.code ? -1 : 1)),
  )
  const running = () => villages().reduce((sum, one) => sum + one.running, 0)
  return (
    <>
      <Top
        title={village() ? areaName(village()) : t('village')}
        sub={t('villageSub', { villages: villages().length, n: running() })}
        live={props.live}
      >
        <Show when={props.bar.at().area && villages().length > 1}>
          <button type="button" class="btn" onClick={() => props.bar.go({ area: '', q: '' }, 'step')}>
            {t('villageBack')}
          </button>
        </Show>
      </Top>
      <div class="panels">
        <Show
          when={village()}
          keyed
          fallback={
            <section class="panel">
              <table class="grid">
                <thead>
                  <tr>
                    <th>{t('villageName')}</th>
                    <th class="r">{t('villageWaits')}</th>
                    <th class="r">{t('villageRunning')}</th>
                    <th class="r">{t('villageDone')}</th>
                    <th class="r">{t('villageLate')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For
                    each={villages()}
                    fallback={
                      <tr>
                        <td colspan="5">{all.state() === 'ready' ? t('villageNone') : ''}</td>
                      </tr>
                    }
                  >
                    {(one) => (
                      <tr
                        data-testid="village-row"
                        data-area={one.code}
                        onClick={() => props.bar.go({ area: one.code }, 'step')}
                      >
                        <td>
                          <button type="button" class="btn plain">
                            {areaName(one.code)}
                          </button>
                        </td>
                        <td class="r strong">{one.waiting}</td>
                        <td class="r">{one.running}</td>
                        <td class="r">{one.done}</td>
                        <td class="r" classList={{ bad: one.late > 0 }}>
                          {one.late}
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </section>
          }
        >
          {(code) => <One {...props} kind={kind} code={code} roles={roles} />}
        </Show>
      </div>
    </>
  )
}

function One(props: Props & { kind: Kind; code: string; roles: readonly string[] }): JSX.Element {
  const latrines = createAllRows(() => `kind=latrine&area=${props.code}`, props.live, ['latrine'])
  const homes = createAllRows(() => `kind=rural_household&area=${props.code}`, props.live, ['rural_household'])
  const pairs = createMemo(() => pairsOf(latrines.rows, homes.rows))
  const rate = createMemo(() => harmlessRate(homes.rows))
  const stages = () =>
    props.kind.states.map((state) => ({ state, n: latrines.rows.filter((row) => row.state === state.id).length }))
  const has = (role: string) => props.roles.includes(role)
  const shared = { me: props.me, kind: props.kind, village: props.code, refresh: () => latrines.refresh() }
  const isInLot = (latrine: RecordRow): boolean =>
    has('district_reviewer') ? ['town_checked', 'accepted', 'publicised'].includes(latrine.state) : isInTownLot(latrine)
  return (
    <>
      <section class="panel figures-row">
        <div data-testid="harmless-rate">
          <p class="sub">{t('villageRate')}</p>
          <p class="big">{rate().percent === undefined ? t('ruralNoBase') : `${rate().percent}%`}</p>
          <p class="sub">{t('villageRateNote', { ...rate() })}</p>
        </div>
        <For each={stages().filter((one) => one.n > 0)}>
          {({ state, n }) => (
            <button
              type="button"
              class="stage-count"
              data-testid={`stage-${state.id}`}
              onClick={() =>
                props.bar.go({ view: 'records', kind: 'latrine', state: state.id, area: props.code, q: '' }, 'step')
              }
            >
              <span class="sub">{labelOf(state, lang())}</span>
              <b>{n}</b>
            </button>
          )}
        </For>
      </section>
      <Show when={has('town_inspector') || has('district_reviewer')}>
        <SamplePanel
          {...shared}
          bar={props.bar}
          pairs={pairs()}
          isInLot={isInLot}
          who={has('district_reviewer') ? 'district' : 'town'}
        />
      </Show>
      <Show when={has('district_reviewer')}>
        <AcceptPanel {...shared} bar={props.bar} pairs={pairs()} />
      </Show>
      <ListPanel village={props.code} pairs={pairs()} />
      <Show when={has('finance')}>
        <PayPanel {...shared} pairs={pairs()} />
      </Show>
    </>
  )
}
