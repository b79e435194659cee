import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import { fromIsoDate, isoDate } from '../../../domain/clock.ts'
import type { PersonId } from '../../../domain/ids.ts'
import {
  mondayOf,
  moved,
  type NewShift,
  type NewWeek,
  possible,
  type ShiftFault,
  sameShifts,
} from '../../../domain/roster-week.ts'
import { areaName, areasBelow } from '../../state/areas.ts'
import { dateWords, dayWords, t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'
import { Assign } from './assign.tsx'
import { createPublisher } from './publish.ts'
import { createWeekData } from './week-data.ts'
import { WeekTable } from './week-table.tsx'

/** Faults that are named one by one; of the others the number. */
const MOST_FAULTS = 6

/** The plan of a week: read, copied from the week before, changed for people and days, published. */
export function WeekPage(props: { me: MeAnswer; bar: AddressBar; live: Live; tabs: JSX.Element }): JSX.Element {
  const own = () => props.me.grants.find(({ role }) => role === 'supervisor' || role === 'team_leader')?.area ?? ''
  const area = () => props.bar.at().area || own()
  const [later, setLater] = createSignal(0)
  const monday = createMemo(() => mondayOf(Date.now(), later()))
  const data = createWeekData(area, monday, props.live)
  const [pending, setPending] = createSignal<ReadonlyMap<PersonId, NewWeek>>(new Map())
  const [picked, setPicked] = createSignal<ReadonlySet<PersonId>>(new Set())
  const [faults, setFaults] = createSignal<readonly ShiftFault[]>([])
  const [said, setSaid] = createSignal<{ readonly words: string; readonly bad: boolean }>()
  const [reason, setReason] = createSignal('')
  const [going, setGoing] = createSignal<{ readonly n: number; readonly of: number }>()
  const [byRoute, setByRoute] = createSignal(false)
  const publish = createPublisher(props.me)
  createEffect(
    on([monday, area], () => {
      setPending(new Map())
      setPicked(new Set<PersonId>())
      setFaults([])
      setSaid(undefined)
    }),
  )
  const names = createMemo(() => new Map(data.people().map(({ id, name }) => [id, name])))
  const nameOf = (id: PersonId) => names().get(id) ?? String(id).replace(/^p-/, '')
  const today = () => isoDate(Date.now())
  const isPast = () => data.until() < today()
  const shiftsNow = (person: PersonId): readonly NewShift[] =>
    pending().get(person)?.shifts ?? data.planned().get(person) ?? []
  const areaOf = (person: PersonId): string =>
    data
      .people()
      .find(({ id }) => id === person)
      ?.areas.find((one) => one.startsWith(area())) ?? area()
  /** What differs from what is published: only that is written. */
  const open = createMemo(() =>
    [...pending().values()].filter((week) => !sameShifts(week.shifts, data.planned().get(week.person) ?? [])),
  )
  const openPeople = createMemo(() => new Set(open().map(({ person }) => person)))
  const replaces = createMemo(() => open().filter(({ person }) => data.published().has(person)).length)
  const twice = createMemo(() => [...data.published()].filter(([, rows]) => rows.length > 1).map(([person]) => person))

  function plan(weeks: readonly NewWeek[]): number {
    const next = new Map(pending())
    const found: ShiftFault[] = []
    for (const week of weeks) {
      const looked = possible(week, data.leaves(), today(), data.planned().get(week.person))
      found.push(...looked.faults)
      next.set(week.person, looked.week)
    }
    setFaults(found)
    setPending(next)
    return weeks.length
  }
  function copy(): void {
    const weeks = [...data.lastWeek()].flatMap(([person, shifts]): NewWeek[] =>
      names().has(person) && !data.published().has(person)
        ? [{ person, area: areaOf(person), shifts: moved(shifts, data.before(), monday()) }]
        : [],
    )
    const left = [...data.lastWeek().keys()].filter((person) => !names().has(person))
    const n = plan(weeks)
    const words = n > 0 ? t('planCopied', { n: n.toLocaleString('en') }) : t('planNothingToCopy')
    const gone = left.length > 0 ? ` ${t('planLeft', { names: left.slice(0, 5).map(nameOf).join('、') })}` : ''
    setSaid({ words: `${words}${gone}`, bad: left.length > 0 })
  }
  function change(days: readonly string[], shifts: readonly NewShift[]): void {
    const weeks = [...picked()].map((person) => ({
      person,
      area: areaOf(person),
      shifts: [...shiftsNow(person).filter(({ date }) => !days.includes(date)), ...shifts],
    }))
    plan(weeks)
    setSaid(undefined)
  }
  async function send(): Promise<void> {
    if (replaces() > 0 && reason().trim() === '') {
      setSaid({ words: t('planReasonMissing', { n: replaces() }), bad: true })
      return
    }
    const weeks = open()
    let n = 0
    setGoing({ n, of: weeks.length })
    const end = await publish(weeks, monday(), data.published(), reason().trim(), (people) => {
      n += people.length
      setGoing({ n, of: weeks.length })
    })
    setGoing(undefined)
    if (end.problem) {
      setSaid({ words: t('planStopped', { n, of: weeks.length, why: t(end.problem) }), bad: true })
      return
    }
    const refused = end.refused.length > 0 ? ` ${t('planNotTaken', { n: end.refused.length })}` : ''
    setSaid({ words: `${t('planPublished', { n: n.toLocaleString('en') })}${refused}`, bad: refused !== '' })
    setReason('')
    setPending(new Map())
    data.refresh()
  }
  return (
    <>
      <Top
        title={t('plan')}
        sub={t('planSub', {
          from: dateWords(fromIsoDate(monday()) as number),
          to: dateWords(fromIsoDate(data.until()) as number),
          n: data.people().length.toLocaleString('en'),
        })}
        live={props.live}
      >
        {props.tabs}
      </Top>
      <div class="filters">
        <span class="seg">
          <button type="button" aria-label="←" data-testid="week-before" onClick={() => setLater(later() - 1)}>
            <i class="i s i-chevron-left" aria-hidden="true" />
          </button>
          <For each={[0, 1]}>
            {(n) => (
              <button
                type="button"
                data-testid={`week-${n}`}
                aria-pressed={later() === n}
                classList={{ on: later() === n }}
                onClick={() => setLater(n)}
              >
                {t(n === 0 ? 'planThisWeek' : 'planNextWeek')}
              </button>
            )}
          </For>
          <button type="button" aria-label="→" data-testid="week-after" onClick={() => setLater(later() + 1)}>
            <i class="i s i-chevron-right" aria-hidden="true" />
          </button>
        </span>
        <label class="sel">
          <span class="k">{t('area')}</span>
          <select
            data-testid="plan-area"
            value={area()}
            onChange={(event) => props.bar.go({ area: event.currentTarget.value })}
          >
            <option value={own()}>{areaName(own())}</option>
            <For each={own().length < 9 ? areasBelow(own()) : []}>
              {(one) => (
                <option value={one.code} selected={one.code === area()}>
                  {one.name}
                </option>
              )}
            </For>
          </select>
        </label>
        <button
          type="button"
          class="btn"
          data-testid="plan-rows"
          aria-pressed={byRoute()}
          onClick={() => setByRoute(!byRoute())}
        >
          {t(byRoute() ? 'planByPerson' : 'planByRoute')}
        </button>
        <span class="grow" />
        <Show when={!isPast()} fallback={<span class="sub">{t('planPastWeek')}</span>}>
          <button
            type="button"
            class="btn"
            data-testid="plan-copy"
            disabled={going() !== undefined || !data.ready()}
            onClick={copy}
          >
            {t('planCopy')}
          </button>
          <Show when={replaces() > 0}>
            <input
              class="input why"
              data-testid="plan-reason"
              aria-label={t('planReason')}
              placeholder={t('planReason')}
              maxLength={200}
              value={reason()}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </Show>
          <Show when={open().length > 0 && !going()}>
            <button type="button" class="btn plain" data-testid="plan-discard" onClick={() => setPending(new Map())}>
              {t('planDiscard')}
            </button>
          </Show>
          <button
            type="button"
            class="btn main"
            data-testid="plan-publish"
            disabled={going() !== undefined || open().length === 0}
            onClick={() => void send()}
          >
            <Show when={going()} fallback={t('planPublish', { n: open().length.toLocaleString('en') })}>
              {(at) => t('planPublishing', at())}
            </Show>
          </button>
        </Show>
      </div>
      <div role="status" class="plan-said">
        <Show when={data.failed()}>
          <p class="msg bad">
            {t('notFetched')}{' '}
            <button type="button" class="btn plain" onClick={() => data.refresh()}>
              {t('tryAgain')}
            </button>
          </p>
        </Show>
        <Show when={said()}>
          {(one) => (
            <p class="msg" classList={{ bad: one().bad }} data-testid="plan-said">
              {one().words}
            </p>
          )}
        </Show>
        <For each={faults().slice(0, MOST_FAULTS)}>
          {(fault) => (
            <p class="msg bad" data-testid="plan-fault">
              {t(`planFault_${fault.type}`, {
                name: nameOf(fault.person),
                day: dayWords(fromIsoDate(fault.date) as number),
              })}
            </p>
          )}
        </For>
        <Show when={faults().length > MOST_FAULTS}>
          <p class="msg bad">{t('planMoreFaults', { n: faults().length - MOST_FAULTS })}</p>
        </Show>
        <For each={twice().slice(0, MOST_FAULTS)}>
          {(person) => <p class="msg bad">{t('planTwice', { name: nameOf(person) })}</p>}
        </For>
      </div>
      <div class="plan-split" classList={{ wide: area().length < 9 || isPast() }}>
        <WeekTable
          area={area()}
          monday={monday()}
          data={data}
          shiftsOf={shiftsNow}
          isOpen={(person) => openPeople().has(person)}
          byRoute={byRoute()}
          nameOf={nameOf}
          picked={picked()}
          onPick={setPicked}
          onArea={(code) => props.bar.go({ area: code }, 'step')}
        />
        <Show when={area().length >= 9 && !isPast()}>
          <Assign monday={monday()} data={data} picked={picked().size} today={today()} onChange={change} />
        </Show>
      </div>
    </>
  )
}
