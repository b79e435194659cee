import { type Accessor, createMemo, createResource } from 'solid-js'
import type { Colleague, ColleaguesAnswer, RecordRow } from '../../../domain/api.ts'
import { DAY, fromIsoDate, isoDate } from '../../../domain/clock.ts'
import type { PersonId } from '../../../domain/ids.ts'
import { type PlannedShift, type PlanRecord, plannedShifts } from '../../../domain/roster.ts'
import { request } from '../../state/api.ts'
import { createAllRows } from '../all-rows.ts'
import type { Live } from '../live.ts'

/** Who is planned: the crew of the streets. */
const CREW = ['cleaner', 'driver']
/** Leave is seldom asked for earlier than so many days before. */
const LEAVE_AHEAD = 120

/** A row as far as a plan is read from it; its last change is taken for its publication. */
export const planRecord = (row: RecordRow): PlanRecord => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  fields: row.fields,
  chain: [
    {
      event: row.id as never,
      move: 'publish',
      to: row.state,
      by: row.createdBy,
      role: row.createdRole,
      at: row.updatedAt,
    },
  ],
})

/** All that a week's plan is drawn from: people, what is published, the week before, leave, swaps and routes. */
export function createWeekData(area: Accessor<string>, monday: Accessor<string>, live: Live) {
  const search = (query: { readonly [name: string]: string }) =>
    new URLSearchParams({ area: area(), ...query }).toString()
  const before = () => isoDate((fromIsoDate(monday()) as number) - 7 * DAY)
  const until = () => isoDate((fromIsoDate(monday()) as number) + 6 * DAY)
  const rosters = (week: Accessor<string>) =>
    createAllRows(() => search({ kind: 'roster_entry', 'field.weekStart': week(), state: 'published' }), live, [
      'roster_entry',
    ])
  const asked = () => isoDate((fromIsoDate(monday()) as number) - LEAVE_AHEAD * DAY)
  const entries = rosters(monday)
  const last = rosters(before)
  const leaves = createAllRows(
    () => search({ kind: 'leave_request', state: 'requested,approved', from: asked() }),
    live,
    ['leave_request'],
  )
  const swaps = createAllRows(() => search({ kind: 'swap_request', state: 'approved', from: asked() }), live, [
    'swap_request',
  ])
  const routes = createAllRows(
    () => (area().length < 9 ? undefined : search({ kind: 'asset', 'field.assetType': 'road', state: 'active' })),
    live,
    ['asset'],
  )
  const [people, { refetch }] = createResource(area, async (code): Promise<readonly Colleague[]> => {
    const answer = await request<ColleaguesAnswer>(`/api/people?area=${code}`)
    if (!answer.ok) return []
    const crew = answer.value.people.filter(
      (one) => one.roles.some((role) => CREW.includes(role)) && one.areas.some((own) => own.startsWith(code)),
    )
    return crew.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }))
  })
  const shiftsOf = (rows: readonly RecordRow[], from: string, to: string) =>
    plannedShifts(rows.map(planRecord), from, to, swaps.rows.map(planRecord))
  const planned = createMemo(() => shiftsOf(entries.rows, monday(), until()))
  const lastWeek = createMemo(() => shiftsOf(last.rows, before(), isoDate((fromIsoDate(monday()) as number) - DAY)))
  const byPerson = (shifts: readonly PlannedShift[]) => Map.groupBy(shifts, ({ person }) => person)
  return {
    before,
    until,
    people: () => people.latest ?? [],
    /** False until everything is here; a change that comes in later is read behind what shows. */
    ready: () => entries.state() !== 'loading' && last.state() !== 'loading' && people.state !== 'pending',
    failed: () => entries.state() === 'failed' || last.state() === 'failed',
    /** Published entries of this week by person: more than one where two leaders planned at once. */
    published: createMemo(
      (): ReadonlyMap<PersonId, readonly RecordRow[]> =>
        Map.groupBy(entries.rows, (row) => String(row.fields['personId']) as PersonId),
    ),
    planned: createMemo(() => byPerson(planned())),
    lastWeek: createMemo(() => byPerson(lastWeek())),
    leaves: createMemo(() => leaves.rows.map(planRecord)),
    swaps: createMemo(() => swaps.rows.map(planRecord)),
    routes: () => routes.rows,
    refresh() {
      entries.refresh()
      last.refresh()
      void refetch()
    },
  }
}
export type WeekData = ReturnType<typeof createWeekData>
