import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { MeAnswer, RecordAnswer } from '../../domain/api.ts'
import { deadlinesOf } from '../../domain/deadline.ts'
import { fieldOf, labelOf, roleName, ruleOf } from '../../domain/kinds/registry.ts'
import type { Fields, Value } from '../../domain/record/event.ts'
import { offeredMoves } from '../../domain/record/moves.ts'
import { CardMark, dueWords } from '../parts/card-mark.tsx'
import { shownValue } from '../parts/value.ts'
import { clockTime, lang, t } from '../words/words.ts'
import type { Key } from '../words/zh.ts'
import type { Assignment } from './board.ts'
import type { Workers } from './people.ts'
import { DeskField } from './record/desk-field.tsx'
import { rolesIn } from './record/who.ts'
import { createWriter } from './write.ts'

type Props = {
  readonly me: MeAnswer
  readonly assignment: Assignment
  readonly answer: RecordAnswer
  readonly workers: Workers
  /** How much a person has in hand. */
  readonly load: (person: string) => number
  readonly onWritten: () => void
  readonly onClose: () => void
}

/** Gives one piece of work to one person: who, what else the step needs, and a word to go with it. */
export function AssignPanel(props: Props): JSX.Element {
  const { kind, field } = props.assignment
  const [person, setPerson] = createSignal('')
  const [values, setValues] = createSignal<Fields>({})
  const [word, setWord] = createSignal('')
  const [problem, setProblem] = createSignal<Key>()
  const writer = createWriter(props.me.person.id)
  const record = () => props.answer.record
  const named = (id: string) => props.answer.titles[id]?.[lang()] ?? props.answer.names[id] ?? ''
  const current = () => String(record().fields[field.id] ?? '')

  createEffect(
    on(
      () => record().id,
      () => {
        setPerson(current())
        setValues({})
        setWord('')
        setProblem(undefined)
      },
    ),
  )
  const offer = createMemo(() => {
    const who = { person: props.me.person.id, roles: rolesIn(props.me, record().area, Date.now()) }
    return offeredMoves(kind, record(), who, Date.now()).find(({ move }) => move.to === props.assignment.given)
  })
  /** What else the step needs: what is missing, with the declared default at first. */
  const needed = createMemo(() =>
    (offer()?.missing ?? []).flatMap((one) => {
      const lacking = one.type === 'photo' || one.field === field.id ? undefined : fieldOf(kind, one.field)
      return lacking ? [lacking] : []
    }),
  )
  const defaultOf = (id: string): Value | undefined => {
    const declared = fieldOf(kind, id)?.default
    if (declared === 'created') return record().createdAt
    return typeof declared === 'string' || typeof declared === 'number' ? declared : undefined
  }
  const chosenValue = (id: string) => values()[id] ?? defaultOf(id)
  const cards = createMemo(() => {
    const lines = deadlinesOf(kind, record(), Date.now(), { receivedAt: (id) => props.answer.received[id] })
    return lines.filter((line) => line.doneAt === undefined)
  })
  const facts = () =>
    ['stall', 'impact', 'severity']
      .map((id) => fieldOf(kind, id))
      .flatMap((one) => (one && record().fields[one.id] !== undefined ? [one] : []))

  /** He has it already: only another person, or nothing, is news. */
  const unchanged = () => record().state === props.assignment.given && person() === current()

  async function give(): Promise<void> {
    const step = offer()
    if (!step || person() === '') {
      setProblem('choosePerson')
      return
    }
    const rest = needed().map((one) => [one.id, chosenValue(one.id)] as const)
    if (rest.some(([, value]) => value === undefined)) {
      setProblem('fillNeeded')
      return
    }
    const set = { ...(Object.fromEntries(rest) as Fields), [field.id]: person() }
    const outcome = await writer.write(props.answer, { role: step.role, set, move: step.move, note: word() })
    setProblem(outcome.ok ? (outcome.held ? 'deskHeld' : undefined) : outcome.problem)
    if (outcome.ok) props.onWritten()
  }

  return (
    <aside class="drawer assign" data-testid="drawer" aria-label={props.answer.row.title[lang()]}>
      <header>
        <h2>{props.answer.row.title[lang()]}</h2>
        <p class="sub">
          <For each={facts()}>{(one) => <>{shownValue(kind, one, record().fields[one.id], named)} · </>}</For>
          {props.answer.row.createdByName} {t('reportedAt', { time: clockTime(record().createdAt) })}
        </p>
        <button type="button" class="btn plain" aria-label={t('close')} onClick={props.onClose}>
          <i class="i i-x" aria-hidden="true" />
        </button>
      </header>
      <div class="in">
        <For each={cards()}>
          {(line) => (
            <div class="rule">
              <CardMark card={line.card} />
              <div>
                <p class="strong">{dueWords(line.dueAt)}</p>
                <p class="sub">
                  {labelOf(ruleOf(line.rule), lang())}
                  {' · '}
                  {t('dueBy', { time: clockTime(line.dueAt) })}
                </p>
              </div>
            </div>
          )}
        </For>
        <Show when={offer()} fallback={<p class="sub">{t('notYoursToGive')}</p>}>
          <fieldset>
            <legend class="label">{t('giveTo')}</legend>
            <For each={props.workers.list()} fallback={<p class="sub">{t('nobodyHere')}</p>}>
              {(one) => (
                <label class="chip">
                  <input
                    type="radio"
                    name="assignee"
                    data-testid={`assignee-${one.id}`}
                    checked={person() === one.id}
                    onChange={() => setPerson(one.id)}
                  />
                  <span class="who">
                    <b>{one.name}</b>
                    <span class="sub">{one.roles.map((role) => roleName(role, lang())).join('、')}</span>
                  </span>
                  <span class="sub">{t('inHand', { n: props.load(one.id) })}</span>
                </label>
              )}
            </For>
          </fieldset>
          <For each={needed()}>
            {(one) => (
              <DeskField
                kind={kind}
                field={one}
                value={chosenValue(one.id)}
                needed
                fields={record().fields}
                named={named}
                onChange={(value) => setValues({ ...values(), [one.id]: value })}
              />
            )}
          </For>
          <label class="reason">
            <span class="label">{t('aWord')}</span>
            <textarea
              class="input"
              rows="3"
              data-testid="assign-word"
              value={word()}
              onInput={(event) => setWord(event.currentTarget.value)}
            />
          </label>
        </Show>
      </div>
      <footer>
        <Show when={problem()}>
          {(key) => (
            <p class="msg bad" role="alert">
              {t(key())}
            </p>
          )}
        </Show>
        <Show when={offer()}>
          <button
            type="button"
            class="btn main big-b"
            data-testid={`move-${props.assignment.given}`}
            disabled={writer.busy() || unchanged()}
            onClick={() => void give()}
          >
            {person() === '' ? t('give') : t('giveToName', { name: props.workers.nameOf(person()) })}
          </button>
        </Show>
      </footer>
    </aside>
  )
}
