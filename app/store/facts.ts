import type { Fact } from '../../domain/facts.ts'
import type { Database } from './database.ts'
import type { FactStore, KeptFacts } from './rows.ts'
import type { Sealer } from './seal.ts'

const ROOM = 'facts'

/** What the server said of an area's homes and facilities: one sealed row an area, so that a start reads it at once. */
export function factStore(db: Database, sealer: Sealer): FactStore {
  return {
    async facts() {
      const rows = await db.facts.toArray()
      return Promise.all(
        rows.map(async ({ area, cursor, sealed }): Promise<KeptFacts> => {
          const facts = (await sealer.openJson(ROOM, area, sealed)) as readonly Fact[]
          return { area, cursor, facts }
        }),
      )
    },
    async saveFacts({ area, cursor, facts }) {
      await db.facts.put({ area, cursor, sealed: await sealer.sealJson(ROOM, area, facts) })
    },
  }
}
