import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js'
import type { MeAnswer } from '../../../domain/api.ts'
import { isoDate } from '../../../domain/clock.ts'
import type { PersonId } from '../../../domain/ids.ts'
import {
  moved,
  type NewShift,
  type NewWeek,
  possible,
  type ShiftFault,
  sameShifts,
} from '../../../domain/roster-week.ts'
import { t } from '../../words/words.ts'
import { createPlanDrafts } from './drafts.ts'
import { createPublisher } from './publish.ts'
import type { WeekData } from './week-data.ts'

/** The week in hand: copied, changed, looked through for what cannot be, published. */
export function createPlanning(me: MeAnswer, area: Accessor<string>, monday: Accessor<string>, data: WeekData) {
  const drafts = createPlanDrafts(me.person.id, monday)
  const [faults, setFaults] = createSignal<readonly ShiftFault[]>([])
  const [said, setSaid] = createSignal<{ readonly words: string; readonly bad: boolean }>()
  /** Published from here, and not yet among what is read back. */
  const [sent, setSent] = createSignal<ReadonlySet<PersonId>>(new Set())
  const [reason, setReason] = createSignal('')
  const [going, setGoing] = createSignal<{ readonly n: number; readonly of: number }>()
  const publish = createPublisher(me, {
    known: (person) => drafts.weeks().get(person)?.events,
    keep: drafts.putEvents,
  })
  createEffect(
    on([monday, area], () => {
      setFaults([])
      setSaid(undefined)
      setSent(new Set<PersonId>())
    }),
  )
  const names = createMemo(() => new Map(data.people().map(({ id, name, areas }) => [id, { name, areas }])))
  const nameOf = (id: PersonId): string => names().get(id)?.name ?? String(id).replace(/^p-/, '')
  const shiftsNow = (person: PersonId): readonly NewShift[] =>
    drafts.weeks().get(person)?.week.shifts ?? data.planned().get(person) ?? []
  const areaOf = (person: PersonId): string =>
    names()
      .get(person)
      ?.areas.find((one) => one.startsWith(area())) ?? area()
  const before = (person: PersonId) => (data.published().get(person) ?? []).map(({ id }) => id)
  /** What differs from what is published, of the people who are shown: only that is written. */
  const openRows = createMemo(() =>
    data.ready()
      ? [...drafts.weeks().values()].filter(
          ({ week }) =>
            names().has(week.person) &&
            !sent().has(week.person) &&
            !sameShifts(week.shifts, data.planned().get(week.person) ?? []),
        )
      : [],
  )
  // What is published is no draft any more: read back, also where the answer to it was lost.
  createEffect(() => {
    const arrived = [...drafts.weeks().values()].filter(
      ({ week, events }) => events && data.ready() && sameShifts(week.shifts, data.planned().get(week.person) ?? []),
    )
    if (arrived.length > 0 && !going()) void drafts.drop(arrived.map(({ week }) => week.person))
  })
  const open = createMemo(() => openRows().map(({ week }) => week))
  const openPeople = createMemo(() => new Set(open().map(({ person }) => person)))
  const replaces = createMemo(() => open().filter(({ person }) => data.published().has(person)).length)
  /** Whose week somebody else has published since it was planned here. */
  const elsewhere = createMemo(() =>
    openRows().flatMap((row) =>
      row.events || row.before.join() === before(row.week.person).join() ? [] : [row.week.person],
    ),
  )

  /** Resolves when it is on disk: before that nothing is said of it. */
  function plan(weeks: readonly NewWeek[]): Promise<void> {
    const looked = weeks.map((week) =>
      possible(week, data.leaves(), isoDate(Date.now()), data.planned().get(week.person)),
    )
    setFaults(looked.flatMap((one) => one.faults))
    const planned = new Set(weeks.map(({ person }) => person))
    setSent(new Set([...sent()].filter((person) => !planned.has(person))))
    return drafts.put(
      looked.map(({ week }) => week),
      before,
    )
  }
  async function copy(): Promise<void> {
    const weeks = [...data.lastWeek()].flatMap(([person, shifts]): NewWeek[] =>
      names().has(person) && !data.published().has(person)
        ? [{ person, area: areaOf(person), shifts: moved(shifts, data.before(), monday()) }]
        : [],
    )
    const left = [...data.lastWeek().keys()].filter((person) => !names().has(person))
    await plan(weeks)
    const n = weeks.length
    const words = n > 0 ? t('planCopied', { n: n.toLocaleString('en') }) : t('planNothingToCopy')
    const gone = left.length > 0 ? ` ${t('planLeft', { names: left.slice(0, 5).map(nameOf).join('、') })}` : ''
    setSaid({ words: `${words}${gone}`, bad: left.length > 0 })
  }
  function change(picked: ReadonlySet<PersonId>, days: readonly string[], shifts: readonly NewShift[]): void {
    void plan(
      [...picked].map((person) => ({
        person,
        area: areaOf(person),
        shifts: [...shiftsNow(person).filter(({ date }) => !days.includes(date)), ...shifts],
      })),
    )
    setSaid(undefined)
  }
  function discard(): void {
    void drafts.drop([...openPeople()])
    setFaults([])
    setSaid(undefined)
  }
  async function send(): Promise<void> {
    if (replaces() > 0 && reason().trim() === '') {
      setSaid({ words: t('planReasonMissing', { n: replaces() }), bad: true })
      return
    }
    const weeks = open()
    const done: PersonId[] = []
    setSaid(undefined)
    setGoing({ n: 0, of: weeks.length })
    const end = await publish(weeks, monday(), data.published(), reason().trim(), (people) => {
      done.push(...people)
      setGoing({ n: done.length, of: weeks.length })
    })
    await drafts.drop(end.refused)
    setSent(new Set([...sent(), ...done]))
    setGoing(undefined)
    data.refresh()
    const n = done.length.toLocaleString('en')
    if (end.problem) {
      setSaid({ words: t('planStopped', { n, of: weeks.length, why: t(end.problem) }), bad: true })
      return
    }
    const refused = end.refused.length > 0 ? ` ${t('planNotTaken', { n: end.refused.length })}` : ''
    setSaid({ words: `${t('planPublished', { n })}${refused}`, bad: refused !== '' })
    setReason('')
  }
  return {
    open,
    isOpen: (person: PersonId): boolean => openPeople().has(person),
    replaces,
    elsewhere,
    faults,
    said,
    reason,
    setReason,
    going,
    /** When the changes that were found here were written; undefined if none were. */
    found: () => (open().length > 0 ? drafts.found() : undefined),
    notKept: drafts.failed,
    nameOf,
    shiftsNow,
    copy: (): void => void copy(),
    change,
    discard,
    send,
  }
}
