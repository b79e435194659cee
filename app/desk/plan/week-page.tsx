import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import { fromIsoDate, isoDate } from '../../../domain/clock.ts'
import type { PersonId } from '../../../domain/ids.ts'
import { mondayOf } from '../../../domain/roster-week.ts'
import { areaName, areasBelow } from '../../state/areas.ts'
import { clockTime, dateWords, dayWords, t } from '../../words/words.ts'
import type { AddressBar } from '../address.ts'
import type { Live } from '../live.ts'
import { Top } from '../top.tsx'
import { Assign } from './assign.tsx'
import { createPlanning } from './planning.ts'
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
  const [picked, setPicked] = createSignal<ReadonlySet<PersonId>>(new Set())
  const [byRoute, setByRoute] = createSignal(false)
  const planning = createPlanning(props.me, area, monday, data)
  const { open, replaces, faults, said, reason, setReason, going, nameOf } = planning
  createEffect(on([monday, area], () => setPicked(new Set<PersonId>())))
  const today = () => isoDate(Date.now())
  const isPast = () => data.until() < today()
  const twice = createMemo(() => [...data.published()].filter(([, rows]) => rows.length > 1).map(([person]) => person))
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
            onClick={planning.copy}
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
            <button type="button" class="btn plain" data-testid="plan-discard" onClick={planning.discard}>
              {t('planDiscard')}
            </button>
          </Show>
          <button
            type="button"
            class="btn main"
            data-testid="plan-publish"
            disabled={going() !== undefined || open().length === 0}
            onClick={() => void planning.send()}
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
        <Show when={planning.found()}>
          {(at) => (
            <p class="msg" data-testid="plan-kept">
              {t('planKept', { n: open().length.toLocaleString('en'), time: clockTime(at()) })}
            </p>
          )}
        </Show>
        <Show when={planning.notKept()}>
          <p class="msg bad" role="alert">
            {t('planNotKept')}
          </p>
        </Show>
        <For each={planning.elsewhere().slice(0, MOST_FAULTS)}>
          {(person) => <p class="msg bad">{t('planElsewhere', { name: nameOf(person) })}</p>}
        </For>
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
          shiftsOf={planning.shiftsNow}
          isOpen={planning.isOpen}
          byRoute={byRoute()}
          nameOf={nameOf}
          picked={picked()}
          onPick={setPicked}
          onArea={(code) => props.bar.go({ area: code }, 'step')}
        />
        <Show when={area().length >= 9 && !isPast()}>
          <Assign
            monday={monday()}
            data={data}
            picked={picked().size}
            today={today()}
            onChange={(days, shifts) => planning.change(picked(), days, shifts)}
          />
        </Show>
      </div>
    </>
  )
}
