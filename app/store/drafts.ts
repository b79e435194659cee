import { fail, ok } from '../../domain/result.ts'
import { type Database, notSaved } from './database.ts'
import type { Draft, DraftStore } from './rows.ts'
import type { Sealer } from './seal.ts'

const ROOM = 'draft'

export function draftStore(db: Database, sealer: Sealer): DraftStore {
  return {
    async saveDraft(key, draft) {
      try {
        const at = Date.now()
        const sealed = await sealer.sealJson(ROOM, key, draft)
        const { kind, record } = draft
        await db.drafts.put({ key, kind, ...(record ? { record } : {}), sealed, at })
        return ok(at)
      } catch (error) {
        return fail(notSaved(error))
      }
    },
    async draft(key) {
      const row = await db.drafts.get(key)
      if (!row?.kind) return undefined
      return { ...((await sealer.openJson(ROOM, key, row.sealed)) as Draft), at: row.at }
    },
    dropDraft: (key) =>
      db.transaction('rw', [db.drafts, db.photos, db.blobs], async () => {
        const photos = await db.photos.where('of').equals(`draft:${key}`).primaryKeys()
        await db.blobs.bulkDelete(photos)
        await db.photos.bulkDelete(photos)
        await db.drafts.delete(key)
      }),
    async drafts() {
      const rows = await db.drafts.toArray()
      return rows.flatMap(({ key, kind, record, at }) =>
        kind === undefined ? [] : [{ key, kind, ...(record ? { record } : {}), at }],
      )
    },
  }
}
