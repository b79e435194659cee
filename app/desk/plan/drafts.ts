import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { PersonId, RecordId } from '../../../domain/ids.ts'
import type { BulkEvent, NewWeek } from '../../../domain/roster-week.ts'
import { ownKey } from '../../frame.ts'
import { dropWeeks, type KeptWeek, keepWeeks, keptWeeks, planKey } from '../../store/kept-plans.ts'

/**
 * The weeks that are being planned on this desk, on disk at each change: a page that closes, a network that drops or a
 * second page loses nothing of them. They are nobody else's until they are published.
 */
export function createPlanDrafts(planner: PersonId, monday: Accessor<string>) {
  const [weeks, setWeeks] = createSignal<ReadonlyMap<PersonId, KeptWeek>>(new Map())
  /** When the newest of those that were here already was written; undefined for a week that was begun on this page. */
  const [found, setFound] = createSignal<number>()
  const [failed, setFailed] = createSignal(false)
  const others = new BroadcastChannel(ownKey('xunji-plans'))
  let turn = 0

  async function read(): Promise<readonly KeptWeek[]> {
    const mine = ++turn
    const rows = await keptWeeks(planner, monday()).catch(() => [])
    if (mine === turn) setWeeks(new Map(rows.map((row) => [row.week.person, row])))
    return rows
  }
  createEffect(
    on(monday, () => {
      setWeeks(new Map())
      setFound(undefined)
      void read().then((rows) => rows.length > 0 && setFound(Math.max(...rows.map(({ at }) => at))))
    }),
  )
  others.addEventListener('message', () => void read())
  onCleanup(() => others.close())
  const tell = (): void => others.postMessage('changed')

  async function write(rows: readonly KeptWeek[]): Promise<void> {
    turn++
    setWeeks(new Map([...weeks(), ...rows.map((row) => [row.week.person, row] as const)]))
    setFailed(!(await keepWeeks(rows)))
    tell()
  }
  return {
    weeks,
    found,
    /** What is planned stands on this page only: the disk did not take it. */
    failed,
    put(list: readonly NewWeek[], before: (person: PersonId) => readonly RecordId[]): Promise<void> {
      const at = Date.now()
      return write(
        list.map((week) => {
          const key = planKey(planner, monday(), week.person)
          return { key, planner, monday: monday(), week, before: before(week.person), at }
        }),
      )
    },
    /** What is about to go out for these people, before it does. */
    putEvents(events: ReadonlyMap<PersonId, readonly BulkEvent[]>): Promise<void> {
      return write(
        [...events].flatMap(([person, own]): KeptWeek[] => {
          const row = weeks().get(person)
          return row ? [{ ...row, events: own }] : []
        }),
      )
    },
    /** They are published, or given up. */
    async drop(people: readonly PersonId[]): Promise<void> {
      if (people.length === 0) return
      turn++
      const gone = new Set(people)
      const keys = people.map((person) => planKey(planner, monday(), person))
      setWeeks(new Map([...weeks()].filter(([person]) => !gone.has(person))))
      setFound(undefined)
      await dropWeeks(keys)
      tell()
    },
  }
}
