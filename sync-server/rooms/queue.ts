import type { RoomName } from '../../domain/ids.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Appended, EventLog, Message, Stored, Unavailable } from '../storage/log.ts'

type Outcome = Result<readonly Appended[], Unavailable>
type Waiting = {
  readonly message: Message
  readonly done: (outcome: Outcome) => void
  readonly failed: (error: unknown) => void
}
/** Runs the function once everything that is ready now was heard. */
export type Soon = (run: () => void) => void

/** Items in one transaction: more would keep other readers waiting without making a commit cheaper. */
const MAX_BATCH = 200

export interface Queue {
  /** Resolves when the message's items are on disk; a problem means that nothing of it was taken. */
  append(message: Message): Promise<Outcome>
  /** Tells listeners of rows that came to be durable in another way than by `append`. */
  tell(rows: readonly Stored[]): void
  stats(): { readonly events: number; readonly commits: number }
}

/** Groups what comes in while the last transaction is on its way to the disk into the next one. */
export function createQueue(deps: {
  readonly log: EventLog
  readonly soon: Soon
  readonly onTrouble: (problem: Unavailable) => void
  readonly onStored: (room: RoomName, rows: readonly Stored[]) => void
}): Queue {
  const { log, soon, onTrouble, onStored } = deps
  const waiting: Waiting[] = []
  const counts = { events: 0, commits: 0 }
  let running = false

  function nextBatch(): readonly Waiting[] {
    const batch: Waiting[] = []
    let size = 0
    while (waiting[0] && (size === 0 || size + waiting[0].message.items.length <= MAX_BATCH)) {
      const next = waiting.shift() as Waiting
      size += next.message.items.length
      batch.push(next)
    }
    return batch
  }

  async function run(): Promise<void> {
    const batch = nextBatch()
    try {
      const outcome = await log.append(batch.map((one) => one.message))
      counts.commits++
      batch.forEach((one, i) => {
        one.done(outcome.ok ? ok(outcome.value.outcomes[i] as readonly Appended[]) : outcome)
      })
      if (outcome.ok) tell(outcome.value.stored)
      else onTrouble(outcome.problem)
    } catch (error) {
      for (const one of batch) one.failed(error)
    }
    running = false
    start()
  }

  function start(): void {
    if (running || waiting.length === 0) return
    running = true
    soon(() => void run())
  }

  function tell(rows: readonly Stored[]): void {
    counts.events += rows.length
    for (const [room, own] of Map.groupBy(rows, (row) => row.room)) onStored(room, own)
  }

  return {
    append: (message) =>
      new Promise((done, failed) => {
        waiting.push({ message, done, failed })
        start()
      }),
    tell,
    stats: () => ({ ...counts }),
  }
}
