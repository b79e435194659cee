import { type Accessor, type Component, lazy } from 'solid-js'
import { roles } from '../../domain/kinds/vocabulary.ts'

/** What a role sees above today's lists; loaded when somebody of the role opens the app. */
export type DayPart = {
  readonly roles: readonly string[]
  readonly view: Component<{ readonly now: Accessor<number> }>
}

/** Everybody is told something, and whoever has the app may be new to it. */
const everybody = roles.map(({ id }) => id)

export const dayParts: readonly DayPart[] = [
  { roles: everybody, view: lazy(() => import('../told/day-told.tsx').then(({ DayTold }) => ({ default: DayTold }))) },
  {
    roles: ['assistant', 'officer'],
    view: lazy(() => import('../doors/day-part.tsx').then(({ DoorsToday }) => ({ default: DoorsToday }))),
  },
  {
    roles: ['cleaner', 'driver', 'station_operator', 'guard'],
    view: lazy(() => import('../shift/shift-part.tsx').then(({ ShiftPart }) => ({ default: ShiftPart }))),
  },
  {
    roles: ['village_staff'],
    view: lazy(() => import('../rural/village-day.tsx').then((it) => ({ default: it.ClerkDay }))),
  },
  {
    roles: ['town_inspector', 'district_reviewer'],
    view: lazy(() => import('../rural/village-day.tsx').then((it) => ({ default: it.InspectorDay }))),
  },
  {
    roles: ['team_leader'],
    view: lazy(() => import('../shift/team-part.tsx').then(({ TeamPart }) => ({ default: TeamPart }))),
  },
  {
    roles: ['toilet_keeper', 'maintainer'],
    view: lazy(() => import('../shift/clock-line.tsx').then(({ ClockLine }) => ({ default: ClockLine }))),
  },
  {
    roles: ['toilet_keeper', 'maintainer'],
    view: lazy(() => import('../toilet/day.tsx').then(({ ToiletDay }) => ({ default: ToiletDay }))),
  },
  {
    roles: everybody,
    view: lazy(() => import('../start/intro.tsx').then(({ IntroCard }) => ({ default: IntroCard }))),
  },
]
