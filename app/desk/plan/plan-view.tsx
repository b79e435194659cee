import { createSignal, For, type JSX, Match, Switch } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import { t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import type { Live } from '../live.ts'
import { RulesPage } from './rules-page.tsx'
import { SwitchesPage } from './switches-page.tsx'
import { WeekPage } from './week-page.tsx'
import '../../style/plan.css'

type TabId = 'week' | 'rules' | 'switches'
const WORDS = { week: 'planTabWeek', rules: 'planTabRules', switches: 'planTabSwitches' } as const

/** The office's plan: who works when, what is due how often, and what may be asked of whom. */
export function PlanView(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const roles = () => props.me.grants.map((grant) => grant.role)
  const has = (...some: readonly string[]) => some.some((role) => roles().includes(role))
  const tabs = (): readonly TabId[] => [
    ...(has('team_leader', 'supervisor') ? (['week'] as const) : []),
    ...(has('supervisor', 'admin') ? (['rules'] as const) : []),
    ...(has('admin') ? (['switches'] as const) : []),
  ]
  const [chosen, choose] = createSignal<TabId>()
  const tab = () => chosen() ?? tabs()[0]
  const bar = () => (
    <span class="seg">
      <For each={tabs()}>
        {(one) => (
          <button
            type="button"
            data-testid={`plan-tab-${one}`}
            aria-pressed={tab() === one}
            classList={{ on: tab() === one }}
            onClick={() => choose(one)}
          >
            {t(WORDS[one])}
          </button>
        )}
      </For>
    </span>
  )
  return (
    <Switch>
      <Match when={tab() === 'week'}>
        <WeekPage me={props.me} bar={props.bar} live={props.live} tabs={bar()} />
      </Match>
      <Match when={tab() === 'rules'}>
        <RulesPage me={props.me} live={props.live} tabs={bar()} />
      </Match>
      <Match when={tab() === 'switches'}>
        <SwitchesPage me={props.me} live={props.live} tabs={bar()} />
      </Match>
    </Switch>
  )
}
