import { createEffect, createSignal, For, type JSX, lazy, on, Show, Suspense } from 'solid-js'
import type { MeAnswer, RecordAnswer } from '../../../domain/api.ts'
import { EXTENSION } from '../../../domain/deadline.ts'
import { kindOf, labelOf, roleName, stateOf } from '../../../domain/kinds/registry.ts'
import { offeredMoves } from '../../../domain/record/moves.ts'
import { maySeeReached } from '../../../domain/told.ts'
import { History } from '../../parts/history.tsx'
import { areaName } from '../../state/areas.ts'
import { clockTime, lang, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import { useKeys } from '../keys.ts'
import { createWriter, type Deed } from '../write.ts'
import { BreachNotice } from './breach-notice.tsx'
import { Clocks } from './clocks.tsx'
import { ConflictPanel } from './conflict.tsx'
import { Evidence } from './evidence.tsx'
import { Facts } from './facts.tsx'
import { HeldNotice } from './held-notice.tsx'
import { MovesBar } from './moves-bar.tsx'
import type { OpenRecord } from './open-record.ts'
import { Photos } from './photos.tsx'
import { Problems } from './problems.tsx'
import { asOffered, type Variant, variantsOf } from './variants.ts'
import { rolesIn } from './who.ts'

const Reached = lazy(() => import('../../told/reached.tsx').then(({ Reached }) => ({ default: Reached })))

type Props = {
  readonly me: MeAnswer
  readonly open: OpenRecord
  readonly answer: RecordAnswer
  readonly full: boolean
  readonly onFull: () => void
  readonly onClose: () => void
  /** After a step of the record was written. */
  readonly onDone: () => void
}

/** One record at the desk: what it says, what two people wrote apart, what came of it, what may be done now. */
export function RecordPanel(props: Props): JSX.Element {
  const [note, setNote] = createSignal('')
  const [picked, setPicked] = createSignal<readonly string[]>([])
  const [problem, setProblem] = createSignal<Key>()
  let reason: HTMLTextAreaElement | undefined
  const writer = createWriter(props.me.person.id)
  const record = () => props.answer.record
  const row = () => props.answer.row
  const kind = () => kindOf(record().kind)
  const named = (id: string) => props.answer.titles[id]?.[lang()] ?? props.answer.names[id] ?? ''
  const roles = () => rolesIn(props.me, record().area, Date.now())
  const offered = (): readonly Variant[] => {
    const known = kind()
    if (!known) return []
    const who = { person: props.me.person.id, roles: roles() }
    return offeredMoves(known, asOffered(record()), who, Date.now())
      .filter((one) => !one.blocked && one.missing.length === 0)
      .flatMap((one) => variantsOf(record(), one, who.person))
  }
  const givesBack = () => offered().some(({ move }) => move.needsReason)

  /** A shift on which a word is spoken: nothing goes back. */
  const contested = () => record().kind === 'shift'

  const clear = () => {
    setNote('')
    setPicked([])
    setProblem(undefined)
  }
  createEffect(on(() => record().id, clear))
  async function act(deed: Deed): Promise<void> {
    const outcome = await writer.write(props.answer, deed)
    if (!outcome.ok) {
      setProblem(outcome.problem)
      return
    }
    clear()
    if (outcome.held) setProblem('deskHeld')
    props.open.seen()
    props.open.refresh()
    if (deed.move && !outcome.held) props.onDone()
  }
  function make({ move, role, set }: Variant): void {
    if (move.needsReason && note().trim() === '') {
      setProblem('reasonMissing')
      reason?.focus()
    } else
      void act({ role, move, ...(set ? { set } : {}), ...(move.needsReason ? { note: note(), fields: picked() } : {}) })
  }
  const press = (id: string) => {
    const offer = offered().find(({ move }) => move.id === id)
    if (offer && !writer.busy() && !(id === 'verify' && record().conflicts.length > 0)) make(offer)
  }
  useKeys({ v: () => press('verify'), r: () => (note().trim() === '' ? reason?.focus() : press('return')) })

  const pick = (field: string) =>
    setPicked(picked().includes(field) ? picked().filter((one) => one !== field) : [...picked(), field])
  const fresh = () => record().history.filter((entry) => props.open.isNew(entry.id))
  const freshFields = () => new Set(fresh().flatMap(({ event }) => ('set' in event ? Object.keys(event.set) : [])))

  return (
    <Show when={kind()}>
      {(known) => (
        <section
          class="drawer record"
          classList={{ full: props.full }}
          data-testid="drawer"
          aria-label={row().title[lang()]}
        >
          <header>
            <div>
              <h2>{row().title[lang()]}</h2>
              <p class="sub">
                {labelOf(known(), lang())} · {areaName(record().area)} · {row().createdByName}{' '}
                {roleName(row().createdRole, lang())} · {t('wroteAt', { time: clockTime(record().createdAt) })} ·{' '}
                {t('receivedAt', { time: clockTime(row().receivedAt) })} · {t('number', { id: record().id.slice(-6) })}
              </p>
            </div>
            <span class="tag" data-testid="record-state" data-state={record().state}>
              {labelOf(stateOf(known(), record().state), lang())}
            </span>
            <button type="button" class="btn plain" aria-pressed={props.full} onClick={props.onFull}>
              {t(props.full ? 'beside' : 'wholePage')}
            </button>
            <button
              type="button"
              class="btn plain"
              aria-label={t('close')}
              data-testid="drawer-close"
              onClick={props.onClose}
            >
              <i class="i i-x" aria-hidden="true" />
            </button>
          </header>
          <div class="in">
            <div class="col">
              <Show when={fresh().length > 0}>
                <p class="changed" role="status">
                  {t('changedSince')}
                  <button type="button" class="btn plain" onClick={props.open.seen}>
                    {t('seen')}
                  </button>
                </p>
              </Show>
              <For each={record().conflicts}>
                {(conflict) => (
                  <ConflictPanel
                    kind={known()}
                    conflict={conflict}
                    answer={props.answer}
                    named={named}
                    onSettle={
                      roles()[0]
                        ? (value) => void act({ role: roles()[0] as string, set: { [conflict.field]: value } })
                        : undefined
                    }
                  />
                )}
              </For>
              <HeldNotice answer={props.answer} />
              <Show when={maySeeReached(record(), props.me.person.id, props.me.grants, Date.now())}>
                <Suspense>
                  <Reached record={record()} />
                </Suspense>
              </Show>
              <Problems kind={known()} record={record()} />
              <Evidence answer={props.answer} />
              <BreachNotice kind={known()} answer={props.answer} />
              <Clocks
                kind={known()}
                answer={props.answer}
                roles={roles()}
                busy={writer.busy()}
                onExtend={(role, extension) => void act({ role, set: { [EXTENSION]: extension } })}
              />
              <Facts
                kind={known()}
                answer={props.answer}
                named={named}
                fresh={freshFields()}
                picked={givesBack() && !contested() ? picked() : undefined}
                onPick={pick}
              />
              <Photos kind={known()} answer={props.answer} />
              <Show when={givesBack()}>
                <label class="reason">
                  <span class="label">
                    {t(contested() ? 'verdictWhy' : 'reason')}
                    <Show when={picked().length > 0}>
                      <span class="sub"> · {t('pickedN', { n: picked().length })}</span>
                    </Show>
                  </span>
                  <textarea
                    ref={reason}
                    class="input"
                    rows="2"
                    data-testid="return-note"
                    placeholder={contested() ? '' : t('reasonExample')}
                    value={note()}
                    onInput={(event) => setNote(event.currentTarget.value)}
                  />
                </label>
              </Show>
            </div>
            <section class="col past">
              <h2 class="ph">
                {t('history')} <span class="sub">{t('onlyGrows', { n: record().history.length })}</span>
              </h2>
              <History
                kind={known()}
                history={record().history}
                nameOf={named}
                named={named}
                subject={props.answer.subjectShape}
                receivedAt={(id) => props.answer.received[id]}
                isNew={props.open.isNew}
              />
            </section>
          </div>
          <MovesBar
            kind={known()}
            offered={offered()}
            unsettled={record().conflicts.length > 0}
            busy={writer.busy()}
            problem={problem()}
            onMove={make}
          />
        </section>
      )}
    </Show>
  )
}
