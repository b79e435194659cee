import '../../words/late.ts'
import '../../style/told.css'
import { createEffect, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { MeAnswer, ReachedAnswer, RecordAnswer, RecordRow } from '../../../domain/api.ts'
import { MINUTE, SECOND } from '../../../domain/clock.ts'
import { spanWords } from '../../parts/card-mark.tsx'
import { request } from '../../state/api.ts'
import { areaName } from '../../state/areas.ts'
import { placeOf } from '../../told/place.ts'
import { sound } from '../../told/tone.ts'
import { clockTime, t } from '../../words/words.ts'
import type { Key } from '../../words/zh.ts'
import type { AddressBar } from '../address.ts'
import { createAllRows } from '../all-rows.ts'
import type { Live } from '../live.ts'
import { rolesIn } from '../record/who.ts'
import { createWriter } from '../write.ts'

const HELPERS = ['team_leader', 'supervisor']
/** The street answers first; after so long without an answer the district hears as well (`sos_ack_30s`). */
const LIMIT = 30 * SECOND
const AGAIN = 5 * SECOND
/** A call rings until somebody answers it, but a desk at which nobody sits does not ring for ever. */
const RINGS = 10 * MINUTE

/** Calls for help, on every page of the desk, until they are answered and closed. */
export function SosAlarm(props: { me: MeAnswer; bar: AddressBar; live: Live }): JSX.Element {
  const helps = props.me.grants.some((grant) => HELPERS.includes(grant.role))
  const isNear = props.me.grants.some((grant) => HELPERS.includes(grant.role) && grant.area.length >= 9)
  const calls = createAllRows(() => (helps ? 'kind=sos&state=raised,answered' : undefined), props.live, ['sos'])
  const [now, setNow] = createSignal(Date.now())
  const shown = () =>
    calls.rows.filter((row) => row.createdBy !== props.me.person.id && (isNear || now() - row.createdAt > LIMIT))
  const ringing = () => shown().some((row) => row.state === 'raised' && now() - row.createdAt < RINGS)
  const clock = setInterval(() => setNow(Date.now()), AGAIN)
  onCleanup(() => clearInterval(clock))
  createEffect(() => {
    if (now() && ringing()) sound(true)
  })
  return (
    <For each={shown()}>
      {(row) => <Call me={props.me} bar={props.bar} row={row} now={now()} onWritten={calls.refresh} />}
    </For>
  )
}

function Call(props: {
  me: MeAnswer
  bar: AddressBar
  row: RecordRow
  now: number
  onWritten: () => void
}): JSX.Element {
  const writer = createWriter(props.me.person.id)
  const [outcome, setOutcome] = createSignal('')
  const [problem, setProblem] = createSignal<Key>()
  const [number, setNumber] = createSignal<string>()
  const place = () => placeOf(props.row.fields['place'])
  const role = () => rolesIn(props.me, props.row.area, props.now).find((one) => HELPERS.includes(one))
  void request<ReachedAnswer>(`/api/reached?record=${props.row.id}`).then(
    (found) => found.ok && setNumber(found.value.author?.phone),
  )
  async function make(move: { id: string; to: string }, set?: { [field: string]: string }): Promise<void> {
    const path = `/api/records/${encodeURIComponent(props.row.room)}/${props.row.id}`
    const found = await request<RecordAnswer>(path)
    const as = role()
    if (!found.ok || !as) return void setProblem('tellNotWritten')
    const written = await writer.write(found.value, { role: as, move, ...(set ? { set } : {}) })
    setProblem(written.ok ? undefined : written.problem)
    props.onWritten()
  }
  const close = () =>
    outcome().trim() === ''
      ? void setProblem('sosOutcomeNeeds')
      : void make({ id: 'close', to: 'closed' }, { outcome: outcome().trim() })
  const see = () => props.bar.go({ view: 'map', room: props.row.room, record: props.row.id }, 'step')
  return (
    <section
      class="sos-alarm"
      role="alert"
      data-testid="sos-call"
      data-record={props.row.id}
      data-state={props.row.state}
    >
      <h2>{t('sosCalls', { name: props.row.createdByName })}</h2>
      <p>
        {areaName(props.row.area)} ·{' '}
        {t('sosSince', { time: clockTime(props.row.createdAt), span: spanWords(props.now - props.row.createdAt) })}
        <Show when={props.row.state === 'raised' && props.now - props.row.createdAt > LIMIT}>
          {' '}
          · <strong>{t('sosOverdue')}</strong>
        </Show>
      </p>
      <p class="sub">{place() ? t('sosPlace', place() ?? {}) : t('sosNoPlace')}</p>
      <p class="calls">
        <Show when={number()}>
          {(tel) => (
            <a class="btn" href={`tel:${tel()}`} data-testid="call-person">
              {t('callPerson', { name: props.row.createdByName })} {tel()}
            </a>
          )}
        </Show>
        <Show when={place()}>
          <button type="button" class="btn" onClick={see}>
            {t('sosSeeMap')}
          </button>
        </Show>
        <Show when={role() && props.row.state === 'raised'}>
          <button
            type="button"
            class="btn main"
            data-testid="sos-answer"
            disabled={writer.busy()}
            onClick={() => void make({ id: 'answer', to: 'answered' })}
          >
            {t('sosAnswer')}
          </button>
        </Show>
        <Show when={role() && props.row.state === 'answered'}>
          <input
            class="input"
            data-testid="sos-outcome"
            aria-label={t('sosOutcome')}
            placeholder={t('sosOutcome')}
            value={outcome()}
            onInput={(event) => setOutcome(event.currentTarget.value)}
          />
          <button type="button" class="btn" data-testid="sos-close" disabled={writer.busy()} onClick={close}>
            {t('sosClose')}
          </button>
        </Show>
      </p>
      <Show when={problem()}>
        {(key) => (
          <p class="msg bad" role="alert">
            {t(key())}
          </p>
        )}
      </Show>
    </section>
  )
}
