import { createSignal, For, type JSX, Show } from 'solid-js'
import type { RecordAnswer } from '../../../domain/api.ts'
import { DAY, HOUR } from '../../../domain/clock.ts'
import { extendable } from '../../../domain/deadline.ts'
import { deadlineRules } from '../../../domain/kinds/deadline-rules.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import { labelOf } from '../../../domain/kinds/registry.ts'
import { CardMark, dueWords } from '../../parts/card-mark.tsx'
import { clockTime, lang, t } from '../../words/words.ts'

export type Extension = { readonly deadline: string; readonly until: number; readonly reason: string }

/** The deadlines of a record: how long each still runs, and more time by whoever may give it, once and with a reason. */
export function Clocks(props: {
  kind: Kind
  answer: RecordAnswer
  roles: readonly string[]
  busy: boolean
  onExtend: (role: string, extension: Extension) => void
}): JSX.Element {
  const [asking, setAsking] = createSignal('')
  const mine = () => extendable(props.kind, props.answer.record, props.roles, Date.now())
  const roleFor = (deadline: string) => mine().find(({ line }) => line.id === deadline)?.role
  const rule = (id: string) =>
    labelOf(
      deadlineRules.find((one) => one.id === id),
      lang(),
    ) || id
  return (
    <Show when={props.answer.clocks.length > 0}>
      <section class="panel clocks" data-testid="clocks">
        <h2>{t('clocks')}</h2>
        <For each={props.answer.clocks}>
          {(line) => (
            <div class="rule" data-testid={`clock-${line.id}`} data-card={line.card}>
              <CardMark card={line.card} />
              <div>
                <p class="strong">
                  {line.doneAt === undefined ? dueWords(line.dueAt) : t('clockDone', { time: clockTime(line.doneAt) })}
                </p>
                <p class="sub">
                  {rule(line.rule)} · {t('clockOpen', { time: clockTime(line.dueAt) })}
                  <Show when={line.extendedFrom}>{(from) => ` · ${t('extendedTo', { time: clockTime(from()) })}`}</Show>
                </p>
                <Show when={line.doneAt === undefined && roleFor(line.id)}>
                  {(role) => (
                    <Show
                      when={asking() === line.id}
                      fallback={
                        <button
                          type="button"
                          class="btn"
                          data-testid={`extend-${line.id}`}
                          onClick={() => setAsking(line.id)}
                        >
                          {t('giveTime')}
                        </button>
                      }
                    >
                      <More
                        dueAt={line.dueAt}
                        busy={props.busy}
                        onClose={() => setAsking('')}
                        onSave={(until, reason) => {
                          setAsking('')
                          props.onExtend(role(), { deadline: line.id, until, reason })
                        }}
                      />
                    </Show>
                  )}
                </Show>
              </div>
            </div>
          )}
        </For>
      </section>
    </Show>
  )
}

/** `2026-11-25T18:00` of Shanghai, for an input of the browser, whose own zone may be another. */
const ZONE = '+08:00'
const inputTime = (at: number): string => new Date(at + 8 * HOUR).toISOString().slice(0, 16)

function More(props: {
  dueAt: number
  busy: boolean
  onSave: (until: number, reason: string) => void
  onClose: () => void
}): JSX.Element {
  const [until, setUntil] = createSignal(inputTime(props.dueAt + DAY))
  const [reason, setReason] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  function save(): void {
    const at = Date.parse(`${until()}:00${ZONE}`)
    if (!(at > props.dueAt) || reason().trim() === '') setWrong(true)
    else props.onSave(at, reason().trim())
  }
  return (
    <form
      class="more-time"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <label>
        <span class="label">{t('newEnd')}</span>
        <input
          class="input"
          type="datetime-local"
          data-testid="extend-until"
          value={until()}
          onInput={(event) => setUntil(event.currentTarget.value)}
        />
      </label>
      <label>
        <span class="label">{t('extendWhy')}</span>
        <input
          class="input"
          data-testid="extend-reason"
          maxLength={400}
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <p class="sub">{t('clockLimit')}</p>
      <Show when={wrong()}>
        <p class="msg bad" role="alert">
          {t('extendMissing')}
        </p>
      </Show>
      <p class="doors">
        <button type="submit" class="btn main" disabled={props.busy} data-testid="extend-save">
          {t('extendSave')}
        </button>
        <button type="button" class="btn" onClick={props.onClose}>
          {t('close')}
        </button>
      </p>
    </form>
  )
}
