import '../words/late.ts'
import '../style/told.css'
import { createEffect, createResource, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { ReachedAnswer } from '../../domain/api.ts'
import { SECOND } from '../../domain/clock.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { addressesOf } from '../../domain/told.ts'
import { request } from '../state/api.ts'
import { clockTime, t } from '../words/words.ts'

/** As long as somebody is not reached: whoever gave the work out looks whether it arrives. */
const LOOK_AGAIN = 5 * SECOND
const AT_ONCE = 8
const MORE = 50

/** Whether what this record says now has reached those to whom it speaks; nothing for a record that tells nobody. */
export function Reached(props: { record: FoldedRecord }): JSX.Element {
  const speaks = () => addressesOf(props.record).map(({ event }) => event)
  const [answer, { refetch }] = createResource(
    () => (speaks().length > 0 ? `${props.record.id} ${speaks().join(' ')}` : undefined),
    async () => {
      const found = await request<ReachedAnswer>(`/api/reached?record=${props.record.id}`)
      return found.ok ? found.value : undefined
    },
  )
  const [shown, setShown] = createSignal(AT_ONCE)
  const now = () => (speaks().length > 0 ? answer.latest : undefined)
  const one = () => (now()?.people === 1 ? now()?.rows[0] : undefined)
  createEffect(() => {
    const found = now()
    if (!found || found.reached >= found.people) return
    const timer = setInterval(() => document.visibilityState === 'visible' && void refetch(), LOOK_AGAIN)
    onCleanup(() => clearInterval(timer))
  })
  const counts = (found: ReachedAnswer) => ({
    n: found.people,
    seen: found.seen,
    reached: found.reached,
    not: found.people - found.reached,
  })
  return (
    <Show when={now()}>
      {(found) => (
        <section
          class="reached panel"
          data-testid="reached"
          data-reached={found().reached}
          data-people={found().people}
        >
          <h2>{t('reachedHead')}</h2>
          <Show when={found().people !== 1}>
            <p>
              {found().people === 0
                ? t('reachedNobody')
                : t(found().seen > 0 ? 'reachedCounts' : 'reachedCountsPlain', counts(found()))}
            </p>
          </Show>
          <ul class="rows">
            <For each={one() ? found().rows : found().rows.slice(0, shown())}>{(row) => <Person row={row} />}</For>
          </ul>
          <Show when={found().rows.length > shown()}>
            <button type="button" class="btn plain" onClick={() => setShown(shown() + MORE)}>
              {t('reachedMore', { n: Math.min(MORE, found().rows.length - shown()) })}
            </button>
          </Show>
        </section>
      )}
    </Show>
  )
}

function Person(props: { row: ReachedAnswer['rows'][number] }): JSX.Element {
  const words = () => {
    const { at, seenAt } = props.row
    if (seenAt !== undefined) return t('seenAtTime', { time: clockTime(seenAt) })
    return at === undefined ? t('notReached') : t('reachedPhone', { time: clockTime(at) })
  }
  return (
    <li data-testid="reached-person" data-person={props.row.person}>
      <i class={`i ${props.row.at === undefined ? 'i-clock' : 'i-check'}`} aria-hidden="true" />
      <span>
        <span class="strong">{props.row.name}</span> <span class="sub">{words()}</span>
      </span>
      <Show when={props.row.phone}>
        {(phone) => (
          <a class="btn" href={`tel:${phone()}`} data-testid="call-person">
            {t('callPerson', { name: props.row.name })}
          </a>
        )}
      </Show>
    </li>
  )
}
