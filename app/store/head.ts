import { ownKey } from '../frame.ts'
import type { Database } from './database.ts'
import { Database as Opened } from './database.ts'
import type { Head, HeadStore } from './rows.ts'
import { type Sealer, sealerOf } from './seal.ts'

const ROOM = 'head'
const ID = 'today'

/**
 * What the first screen showed last, sealed: so that it paints before thousands of events are opened and folded. Each act
 * of this phone takes it away in its own transaction (`saveOwn`): it never shows what its owner has done since.
 */
export function headStore(db: Database, sealer: Sealer): HeadStore {
  return {
    headMark: () => db.events.count(),
    async saveHead(head, mark) {
      const sealed = await sealer.sealJson(ROOM, ID, head)
      // What was written in between has made it old already.
      await db.transaction('rw', db.heads, db.events, async () => {
        if ((await db.events.count()) === mark) await db.heads.put({ id: ID, sealed })
      })
    },
  }
}

/** The head of a person, and what waits beside it, without opening anything else; undefined where there is none. */
export async function readHead(person: string): Promise<{ readonly head: Head; readonly waiting: number } | undefined> {
  const db = new Opened(ownKey(`xunji-${person}`))
  try {
    await db.open()
    const [key, row, marks] = await db.transaction('r', db.keys, db.heads, db.outbox, () =>
      Promise.all([db.keys.get('data'), db.heads.get(ID), db.outbox.toArray()]),
    )
    if (!key || !row) return undefined
    const head = (await (await sealerOf(key)).openJson(ROOM, ID, row.sealed)) as Head
    return { head, waiting: marks.filter((mark) => mark.state === 'waiting').length }
  } catch {
    // The day itself is coming; its first picture is a matter of seconds.
    return undefined
  } finally {
    db.close()
  }
}
