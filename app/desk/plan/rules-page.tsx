import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, RulesAnswer } from '../../../domain/api.ts'
import { DAY, isoDate } from '../../../domain/clock.ts'
import { type FormRule, holdsOn, isFormRule, type OfficeRule, versionsOn } from '../../../domain/office-rules.ts'
import { post, request } from '../../state/api.ts'
import { areaName } from '../../state/areas.ts'
import { clockTime, t } from '../../words/words.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'
import { RuleForm, type RuleType } from './rule-form.tsx'
import { dayOf, problemWords, STANDING, type Standing, standingName, whatOf, whomOf } from './rule-words.ts'

const TYPES: readonly RuleType[] = ['visit_cycle', 'check_window', 'target']

/** Visit cycles, check windows and targets: what holds, since when and why; what held before; and changing it from a day on. */
export function RulesPage(props: { me: MeAnswer; live: Live; tabs: JSX.Element }): JSX.Element {
  const area = () => props.me.grants.find(({ role }) => role === 'supervisor' || role === 'admin')?.area ?? ''
  const [answer, { refetch }] = createResource(async () => {
    const found = await request<RulesAnswer>('/api/rules')
    return found.ok ? found.value.rules : undefined
  })
  const rules = () => (answer.latest ?? []).filter(isFormRule)
  const today = () => isoDate(Date.now())
  const now = createMemo(() => versionsOn(rules(), area(), today()))
  const byRule = createMemo(() => Map.groupBy(rules(), ({ rule }) => rule))
  /** Those that stand, then the office's own: by their names, so that a form that is open stays when rules change. */
  const ids = () => [...new Set([...STANDING.map(({ id }) => id), ...byRule().keys()])]
  const [changing, setChanging] = createSignal('')
  const [said, setSaid] = createSignal('')
  const done = () => {
    setSaid(t('ruleSaved'))
    setChanging('')
    void refetch()
  }
  const begin = (id: string) => {
    setSaid('')
    setChanging(changing() === id ? '' : id)
  }
  return (
    <>
      <Top title={t('planTabRules')} sub={areaName(area())} live={props.live}>
        {props.tabs}
      </Top>
      <div class="filters">
        <For each={TYPES}>
          {(type) => (
            <button
              type="button"
              class="btn"
              data-testid={`rule-new-${type}`}
              aria-expanded={changing() === `new ${type}`}
              onClick={() => begin(`new ${type}`)}
            >
              {t(`ruleNew_${type}`)}
            </button>
          )}
        </For>
      </div>
      <div class="plan-rules">
        <p role="status" class="msg" data-testid="rule-said">
          {said()}
        </p>
        <Show when={answer.state === 'ready' && answer() === undefined}>
          <p class="msg bad">
            {t('notFetched')}{' '}
            <button type="button" class="btn plain" onClick={() => void refetch()}>
              {t('tryAgain')}
            </button>
          </p>
        </Show>
        <For each={TYPES}>
          {(type) => (
            <Show when={changing() === `new ${type}`}>
              <section class="rule">
                <h2>{t(`ruleNew_${type}`)}</h2>
                <RuleForm asked={{ ruleType: type, isStanding: false }} area={area()} onDone={done} />
              </section>
            </Show>
          )}
        </For>
        <For each={answer.latest ? ids() : []}>
          {(id) => (
            <RuleSection
              id={id}
              versions={byRule().get(id) ?? []}
              held={now().find((one) => one.rule === id)}
              area={area()}
              today={today()}
              changing={changing() === id}
              onChange={() => begin(id)}
              onDone={done}
            />
          )}
        </For>
      </div>
    </>
  )
}

/** One rule: what it says now and since when, what it said before, and its next version. */
function RuleSection(props: {
  id: string
  versions: readonly FormRule[]
  held: OfficeRule | undefined
  area: string
  today: string
  changing: boolean
  onChange: () => void
  onDone: () => void
}): JSX.Element {
  const standing = STANDING.find(({ id }) => id === props.id)
  const last = () => props.versions[0]
  const title = () => standingName(props.id) ?? props.held?.name ?? last()?.name ?? props.id
  const what = () => {
    const says = props.held ?? standing
    return says ? whatOf(says) : t('ruleNothingNow')
  }
  const sub = () => {
    const held = props.held
    if (!held) return standing ? t('ruleStanding') : ''
    const whom = standing ? '' : whomOf(held)
    return [whom, held.name, t('ruleSince', { day: dayOf(held.validFrom) }), held.reason].filter(Boolean).join(' · ')
  }
  const isType = (): RuleType => last()?.ruleType ?? (standing?.per ? 'visit_cycle' : 'check_window')
  return (
    <section class="rule" data-testid="rule" data-rule={props.id}>
      <header>
        <div>
          <h2>{title()}</h2>
          <p>{t('ruleNow', { what: what() })}</p>
          <p class="sub">{sub()}</p>
        </div>
        <button
          type="button"
          class="btn"
          data-testid="rule-change"
          aria-expanded={props.changing}
          onClick={() => props.onChange()}
        >
          {t('ruleChange')}
        </button>
      </header>
      <Show when={props.changing}>
        <RuleForm
          asked={{
            id: props.id,
            ruleType: isType(),
            now: props.held ?? (standing ? says(standing) : (last() ?? {})),
            isStanding: standing !== undefined,
          }}
          area={props.area}
          onDone={props.onDone}
        />
      </Show>
      <Show when={props.versions.length > 0}>
        <p class="label">{t('ruleHistory')}</p>
        <ul class="rows" data-testid="rule-history">
          <For each={props.versions}>{(one) => <Version rule={one} today={props.today} onDone={props.onDone} />}</For>
          <Show when={standing}>
            {(one) => (
              <li>
                <div>
                  <p class="t">{whatOf(one())}</p>
                  <p class="sub">{t('ruleStanding')}</p>
                </div>
              </li>
            )}
          </Show>
        </ul>
      </Show>
    </section>
  )
}

/** What a standing rule asks, as the form begins with it; for whom stays its own. */
const says = ({ kind, per, windows }: Standing): Partial<OfficeRule> => ({
  kind,
  ...(per ? { per } : {}),
  ...(windows ? { windows } : {}),
})

/** One version: what it said, from when to when, who laid it down and why. */
function Version(props: { rule: OfficeRule; today: string; onDone: () => void }): JSX.Element {
  const [why, setWhy] = createSignal('')
  const [asking, setAsking] = createSignal(false)
  const [bad, setBad] = createSignal('')
  const ended = () => props.rule.validTo !== undefined && props.rule.validTo < props.today
  const span = () =>
    props.rule.validTo === undefined
      ? t('ruleSince', { day: dayOf(props.rule.validFrom) })
      : t('ruleFromTo', { from: dayOf(props.rule.validFrom), to: dayOf(props.rule.validTo) })
  const state = () => {
    if (ended()) return t('ruleEnded')
    return holdsOn(props.rule, props.today) ? '' : t('ruleComing')
  }
  async function end(): Promise<void> {
    if (why().trim() === '') return void setBad(t('ruleReason'))
    const validTo = isoDate(Date.now() - DAY)
    const answer = await post(`/api/admin/rules/${props.rule.id}/end`, { validTo, reason: why().trim() })
    if (answer.ok) props.onDone()
    else setBad(problemWords(answer.problem.code))
  }
  return (
    <li data-testid="rule-version">
      <div>
        <p class="t">
          {whatOf(props.rule)} · {span()} {state()}
        </p>
        <p class="sub">{`${props.rule.name} · ${props.rule.areas.map(areaName).join('、')} · ${clockTime(props.rule.at)} · ${props.rule.reason}`}</p>
        <Show when={asking()}>
          <input
            class="input"
            data-testid="rule-end-reason"
            aria-label={t('ruleReason')}
            placeholder={t('ruleReason')}
            maxLength={200}
            onInput={(event) => setWhy(event.currentTarget.value)}
          />
          <p class="msg bad" role="alert">
            {bad()}
          </p>
        </Show>
      </div>
      <Show when={!ended()}>
        <button
          type="button"
          class="btn plain"
          data-testid="rule-end"
          onClick={() => (asking() ? void end() : setAsking(true))}
        >
          {t('ruleEnd')}
        </button>
      </Show>
    </li>
  )
}
