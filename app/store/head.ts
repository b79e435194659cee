import type { Database } from './database.ts'
import { HEAD_ID, sealHead } from './head-row.ts'
import type { HeadStore } from './rows.ts'
import type { Sealer } from './seal.ts'

/**
 * What the first screen showed last, sealed: so that it paints before thousands of events are opened and folded. Each act
 * of this phone takes it away in its own transaction (`saveOwn`): it never shows what its owner has done since. Read by
 * `app/early`, which does without this store.
 */
export function headStore(db: Database, sealer: Sealer): HeadStore {
  return {
    headMark: () => db.events.count(),
    async saveHead(head, mark) {
      const sealed = await sealHead(sealer, head)
      // What was written in between has made it old already.
      await db.transaction('rw', db.heads, db.events, async () => {
        if ((await db.events.count()) === mark) await db.heads.put({ id: HEAD_ID, sealed })
      })
    },
  }
}
