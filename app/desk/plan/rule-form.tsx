import { createSignal, For, type JSX, Show } from 'solid-js'
import { isoDate } from '../../../domain/clock.ts'
import { figures } from '../../../domain/figures/list.ts'
import { newEventId } from '../../../domain/ids.ts'
import { enums } from '../../../domain/kinds/enums.ts'
import type { FormRule, OfficeRule } from '../../../domain/office-rules.ts'
import { type Chosen, choosable, chosenIn, subjectsFor } from '../../../domain/rule-subjects.ts'
import { post } from '../../state/api.ts'
import { areaName, areasBelow } from '../../state/areas.ts'
import { lang, t } from '../../words/words.ts'
import { unitWords } from '../figures/shown.ts'
import { OPTIONS, optionWords, PERS, problemWords, standingName, WEEKDAYS, weekdayWords } from './rule-words.ts'

export type RuleType = FormRule['ruleType']
/** The rule of which this is to be a version; a new one has no name yet. */
export type Asked = {
  readonly id?: string
  readonly ruleType: RuleType
  readonly now?: Partial<OfficeRule>
  readonly isStanding: boolean
}
const KIND: { readonly [type in RuleType]: string } = {
  visit_cycle: 'home_visit',
  check_window: 'toilet_check',
  target: 'target',
}

/** `06:00-10:00`, a line each, as people write it. */
const windowsIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [from = '', to = ''] = line
        .split(/[-–—~～至]/)
        .map((part) => part.trim().replace('：', ':').padStart(5, '0'))
      return { from, to }
    })

/** A new rule, or a new version of one from a day on. */
export function RuleForm(props: { asked: Asked; area: string; onDone: () => void }): JSX.Element {
  const { ruleType, now = {}, isStanding, id } = props.asked
  const [per, setPer] = createSignal<string>(now.per ?? 'month')
  const [text, setText] = createSignal((now.windows ?? []).map(({ from, to }) => `${from}-${to}`).join('\n'))
  const [chosen, setChosen] = createSignal<Chosen>(chosenIn(ruleType, now.subjects) ?? {})
  const [weekdays, setWeekdays] = createSignal<readonly string[]>(now.weekdays ?? WEEKDAYS)
  const [figure, setFigure] = createSignal(now.figure ?? figures[0]?.id ?? '')
  const [target, setTarget] = createSignal(now.target === undefined ? '' : String(now.target))
  const [area, setArea] = createSignal(now.areas?.[0] ?? props.area)
  const [from, setFrom] = createSignal(isoDate(Date.now()))
  const [to, setTo] = createSignal('')
  const [name, setName] = createSignal(now.name ?? standingName(id ?? '') ?? '')
  const [reason, setReason] = createSignal('')
  const [bad, setBad] = createSignal('')
  const areas = () => [props.area, ...areasBelow(props.area).map(({ code }) => code)]
  const toggle = (list: readonly string[], one: string) =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
  /** A standing rule keeps its own people; one that was written over the API keeps what was written. */
  const keeps = isStanding || !chosenIn(ruleType, now.subjects)
  async function save(): Promise<void> {
    if (!name().trim() || !reason().trim() || !from()) return void setBad(t('ruleNeeds'))
    if (ruleType === 'target' && target().trim() === '') return void setBad(t('ruleNeedsTarget'))
    const subjects = keeps ? now.subjects : subjectsFor(ruleType, chosen())
    const days = ruleType === 'check_window' && weekdays().length < WEEKDAYS.length ? { weekdays: weekdays() } : {}
    const says = {
      visit_cycle: { per: per() },
      check_window: { windows: windowsIn(text()), ...days },
      target: { figure: figure(), target: Number(target()) },
    }[ruleType]
    const answer = await post('/api/admin/rules', {
      rule: id ?? `own_${newEventId(Date.now()).toLowerCase()}`,
      name: name().trim(),
      ruleType,
      kind: now.kind ?? KIND[ruleType],
      areas: [area()],
      ...(subjects === undefined ? {} : { subjects }),
      ...says,
      validFrom: from(),
      ...(to() ? { validTo: to() } : {}),
      reason: reason().trim(),
    })
    if (answer.ok) props.onDone()
    else setBad(problemWords(answer.problem.code))
  }
  const field = (words: string, mark: string, value: () => string, set: (text: string) => void, type = 'text') => (
    <label>
      <span class="label">{words}</span>
      <input
        class="input"
        type={type}
        data-testid={mark}
        maxLength={200}
        value={value()}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </label>
  )
  const picks = (
    label: () => string,
    mark: string,
    list: readonly string[],
    on: (one: string) => boolean,
    press: (one: string) => void,
    words: (one: string) => string,
  ) => (
    <fieldset class="picks-of">
      <legend class="label">{label()}</legend>
      <div class="picks">
        <For each={list}>
          {(one) => (
            <button
              type="button"
              class="pick"
              data-testid={`${mark}-${one}`}
              aria-pressed={on(one)}
              onClick={() => press(one)}
            >
              {words(one)}
            </button>
          )}
        </For>
      </div>
    </fieldset>
  )
  const select = (label: string, mark: string, value: () => string, set: (id: string) => void, list: JSX.Element) => (
    <label>
      <span class="label">{label}</span>
      <select class="input" data-testid={mark} value={value()} onChange={(event) => set(event.currentTarget.value)}>
        {list}
      </select>
    </label>
  )
  return (
    <form
      class="rule-change"
      data-testid="rule-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Show when={ruleType === 'visit_cycle'}>
        {select(
          t('rulePer'),
          'rule-per',
          per,
          setPer,
          <For each={PERS}>{(one) => <option value={one}>{t(`rulePer_${one}`)}</option>}</For>,
        )}
      </Show>
      <Show when={ruleType === 'check_window'}>
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
        {picks(
          () => t('ruleWeekdays'),
          'weekday',
          WEEKDAYS,
          (one) => weekdays().includes(one),
          (one) => setWeekdays(WEEKDAYS.filter((day) => toggle(weekdays(), one).includes(day))),
          weekdayWords,
        )}
      </Show>
      <Show when={ruleType === 'target'}>
        {select(
          t('ruleFigure'),
          'rule-figure',
          figure,
          setFigure,
          <For each={figures}>
            {(one) => <option value={one.id}>{`${one[lang()]} ${unitWords(one.unit)}`}</option>}
          </For>,
        )}
        {field(t('ruleTarget'), 'rule-target', target, setTarget, 'number')}
      </Show>
      <For each={keeps ? [] : (choosable[ruleType] ?? [])}>
        {(one) =>
          picks(
            () => t(`ruleFor_${one as 'tenancy' | 'careFlags' | 'toiletClass'}`),
            one,
            (enums[OPTIONS[one] ?? ''] ?? []).map((option) => String(option.id)),
            (value) => (chosen()[one] ?? []).includes(value),
            (value) => setChosen({ ...chosen(), [one]: toggle(chosen()[one] ?? [], value) }),
            (value) => optionWords(one, value),
          )
        }
      </For>
      <Show when={areas().length > 1}>
        {select(
          t('area'),
          'rule-area',
          area,
          setArea,
          <For each={areas()}>{(code) => <option value={code}>{areaName(code)}</option>}</For>,
        )}
      </Show>
      {field(t('ruleFrom'), 'rule-from', from, setFrom, 'date')}
      {field(t('ruleTo'), 'rule-to', to, setTo, 'date')}
      {field(t('ruleName'), 'rule-name', name, setName)}
      {field(t('ruleReason'), 'rule-reason', reason, setReason)}
      <p class="msg bad" role="alert" data-testid="rule-bad">
        {bad()}
      </p>
      <button type="submit" class="btn main" data-testid="rule-save">
        {t('ruleSave')}
      </button>
    </form>
  )
}
