import type { EventId, RecordId } from '../../domain/ids.ts'
import type { RoomEvent } from '../../domain/record/event.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import type { Stored } from '../storage/log.ts'

export type Fold = (id: RecordId, events: Iterable<readonly [EventId, RoomEvent]>) => FoldedRecord | undefined

/** What rows of the log say to the fold: what is held says nothing until somebody accepts it. */
export function eventsOf(rows: readonly Stored[]): Map<EventId, RoomEvent> {
  const events = new Map<EventId, RoomEvent>()
  for (const row of rows) {
    if (row.held) continue
    const decoded = decodeItem(row.bytes)
    if (decoded.ok) events.set(decoded.value.id, decoded.value.event)
  }
  return events
}

/** At most so many events of one record are told apart; if there are more, all that is left stands aside. */
const MOST = 20

/** Finds the events on which `attempt` throws, by halving: the rest can be folded without them. */
export function sift(
  rows: readonly Stored[],
  attempt: (rows: readonly Stored[]) => void,
): { kept: readonly Stored[]; thrown: readonly { row: Stored; error: string }[] } {
  const thrown: { row: Stored; error: string }[] = []
  let kept = rows
  for (let error = errorOf(kept); error !== undefined; error = errorOf(kept)) {
    if (thrown.length === MOST) {
      thrown.push(...kept.map((row) => ({ row, error: error as string })))
      return { kept: [], thrown }
    }
    // The shortest beginning that throws ends with one that is at fault.
    let [good, bad] = [0, kept.length]
    while (bad - good > 1) {
      const middle = (good + bad) >> 1
      if (errorOf(kept.slice(0, middle)) === undefined) good = middle
      else bad = middle
    }
    thrown.push({ row: kept[bad - 1] as Stored, error })
    kept = kept.filter((_, i) => i !== bad - 1)
  }
  return { kept, thrown }

  function errorOf(some: readonly Stored[]): string | undefined {
    try {
      attempt(some)
      return undefined
    } catch (error) {
      return String(error).slice(0, 500)
    }
  }
}
