import '../../words/late.ts'
import '../../style/told.css'
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { MeAnswer, RecordAnswer } from '../../../domain/api.ts'
import { kindOf, labelOf, stateOf } from '../../../domain/kinds/registry.ts'
import { CardMark, dueWords } from '../../parts/card-mark.tsx'
import { areaName } from '../../state/areas.ts'
import { clockTime, lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import type { AddressBar } from '../address.ts'
import { createAllRows } from '../all-rows.ts'
import type { Live } from '../live.ts'
import { openRecord } from '../record/open-record.ts'
import { RecordPanel } from '../record/record-panel.tsx'
import { rolesIn } from '../record/who.ts'
import { Top } from '../top.tsx'
import { createWriter } from '../write.ts'
import { ComposeNotice } from './compose-notice.tsx'
import { ComposeTask } from './compose-task.tsx'
import { RobotsPanel } from './robots.tsx'

const TABS = [
  ['notice', 'tellNotices'],
  ['task', 'tellTasks'],
  ['feedback', 'tellFeedback'],
  ['robots', 'tellRobots'],
] as const
const RANK = { red: 0, yellow: 1, none: 2 } as const

/** What goes out to people and what comes from them: notices, tasks, and the queue of what workers have to say. */
export function TellView(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const at = () => props.bar.at()
  const tab = () => (tabs().find(([id]) => id === at().kind) ?? tabs()[0])?.[0] ?? 'notice'
  const roles = props.me.grants.map((grant) => grant.role)
  /** Feedback is for supervisors, robots for administrators, who see no records. */
  const tabs = () =>
    TABS.filter(([id]) => {
      if (id === 'robots') return roles.includes('admin')
      return id === 'feedback' ? roles.includes('supervisor') : roles.some((role) => role !== 'admin')
    })
  const [composing, setComposing] = createSignal(false)
  const found = createAllRows(() => (tab() === 'robots' ? undefined : `kind=${tab()}`), props.live, [
    'notice',
    'task',
    'feedback',
  ])
  /** What waits for an answer first, by its clock; the rest by time. */
  const rows = () =>
    [...found.rows].sort(
      (a, b) => RANK[a.card] - RANK[b.card] || Number(isDone(a)) - Number(isDone(b)) || b.createdAt - a.createdAt,
    )
  const isDone = (row: { readonly kind: string; readonly state: string }) =>
    Boolean(stateOf(kindOf(row.kind) ?? ({ states: [] } as never), row.state)?.final)
  const chosen = () => (at().room && at().record ? { room: at().room, record: at().record } : undefined)
  const record = openRecord(chosen, props.live)
  const close = () => props.bar.go({ room: '', record: '' })
  const compose = () => {
    close()
    setComposing(true)
  }
  return (
    <>
      <Top title={t('tell')} sub={t('tellSub')} live={props.live} />
      <div class="filters">
        <span class="seg">
          <For each={tabs()}>
            {([id, words]) => (
              <button
                type="button"
                data-testid={`tell-${id}`}
                aria-pressed={tab() === id}
                classList={{ on: tab() === id }}
                onClick={() => {
                  setComposing(false)
                  props.bar.go({ kind: id, room: '', record: '' })
                }}
              >
                {t(words)}
              </button>
            )}
          </For>
        </span>
        <span class="grow" />
        <Show when={tab() === 'notice' || tab() === 'task'}>
          <button type="button" class="btn main" data-testid="compose" onClick={compose}>
            {t(tab() === 'notice' ? 'newNotice' : 'newTask')}
          </button>
        </Show>
      </div>
      <Show when={tab() === 'robots'}>
        <RobotsPanel me={props.me} />
      </Show>
      <div class="told-split" hidden={tab() === 'robots'}>
        <ul class="rows">
          <For each={rows()} fallback={<li class="sub pad">{found.state() === 'ready' ? t('tellNone') : ''}</li>}>
            {(row) => (
              <li class="link">
                <button
                  type="button"
                  class="jobcard"
                  data-testid="record-row"
                  data-record={row.id}
                  aria-pressed={at().record === row.id}
                  classList={{ on: at().record === row.id }}
                  onClick={() => {
                    setComposing(false)
                    props.bar.go({ room: row.room, record: row.id }, 'step')
                  }}
                >
                  <span class="what">
                    <CardMark card={row.card} />
                    <span>
                      <b class="strong">{row.title[lang()]}</b>
                      <span class="sub">
                        {areaName(row.area)} · {row.createdByName} · {clockTime(row.createdAt)}
                      </span>
                    </span>
                  </span>
                  <span class="when">
                    <span class="strong">{labelOf(stateOf(kindOf(row.kind) as never, row.state), lang())}</span>
                    <span class="sub">{row.dueAt && !isDone(row) ? dueWords(row.dueAt) : ''}</span>
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
        <Switch>
          <Match when={composing() && kindOf(tab())}>
            {(kind) => (
              <Show
                when={tab() === 'notice'}
                fallback={<ComposeTask me={props.me} kind={kind()} onSent={found.refresh} />}
              >
                <ComposeNotice me={props.me} kind={kind()} onSent={found.refresh} />
              </Show>
            )}
          </Match>
          <Match when={record.answer()}>
            {(answer) => (
              <div>
                <Show when={answer().record.kind === 'feedback'}>
                  <AnswerBox me={props.me} answer={answer()} onWritten={record.refresh} />
                </Show>
                <RecordPanel
                  me={props.me}
                  open={record}
                  answer={answer()}
                  full={false}
                  onFull={() => props.bar.go({ view: 'records', full: '1' }, 'step')}
                  onClose={close}
                  onDone={() => {}}
                />
              </div>
            )}
          </Match>
        </Switch>
      </div>
    </>
  )
}

/** The answer and the step that says so, in one act. */
function AnswerBox(props: { me: MeAnswer; answer: RecordAnswer; onWritten: () => void }): JSX.Element {
  const writer = createWriter(props.me.person.id)
  const [words, setWords] = createSignal('')
  const [problem, setProblem] = createSignal<Key>()
  /** Nobody answers himself. */
  const role = () =>
    props.answer.record.createdBy === props.me.person.id
      ? undefined
      : rolesIn(props.me, props.answer.record.area, Date.now()).find((one) => one === 'supervisor')
  async function send(): Promise<void> {
    const as = role()
    if (!as || words().trim() === '') return void setProblem('feedbackAnswerNeeds')
    const set = { answer: words().trim() }
    const written = await writer.write(props.answer, { role: as, set, move: { id: 'answer', to: 'answered' } })
    setProblem(written.ok ? undefined : written.problem)
    if (!written.ok) return
    setWords('')
    props.onWritten()
  }
  return (
    <Show when={role() && props.answer.record.state !== 'answered'}>
      <div class="told-form">
        <label>
          <span class="label">{t('feedbackAnswer')}</span>
          <textarea
            class="input"
            rows="3"
            maxLength={500}
            data-testid="feedback-answer"
            placeholder={t('feedbackAnswerPlace')}
            value={words()}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <Show when={problem()}>
          {(key) => (
            <p class="msg bad" role="alert">
              {t(key())}
            </p>
          )}
        </Show>
        <p>
          <button
            type="button"
            class="btn main"
            data-testid="feedback-send"
            disabled={writer.busy()}
            onClick={() => void send()}
          >
            {t('feedbackAnswer')}
          </button>
        </p>
      </div>
    </Show>
  )
}
