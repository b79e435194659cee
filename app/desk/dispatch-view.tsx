import { createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { MeAnswer, RecordRow } from '../../domain/api.ts'
import { MINUTE } from '../../domain/clock.ts'
import { listedKinds } from '../../domain/kinds/registry.ts'
import { CardMark, dueWords, spanWords } from '../parts/card-mark.tsx'
import { areaName } from '../state/areas.ts'
import { clockTime, lang, t } from '../words/words.ts'
import type { AddressBar } from './address.ts'
import { createAllRows } from './all-rows.ts'
import { AssignPanel } from './assign-panel.tsx'
import { type Assignment, assignmentOf, columnsOf, rowsOf } from './board.ts'
import { useKeys } from './keys.ts'
import type { Live } from './live.ts'
import { createWorkers } from './people.ts'
import { openRecord } from './record/open-record.ts'
import { RecordPanel } from './record/record-panel.tsx'
import { Top } from './top.tsx'

const boards = () => listedKinds().flatMap((kind) => assignmentOf(kind) ?? [])
const CARDS = ['', 'red', 'yellow', 'none'] as const

/** The board of the work that is given out: by state, what is due first on top. A card says by which rule it is late. */
export function DispatchView(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const board = () => boards().find((one) => one.kind.id === props.bar.at().kind) ?? (boards()[0] as Assignment)
  return (
    <Show when={board()} keyed>
      {(assignment) => <Board {...props} assignment={assignment} />}
    </Show>
  )
}

function Board(props: { me: MeAnswer; bar: AddressBar; live: Live; assignment: Assignment }): JSX.Element {
  const { kind, field } = props.assignment
  const columns = columnsOf(props.assignment)
  const at = () => props.bar.at()
  const area = () => props.me.grants[0]?.area ?? ''
  const states = (today: boolean) =>
    columns.filter((column) => column.today === today).flatMap((column) => column.states)
  const open = createAllRows(() => `kind=${kind.id}&area=${area()}&state=${states(false).join(',')}`, props.live, [
    kind.id,
  ])
  const done = createAllRows(() => `kind=${kind.id}&area=${area()}&state=${states(true).join(',')}`, props.live, [
    kind.id,
  ])
  const roles = kind.moves
    .filter((move) => move.guards.some((guard) => guard.type === 'actorIs' && guard.field === field.id))
    .flatMap((move) => move.by)
  const workers = createWorkers(() => area().slice(0, 9), roles)
  const [now, setNow] = createSignal(Date.now())
  const clock = setInterval(() => setNow(Date.now()), MINUTE)
  onCleanup(() => clearInterval(clock))

  const all = createMemo(() => open.rows.filter((row) => states(false).includes(row.state)))
  const ofCard = (card: string) => (card === '' ? all() : all().filter((row) => row.card === card))
  const shown = createMemo(() => [...ofCard(at().card), ...(at().card === '' ? done.rows : [])])
  const load = (person: string) =>
    all().filter((row) => row.fields[field.id] === person && !columns[3]?.states.includes(row.state)).length
  const assignee = (row: RecordRow) => {
    const id = row.fields[field.id]
    return typeof id === 'string' ? workers.nameOf(id) : ''
  }
  const chosen = () => (at().room && at().record ? { room: at().room, record: at().record } : undefined)
  const record = openRecord(chosen, props.live)
  const close = () => props.bar.go({ room: '', record: '' })
  useKeys({ Escape: close })
  const gives = () => {
    const answer = record.answer()
    const first = columns[0]?.states ?? []
    return answer && [...first, props.assignment.given].includes(answer.record.state) ? answer : undefined
  }

  return (
    <>
      <Top
        title={t('dispatch')}
        sub={`${areaName(area())} · ${t('unfinishedN', { n: all().length })}`}
        live={props.live}
      />
      <div class="filters">
        <span class="seg">
          <For each={CARDS}>
            {(card) => (
              <button
                type="button"
                data-testid={`board-card-${card || 'all'}`}
                aria-pressed={at().card === card}
                classList={{ on: at().card === card }}
                onClick={() => props.bar.go({ card })}
              >
                <Show when={card === 'red' || card === 'yellow'} fallback={t(card === '' ? 'all' : 'noWarning')}>
                  <CardMark card={card as 'red' | 'yellow'} />
                </Show>{' '}
                {ofCard(card).length}
              </button>
            )}
          </For>
        </span>
        <span class="grow" />
        <span class="sub">{t('cardRule')}</span>
      </div>
      <Show when={open.state() === 'failed'}>
        <div class="blank" role="alert">
          <p>{t('notFetched')}</p>
          <button type="button" class="btn" onClick={open.refresh}>
            {t('tryAgain')}
          </button>
        </div>
      </Show>
      <div class="board" classList={{ open: chosen() !== undefined }}>
        <For each={columns}>
          {(column) => {
            const rows = createMemo(() => rowsOf(column, shown(), now()))
            return (
              <section class="lane" data-testid={`board-${column.states[0]}`}>
                <header>
                  <h2>{t(column.words)}</h2>
                  <span class="strong">{rows().length}</span>
                </header>
                <div class="cards">
                  <For each={rows()}>
                    {(row) => (
                      <button
                        type="button"
                        class="jobcard"
                        data-testid="record-row"
                        data-record={row.id}
                        aria-pressed={at().record === row.id}
                        classList={{ on: at().record === row.id, lit: props.live.lit().has(row.id) }}
                        onClick={() => props.bar.go({ room: row.room, record: row.id }, 'step')}
                      >
                        <span class="what">
                          <CardMark card={row.card} />
                          <span>
                            <b class="strong">{titleParts(row).what}</b>
                            <span class="sub">{titleParts(row).where}</span>
                          </span>
                        </span>
                        <span class="when">
                          <span class="strong" classList={{ bad: row.card === 'red' }}>
                            {column.today
                              ? t('tookSpan', { span: spanWords(row.updatedAt - row.createdAt) })
                              : row.dueAt
                                ? dueWords(row.dueAt, now())
                                : ''}
                          </span>
                          <span class="sub">
                            {assignee(row) || t('reportedAt', { time: clockTime(row.createdAt) })}
                          </span>
                        </span>
                      </button>
                    )}
                  </For>
                  <Show when={rows().length === 0 && open.state() === 'ready'}>
                    <p class="sub none">{t('laneEmpty')}</p>
                  </Show>
                </div>
              </section>
            )
          }}
        </For>
        <Show
          when={gives()}
          fallback={
            <Show when={record.answer()}>
              {(answer) => (
                <RecordPanel
                  me={props.me}
                  open={record}
                  answer={answer()}
                  full={false}
                  onFull={() => props.bar.go({ view: 'records', kind: kind.id, full: '1' }, 'step')}
                  onClose={close}
                  onDone={() => {}}
                />
              )}
            </Show>
          }
        >
          {(answer) => (
            <AssignPanel
              me={props.me}
              assignment={props.assignment}
              answer={answer()}
              workers={workers}
              load={load}
              onWritten={record.refresh}
              onClose={close}
            />
          )}
        </Show>
      </div>
    </>
  )
}

/** The last part of a title says what is the matter, the rest where. */
function titleParts(row: RecordRow): { readonly what: string; readonly where: string } {
  const parts = row.title[lang()].split(' · ')
  return { what: parts.at(-1) ?? '', where: parts.slice(0, -1).join(' · ') }
}
