import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { fromIsoDate, shanghaiDate } from '../../../domain/clock.ts'
import days from '../../../domain/data/calendar.json' with { type: 'json' }
import type { PersonId } from '../../../domain/ids.ts'
import { enums } from '../../../domain/kinds/enums.ts'
import { labelOf } from '../../../domain/kinds/registry.ts'
import { onLeave } from '../../../domain/roster.ts'
import { daysOf, type NewShift } from '../../../domain/roster-week.ts'
import { areaName } from '../../state/areas.ts'
import { lang, t } from '../../words/words.ts'
import type { WeekData } from './week-data.ts'

/** People that are drawn at once. */
const PAGE = 120

const isHoliday = (date: string): boolean => days.holidays.some(({ from, to }) => from <= date && date <= to)
const isMakeUp = (date: string): boolean => days.makeUpDays.includes(date)
const hour = (at: number): string => {
  const { hour: h, minute } = shanghaiDate(at)
  return `${h}:${String(minute).padStart(2, '0')}`
}
const shiftName = (id: string): string =>
  labelOf(
    enums['shift_type']?.find((one) => one.id === id),
    lang(),
  ) || id

/** The head of each day: its weekday, and whether it is a holiday or worked for one. */
function DayHead(props: { date: string }): JSX.Element {
  const weekday = () => shanghaiDate(fromIsoDate(props.date) as number).weekday
  return (
    <th scope="col" classList={{ off: weekday() > 5 }}>
      {new Intl.DateTimeFormat(lang() === 'zh' ? 'zh-CN' : 'en', {
        weekday: 'short',
        timeZone: 'Asia/Shanghai',
      }).format(fromIsoDate(props.date) as number)}
      <small class="num">{props.date.slice(5).replace('-', '/')}</small>
      <Show when={isHoliday(props.date)}>
        <small>{t('planHoliday')}</small>
      </Show>
      <Show when={isMakeUp(props.date)}>
        <small>{t('planMakeUp')}</small>
      </Show>
    </th>
  )
}

/** People by days, or routes by days; a whole district by its streets. */
export function WeekTable(props: {
  area: string
  monday: string
  data: WeekData
  shiftsOf: (person: PersonId) => readonly NewShift[]
  isOpen: (person: PersonId) => boolean
  byRoute: boolean
  nameOf: (person: PersonId) => string
  picked: ReadonlySet<PersonId>
  onPick: (picked: ReadonlySet<PersonId>) => void
  onArea: (code: string) => void
}): JSX.Element {
  const dates = createMemo(() => daysOf(props.monday))
  const [most, setMost] = createSignal(PAGE)
  const people = () => props.data.people()
  const streets = createMemo(() =>
    [...Map.groupBy(people(), ({ areas }) => (areas.find((one) => one.startsWith(props.area)) ?? '').slice(0, 9))].sort(
      ([a], [b]) => (a < b ? -1 : 1),
    ),
  )
  const routeName = createMemo(
    () => new Map<string, string>(props.data.routes().map((row) => [row.id, row.title[lang()]])),
  )
  const routes = createMemo(() => {
    const found = new Map<string, { readonly person: PersonId; readonly shift: NewShift }[]>()
    if (!props.byRoute) return found
    for (const { id } of people())
      for (const shift of props.shiftsOf(id))
        for (const route of shift.routeIds) found.set(route, [...(found.get(route) ?? []), { person: id, shift }])
    return found
  })
  const pick = (person: PersonId) => {
    const next = new Set(props.picked)
    if (!next.delete(person)) next.add(person)
    props.onPick(next)
  }
  const isAll = () => people().length > 0 && people().every(({ id }) => props.picked.has(id))
  const leaveOn = (person: PersonId, date: string, state: string) =>
    onLeave(
      props.data.leaves().flatMap((one) => (one.state === state ? [{ ...one, state: 'approved' }] : [])),
      person,
      date,
    )
  const swapped = (person: PersonId, date: string) =>
    props.data
      .swaps()
      .some(({ fields: f }) => f['date'] === date && (f['personId'] === person || f['withId'] === person))
  const head = (first: JSX.Element) => (
    <thead>
      <tr>
        {first}
        <For each={dates()}>{(date) => <DayHead date={date} />}</For>
      </tr>
    </thead>
  )
  const cell = (person: PersonId, date: string) => {
    const own = () => props.shiftsOf(person).filter((shift) => shift.date === date)
    return (
      <td classList={{ away: Boolean(leaveOn(person, date, 'approved')) }}>
        <For each={own()}>
          {(shift) => (
            <p class="shift" title={shift.routeIds.map((id) => routeName().get(id) ?? '').join('、')}>
              {shiftName(shift.shiftType)} <span class="num">{`${hour(shift.start)}–${hour(shift.end)}`}</span>
            </p>
          )}
        </For>
        <Show when={leaveOn(person, date, 'approved')}>
          <span class="tag">{t('planLeave')}</span>
        </Show>
        <Show when={leaveOn(person, date, 'requested')}>
          <span class="tag">{t('planLeaveAsked')}</span>
        </Show>
        <Show when={swapped(person, date)}>
          <span class="tag">{t('planSwapped')}</span>
        </Show>
        <Show when={own().length === 0 && !leaveOn(person, date, 'approved')}>
          <span class="none">–</span>
        </Show>
      </td>
    )
  }
  return (
    <div class="list plan-list">
      <Show
        when={props.data.ready() && people().length > 0}
        fallback={<p class="blank">{t(props.data.ready() ? 'planNobody' : 'planLoading')}</p>}
      >
        <table class="grid flush plan-grid" data-testid="plan-table" aria-busy={!props.data.ready()}>
          <Show
            when={props.area.length >= 9}
            fallback={
              <>
                {head(<th scope="col">{t('area')}</th>)}
                <tbody>
                  <For each={streets()}>
                    {([code, crew]) => (
                      <tr data-testid="plan-street" data-area={code}>
                        <th scope="row">
                          <button type="button" class="link" onClick={() => props.onArea(code)}>
                            {areaName(code)}
                          </button>
                          <small>{t('planStreetPeople', { n: crew.length })}</small>
                        </th>
                        <For each={dates()}>
                          {(date) => {
                            const n = () =>
                              crew.reduce(
                                (sum, { id }) => sum + props.shiftsOf(id).filter((one) => one.date === date).length,
                                0,
                              )
                            return (
                              <td>
                                <Show when={n() > 0} fallback={<span class="none">–</span>}>
                                  {t('planShifts', { n: n() })}
                                </Show>
                              </td>
                            )
                          }}
                        </For>
                      </tr>
                    )}
                  </For>
                </tbody>
              </>
            }
          >
            <Show
              when={!props.byRoute}
              fallback={
                <>
                  {head(<th scope="col">{t('planRoute')}</th>)}
                  <tbody>
                    <For each={[...routes()]}>
                      {([route, list]) => (
                        <tr>
                          <th scope="row">{routeName().get(route) ?? route.slice(-6)}</th>
                          <For each={dates()}>
                            {(date) => (
                              <td>
                                <For each={list.filter(({ shift }) => shift.date === date)}>
                                  {({ person, shift }) => (
                                    <p class="shift">
                                      {props.nameOf(person)} <span class="num">{hour(shift.start)}</span>
                                    </p>
                                  )}
                                </For>
                              </td>
                            )}
                          </For>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </>
              }
            >
              {head(
                <th scope="col">
                  <label class="who">
                    <input
                      type="checkbox"
                      data-testid="pick-all"
                      checked={isAll()}
                      onChange={() => props.onPick(new Set(isAll() ? [] : people().map(({ id }) => id)))}
                    />
                    {t('planPerson')}
                  </label>
                </th>,
              )}
              <tbody>
                <For each={people().slice(0, most())}>
                  {({ id, name }) => (
                    <tr data-testid="plan-row" data-person={id} classList={{ on: props.picked.has(id) }}>
                      <th scope="row">
                        <label class="who">
                          <input type="checkbox" checked={props.picked.has(id)} onChange={() => pick(id)} />
                          {name}
                        </label>
                        <Show when={props.isOpen(id)}>
                          <small class="draft">{t('planDraft')}</small>
                        </Show>
                      </th>
                      <For each={dates()}>{(date) => cell(id, date)}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </Show>
          </Show>
        </table>
        <Show when={props.area.length >= 9 && people().length > most()}>
          <button type="button" class="btn plain" onClick={() => setMost(most() + PAGE)}>
            {t('more', { n: people().length - most() })}
          </button>
        </Show>
      </Show>
    </div>
  )
}
