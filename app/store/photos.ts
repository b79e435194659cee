import type { Place } from '../../domain/record/event.ts'
import { fail, ok } from '../../domain/result.ts'
import { type Database, notSaved, type SealedPhoto } from './database.ts'
import type { PhotoOwner, PhotoStore, Settles } from './rows.ts'
import { newSealKey, type Sealer, sealWith, unsealWith } from './seal.ts'

const ROOM = 'photo'
const PLACE = 'photo place'
const ownerKey = (owner: PhotoOwner): string => ('draft' in owner ? `draft:${owner.draft}` : `record:${owner.record}`)

/** Inside the transaction of the act: the draft's photos become the record's. */
export async function settlePhotos(db: Database, { draft, record, room }: Settles): Promise<void> {
  const owner: PhotoOwner = { record, room }
  await db.photos
    .where('of')
    .equals(`draft:${draft}`)
    .modify({ of: ownerKey(owner), owner } satisfies Partial<SealedPhoto>)
}

/** Each photo lies once on the phone, sealed under a key of its own, which is sealed under the phone's. */
export function photoStore(db: Database, sealer: Sealer): PhotoStore {
  return {
    async addPhoto(row, bytes) {
      try {
        const key = newSealKey()
        const blob = {
          id: row.id,
          key: await sealer.seal(ROOM, row.id, key),
          sealed: await sealWith(key, row.id, bytes),
        }
        // Where somebody stood is nobody's to read on a lost phone.
        const { place, ...plain } = row
        const at = place && (await sealer.sealJson(PLACE, row.id, place))
        await db.transaction('rw', db.photos, db.blobs, async () => {
          await db.photos.add({ ...plain, of: ownerKey(row.owner), ...(at ? { sealedPlace: at } : {}) })
          await db.blobs.add(blob)
        })
        return ok(undefined)
      } catch (error) {
        return fail(notSaved(error))
      }
    },
    async photos() {
      const here = new Set(await db.blobs.toCollection().primaryKeys())
      return Promise.all(
        (await db.photos.toArray()).map(async ({ of: _, sealedPlace, ...plain }) => {
          const row = here.has(plain.id) ? plain : { ...plain, gone: true as const }
          if (!sealedPlace) return row
          return { ...row, place: (await sealer.openJson(PLACE, row.id, sealedPlace)) as Place }
        }),
      )
    },
    async photoBytes(id) {
      const blob = await db.blobs.get(id)
      return blob && unsealWith(await sealer.open(ROOM, id, blob.key), id, blob.sealed)
    },
    async changePhoto(id, change) {
      await db.photos.update(id, change)
    },
    // Nothing is written here: on a full phone a transaction that writes as well as deletes is refused whole.
    dropBytes: (ids) => db.blobs.bulkDelete([...ids]),
    dropPhoto: (id) =>
      db.transaction('rw', db.photos, db.blobs, async () => {
        await db.blobs.delete(id)
        await db.photos.delete(id)
      }),
  }
}
