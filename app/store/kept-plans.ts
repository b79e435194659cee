import { Dexie, type Table } from 'dexie'
import type { PersonId, RecordId } from '../../domain/ids.ts'
import type { BulkEvent, NewWeek } from '../../domain/roster-week.ts'
import { ownKey } from '../frame.ts'

/** Somebody's week as it is being planned here: who has which shift, by ids; no name. */
export type KeptWeek = {
  readonly key: string
  readonly planner: PersonId
  readonly monday: string
  readonly week: NewWeek
  /** What was published when it was planned: if that is another now, somebody else planned it meanwhile. */
  readonly before: readonly RecordId[]
  /** What went out, or was about to: after a cut the same goes out again, and the server stores it once. */
  readonly events?: readonly BulkEvent[]
  readonly at: number
}

/** A row for each person's week: two open pages that plan different people do not undo each other. */
class Plans extends Dexie {
  weeks!: Table<KeptWeek, string>
  constructor() {
    super(ownKey('xunji-plans'), { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ weeks: 'key, [planner+monday]' })
  }
}

async function withPlans<T>(act: (plans: Plans) => Promise<T>): Promise<T> {
  const plans = new Plans()
  try {
    return await act(plans)
  } finally {
    plans.close()
  }
}

export const planKey = (planner: PersonId, monday: string, person: PersonId): string => `${planner} ${monday} ${person}`
export const keptWeeks = (planner: PersonId, monday: string): Promise<readonly KeptWeek[]> =>
  withPlans((plans) => plans.weeks.where({ planner, monday }).toArray())
/** All of them are on disk, or none is and false comes back. */
export const keepWeeks = (weeks: readonly KeptWeek[]): Promise<boolean> =>
  withPlans(async (plans) => {
    await plans.weeks.bulkPut([...weeks])
    return true
  }).catch(() => false)
export const dropWeeks = (keys: readonly string[]): Promise<void> =>
  withPlans((plans) => plans.weeks.bulkDelete([...keys])).catch(() => undefined)
