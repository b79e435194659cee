import type { RoomName } from '../../domain/ids.ts'
import { fail, ok } from '../../domain/result.ts'
import { ownKey } from '../frame.ts'
import { Database, type EventRow, notSaved } from './database.ts'
import { draftStore } from './drafts.ts'
import { factStore } from './facts.ts'
import { headStore } from './head.ts'
import { photoStore, settlePhotos } from './photos.ts'
import type { EventStore, OpenItem, OutboxRow, Store } from './rows.ts'
import { newWrappedKey, type Sealer, sealerOf } from './seal.ts'

/** The name of the store in which a person practises: nothing of it ever meets his own. */
export const practiceStore = (person: string): string => `practice-${person}`
/** Gives up what was practised. */
export const dropPractice = (person: string): Promise<void> =>
  Database.delete(ownKey(`xunji-${practiceStore(person)}`)).catch(() => undefined)

/** Opens the phone's store of one person. */
export async function openStore(person: string): Promise<Store> {
  const db = new Database(ownKey(`xunji-${person}`))
  await db.open()
  const found = await db.keys.get('data')
  const key = found ?? (await newWrappedKey())
  if (!found) await db.keys.put(key)
  const sealer = await sealerOf(key)
  return {
    ...eventStore(db, sealer),
    ...draftStore(db, sealer),
    ...photoStore(db, sealer),
    ...factStore(db, sealer),
    ...headStore(db, sealer),
    async isNewBuild(build) {
      const known = await db.anchors.get('build')
      if (known?.id === 'build' && known.build === build) return false
      await db.anchors.put({ id: 'build', build })
      return true
    },
    close: () => db.close(),
  }
}

function eventStore(db: Database, sealer: Sealer): EventStore {
  // Sealing comes before each transaction: awaiting it inside would let the transaction commit too early.
  const seal = (items: readonly OpenItem[]): Promise<EventRow[]> =>
    Promise.all(
      items.map(async ({ bytes, ...rest }) => ({ ...rest, sealed: await sealer.seal(rest.room, rest.id, bytes) })),
    )
  const open = (rows: readonly EventRow[]): Promise<OpenItem[]> =>
    Promise.all(
      rows.map(async ({ sealed, ...rest }) => ({ ...rest, bytes: await sealer.open(rest.room, rest.id, sealed) })),
    )

  return {
    async saveOwn(items, settles) {
      try {
        const rows = await seal(items)
        const marks = items.map(({ id, room }): OutboxRow => ({ id, room, state: 'waiting' }))
        await db.transaction('rw', [db.events, db.outbox, db.drafts, db.photos, db.heads], async () => {
          await db.heads.clear()
          await db.events.bulkAdd(rows)
          await db.outbox.bulkAdd(marks)
          if (settles) await settlePhotos(db, settles)
          if (settles) await db.drafts.delete(settles.draft)
        })
        return ok(undefined)
      } catch (error) {
        return fail(notSaved(error))
      }
    },
    async saveRemote(room, items, cursor) {
      try {
        const rows = await seal(items)
        await db.transaction('rw', db.events, db.cursors, async () => {
          await db.events.bulkPut(rows)
          if (cursor !== undefined) await db.cursors.put({ room, cursor })
        })
        return ok(undefined)
      } catch (error) {
        return fail(notSaved(error))
      }
    },
    async rewrite(items) {
      await db.events.bulkPut(await seal(items))
    },
    allItems: async () => open(await db.events.toArray()),
    items: async (ids) => open((await db.events.bulkGet([...ids])).filter((row) => row !== undefined)),
    outbox: () => db.outbox.toArray(),
    receipts: async () => new Map((await db.receipts.toArray()).map((row) => [row.id, row.at])),
    received: (ids, at) =>
      db.transaction('rw', db.outbox, db.receipts, async () => {
        await db.outbox.bulkDelete([...ids])
        await db.receipts.bulkPut(ids.map((id) => ({ id, at })))
      }),
    async setAside(rows) {
      await db.outbox.bulkPut([...rows])
    },
    reoffer: (rows) =>
      db.transaction('rw', db.outbox, db.receipts, async () => {
        await db.receipts.bulkDelete(rows.map((row) => row.id))
        await db.outbox.bulkPut([...rows])
      }),
    cursors: async () => new Map((await db.cursors.toArray()).map((row): [RoomName, string] => [row.room, row.cursor])),
    async anchor() {
      const kept = await db.anchors.get('server')
      return kept?.id === 'server' ? { server: kept.server, wall: kept.wall } : undefined
    },
    async setAnchor(anchor) {
      await db.anchors.put({ id: 'server', ...anchor })
    },
  }
}
