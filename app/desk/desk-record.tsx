import { createSignal, For, type JSX, Show } from 'solid-js'
import type { MeAnswer, RecordAnswer, WriteAnswer } from '../../domain/api.ts'
import type { Kind, Move } from '../../domain/kinds/define.ts'
import { fieldOf, kindOf, labelOf, stateOf } from '../../domain/kinds/registry.ts'
import type { ClientEvent, Value } from '../../domain/record/event.ts'
import { History } from '../parts/history.tsx'
import { shownValue } from '../parts/value.ts'
import { post } from '../state/api.ts'
import { lang, t } from '../words/words.ts'

/** One record at the desk: verify it, or return one field with a reason; settle what two people wrote apart. */
export function DeskRecord(props: { me: MeAnswer; answer: RecordAnswer; onWritten: () => void }): JSX.Element {
  const [note, setNote] = createSignal('')
  const [picked, setPicked] = createSignal<readonly string[]>([])
  const [problem, setProblem] = createSignal('')
  const record = () => props.answer.record
  const kind = () => kindOf(record().kind)
  const named = (id: string) => props.answer.titles[id]?.[lang()] ?? props.answer.names[id] ?? ''
  const roleFor = (move: Move) => props.me.grants.find((grant) => move.by.includes(grant.role))?.role
  const offered = () => (kind()?.moves ?? []).filter((move) => move.from.includes(record().state) && roleFor(move))

  async function write(event: ClientEvent): Promise<void> {
    const answer = await post<WriteAnswer>(`/api/rooms/${encodeURIComponent(props.answer.row.room)}/events`, {
      events: [{ event }],
    })
    setProblem(answer.ok ? '' : answer.problem.code)
    if (!answer.ok) return
    setNote('')
    setPicked([])
    props.onWritten()
  }
  const act = (role: string) => ({
    record: record().id,
    by: props.me.person.id,
    role,
    at: Date.now(),
    base: record().heads.slice(0, 32),
  })
  const make = (move: Move) =>
    write({
      type: 'move',
      ...act(roleFor(move) ?? ''),
      move: move.id,
      to: move.to,
      ...(move.needsReason ? { note: note(), fields: picked() } : {}),
    })
  const settle = (field: string, value: Value) =>
    write({ type: 'set', ...act(props.me.grants[0]?.role ?? ''), set: { [field]: value } })
  const testId = (move: Move) => (move.id === 'verify' || move.id === 'return' ? move.id : `move-${move.to}`)

  return (
    <Show when={kind()}>
      {(known) => (
        <section class="drawer" data-testid="drawer">
          <header>
            <h2>{props.answer.row.title[lang()]}</h2>
            <p class="sub">
              {labelOf(known(), lang())} · {labelOf(stateOf(known(), record().state), lang())} ·{' '}
              {props.answer.row.createdByName}
            </p>
          </header>
          <div class="in stack">
            <For each={record().conflicts}>
              {(conflict) => (
                <div class="notice needs" data-testid={`conflict-${conflict.field}`}>
                  <p>{t('conflict', { field: labelOf(fieldOf(known(), conflict.field), lang()) })}</p>
                  <For each={conflict.values}>
                    {(value) => (
                      <button type="button" class="btn" onClick={() => settle(conflict.field, value.value)}>
                        {t('take', { value: shownField(known(), conflict.field, value.value, named) })} ·{' '}
                        {named(value.by)}
                      </button>
                    )}
                  </For>
                </div>
              )}
            </For>
            <dl class="facts">
              <For each={known().fields.filter((field) => record().fields[field.id] !== undefined)}>
                {(field) => (
                  <label>
                    <dt>
                      <input
                        type="checkbox"
                        data-testid={`pick-${field.id}`}
                        checked={picked().includes(field.id)}
                        onChange={() =>
                          setPicked(
                            picked().includes(field.id)
                              ? picked().filter((one) => one !== field.id)
                              : [...picked(), field.id],
                          )
                        }
                      />{' '}
                      {labelOf(field, lang())}
                    </dt>
                    <dd data-testid={`value-${field.id}`}>
                      {shownValue(known(), field, record().fields[field.id], named)}
                    </dd>
                  </label>
                )}
              </For>
            </dl>
            <label class="label">
              {t('reason')}
              <input
                class="input"
                data-testid="return-note"
                value={note()}
                onInput={(event) => setNote(event.currentTarget.value)}
              />
            </label>
            <Show when={problem()}>
              <p class="msg bad" role="alert">
                {problem()}
              </p>
            </Show>
            <History
              kind={known()}
              history={record().history}
              nameOf={named}
              receivedAt={(id) => props.answer.received[id]}
            />
          </div>
          <footer>
            <For each={offered()}>
              {(move) => (
                <button
                  type="button"
                  class="btn"
                  data-testid={testId(move)}
                  disabled={move.needsReason && note().trim() === ''}
                  onClick={() => make(move)}
                >
                  {labelOf(move, lang())}
                </button>
              )}
            </For>
          </footer>
        </section>
      )}
    </Show>
  )
}

function shownField(kind: Kind, fieldId: string, value: Value, named: (id: string) => string): string {
  const field = fieldOf(kind, fieldId)
  return field ? shownValue(kind, field, value, named) : String(value)
}
