import { For, type JSX, Match, Switch } from 'solid-js'
import type { Kind } from '../../domain/kinds/define.ts'
import { labelOf, moveOf, roleName, stateOf } from '../../domain/kinds/registry.ts'
import type { Step } from '../state/steps.ts'
import { clockTime, lang, t } from '../words/words.ts'

type Props = {
  readonly kind: Kind
  readonly steps: readonly Step[]
  readonly nameOf: (person: string) => string
  /** What the step that is now waits for, if it is this person's. */
  readonly mine: (move: string) => string | undefined
  /** What the present step is done with, in its place. */
  readonly body?: JSX.Element
}

/** The one trace: filled what was done, ringed what is now, dashed and numbered what comes next. */
export function Steps(props: Props): JSX.Element {
  const roles = (ids: readonly string[]) => ids.map((id) => roleName(id, lang())).join(t('comma'))
  return (
    <ol class="trace top-al">
      <For each={props.steps}>
        {(step, at) => (
          <li classList={{ done: step.at === 'done', now: step.at === 'now' }}>
            <span class="node">
              <span class="unseen">
                {t(step.at === 'done' ? 'doneStep' : step.at === 'now' ? 'nowStep' : 'nextStep')}
              </span>
              <Switch fallback={at() + 1}>
                <Match when={step.at === 'done'}>
                  <i class="i i-check" aria-hidden="true" />
                </Match>
              </Switch>
            </span>
            <div>
              <p class="t">
                {labelOf(step.at === 'done' ? stateOf(props.kind, step.to) : moveOf(props.kind, step.move), lang())}
              </p>
              <p class="sub">
                {step.at === 'done'
                  ? `${clockTime(step.time)} · ${roleName(step.role, lang())} ${step.by === 'system' ? '' : props.nameOf(step.by)}`
                  : (props.mine(step.move) ?? t('byRole', { role: roles(step.by) }))}
              </p>
              {step.at === 'now' ? props.body : undefined}
              {step.at === 'done' && step.note ? <p class="sub">“{step.note}”</p> : undefined}
            </div>
          </li>
        )}
      </For>
    </ol>
  )
}
