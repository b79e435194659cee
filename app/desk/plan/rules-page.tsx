import { createMemo, createResource, createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, RulesAnswer } from '../../../domain/api.ts'
import { DAY, fromIsoDate, isoDate } from '../../../domain/clock.ts'
import { holdsOn, type OfficeRule, versionsOn, type Window, windowRules } from '../../../domain/office-rules.ts'
import { type PlanRule, planRules } from '../../../domain/plan.ts'
import { post, request } from '../../state/api.ts'
import { areaName } from '../../state/areas.ts'
import { clockTime, dateWords, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'

const PERS = ['year', 'quarter', 'month', 'week'] as const
type Standing = {
  readonly id: string
  readonly kind: string
  readonly per?: PlanRule['per']
  readonly windows?: readonly Window[]
}
const STANDING: readonly Standing[] = [...planRules, ...windowRules]
const OLD: { readonly [id: string]: Key } = {
  visit_year: 'ruleOld_visit_year',
  visit_rented: 'ruleOld_visit_rented',
  visit_elder: 'ruleOld_visit_elder',
  toilet_windows: 'ruleOld_toilet_windows',
}
const whatOf = ({ per, windows }: Pick<Standing, 'per' | 'windows'>): string =>
  per ? t(`rulePer_${per}`) : (windows ?? []).map(({ from, to }) => `${from}–${to}`).join('，')
const dayOf = (date: string): string => dateWords(fromIsoDate(date) as number)
const BAD: { readonly [code: string]: Key } = {
  ruleWindows: 'ruleBad_ruleWindows',
  ruleInPast: 'ruleBad_ruleInPast',
  outOfScope: 'ruleBad_outOfScope',
  noNetwork: 'ruleBad_noNetwork',
}
const problemWords = (code: string): string => t(BAD[code] ?? 'ruleBad_other')

/** Visit cycles and check windows: what holds, since when and why; what held before; and changing it from a day on. */
export function RulesPage(props: { me: MeAnswer; live: Live; tabs: JSX.Element }): JSX.Element {
  const area = () => props.me.grants.find(({ role }) => role === 'supervisor' || role === 'admin')?.area ?? ''
  const [answer, { refetch }] = createResource(async () => {
    const found = await request<RulesAnswer>('/api/rules')
    return found.ok ? found.value.rules : []
  })
  const rules = () => answer.latest ?? []
  const today = () => isoDate(Date.now())
  const now = createMemo(() => versionsOn(rules(), area(), today()))
  const [changing, setChanging] = createSignal('')
  const [said, setSaid] = createSignal('')
  const done = (words: string) => {
    setSaid(words)
    setChanging('')
    void refetch()
  }
  return (
    <>
      <Top title={t('planTabRules')} sub={areaName(area())} live={props.live}>
        {props.tabs}
      </Top>
      <div class="plan-rules">
        <p role="status" class="msg" data-testid="rule-said">
          {said()}
        </p>
        <For each={STANDING}>
          {(standing) => {
            const held = () => now().find((one) => one.rule === standing.id)
            const versions = () => rules().filter((one) => one.rule === standing.id)
            return (
              <section class="rule" data-testid="rule" data-rule={standing.id}>
                <header>
                  <div>
                    <h2>{t(OLD[standing.id] ?? 'planTabRules')}</h2>
                    <p>{t('ruleNow', { what: whatOf(held() ?? standing) })}</p>
                    <p class="sub">
                      <Show when={held()} fallback={t('ruleStanding')}>
                        {(one) =>
                          `${one().name} · ${t('ruleSince', { day: dayOf(one().validFrom) })} · ${one().reason}`
                        }
                      </Show>
                    </p>
                  </div>
                  <button
                    type="button"
                    class="btn"
                    data-testid="rule-change"
                    aria-expanded={changing() === standing.id}
                    onClick={() => setChanging(changing() === standing.id ? '' : standing.id)}
                  >
                    {t('ruleChange')}
                  </button>
                </header>
                <Show when={changing() === standing.id}>
                  <Change standing={standing} area={area()} onDone={() => done(t('ruleSaved'))} />
                </Show>
                <Show when={versions().length > 0}>
                  <p class="label">{t('ruleHistory')}</p>
                  <ul class="rows" data-testid="rule-history">
                    <For each={versions()}>
                      {(one) => <Version rule={one} today={today()} onDone={() => done(t('ruleSaved'))} />}
                    </For>
                    <li>
                      <div>
                        <p class="t">{whatOf(standing)}</p>
                        <p class="sub">{t('ruleStanding')}</p>
                      </div>
                    </li>
                  </ul>
                </Show>
              </section>
            )
          }}
        </For>
      </div>
    </>
  )
}

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
        <button type="button" class="btn plain" onClick={() => (asking() ? void end() : setAsking(true))}>
          {t('ruleEnd')}
        </button>
      </Show>
    </li>
  )
}

/** A new version of a rule, from a day on. */
function Change(props: { standing: Standing; area: string; onDone: () => void }): JSX.Element {
  const [per, setPer] = createSignal<string>(props.standing.per ?? 'month')
  const [text, setText] = createSignal((props.standing.windows ?? []).map(({ from, to }) => `${from}-${to}`).join('\n'))
  const [from, setFrom] = createSignal(isoDate(Date.now()))
  const [name, setName] = createSignal(t(OLD[props.standing.id] ?? 'planTabRules'))
  const [reason, setReason] = createSignal('')
  const [bad, setBad] = createSignal('')
  const windows = () =>
    text()
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [begin = '', end = ''] = line
          .split(/[-–—~～至]/)
          .map((part) => part.trim().replace('：', ':').padStart(5, '0'))
        return { from: begin, to: end }
      })
  async function save(): Promise<void> {
    if (!name().trim() || !reason().trim() || !from()) return void setBad(t('ruleNeeds'))
    const isCycle = props.standing.per !== undefined
    const answer = await post('/api/admin/rules', {
      rule: props.standing.id,
      name: name().trim(),
      ruleType: isCycle ? 'visit_cycle' : 'check_window',
      kind: props.standing.kind,
      areas: [props.area],
      ...(isCycle ? { per: per() } : { windows: windows() }),
      validFrom: from(),
      reason: reason().trim(),
    })
    if (answer.ok) props.onDone()
    else setBad(problemWords(answer.problem.code))
  }
  return (
    <form
      class="rule-change"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Show
        when={props.standing.per}
        fallback={
          <label>
            <span class="label">{t('ruleWindows')}</span>
            <textarea
              class="input"
              rows={4}
              data-testid="rule-windows"
              placeholder={t('ruleWindowsHow')}
              value={text()}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
        }
      >
        <label>
          <span class="label">{t('rulePer')}</span>
          <select
            class="input"
            data-testid="rule-per"
            value={per()}
            onChange={(event) => setPer(event.currentTarget.value)}
          >
            <For each={PERS}>{(one) => <option value={one}>{t(`rulePer_${one}`)}</option>}</For>
          </select>
        </label>
      </Show>
      <label>
        <span class="label">{t('ruleFrom')}</span>
        <input
          class="input"
          type="date"
          data-testid="rule-from"
          value={from()}
          onInput={(event) => setFrom(event.currentTarget.value)}
        />
      </label>
      <label>
        <span class="label">{t('ruleName')}</span>
        <input
          class="input"
          data-testid="rule-name"
          maxLength={60}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label>
        <span class="label">{t('ruleReason')}</span>
        <input
          class="input"
          data-testid="rule-reason"
          maxLength={200}
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <p class="msg bad" role="alert" data-testid="rule-bad">
        {bad()}
      </p>
      <button type="submit" class="btn main" data-testid="rule-save">
        {t('ruleSave')}
      </button>
    </form>
  )
}
