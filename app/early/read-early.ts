import type { Grant } from '../../domain/access.ts'
import type { MeAnswer } from '../../domain/api.ts'
import { ownKey } from '../frame.ts'
import { HEAD_ID, openHead } from '../store/head-row.ts'
import type { Head, OutboxRow } from '../store/rows.ts'
import { type Sealed, sealerOf, type WrappedKey } from '../store/seal.ts'

/**
 * The day that this phone kept, read without the library that the store stands on: that is half of what there is to load
 * before the first picture. Undefined where there is none.
 */
export async function readEarly(
  atDesk: (grants: readonly Grant[]) => boolean,
): Promise<{ readonly head: Head; readonly waiting: number } | undefined> {
  const kept = await opened(ownKey('xunji-kept'), async (db) => {
    const [row] = await rowsOf<{ me: MeAnswer }>(db, { people: (store) => store.get('me') })
    return row?.me
  })
  if (!kept || atDesk(kept.grants)) return undefined
  return opened(ownKey(`xunji-${kept.person.id}`), async (db) => {
    const [key, row, marks] = (await rowsOf<unknown>(db, {
      keys: (store) => store.get('data'),
      heads: (store) => store.get(HEAD_ID),
      outbox: (store) => store.getAll(),
    })) as [WrappedKey | undefined, { sealed: Sealed } | undefined, OutboxRow[]]
    if (!key || !row) return undefined
    const head = await openHead(await sealerOf(key), row.sealed)
    return { head, waiting: marks.filter((mark) => mark.state === 'waiting').length }
  })
}

/** Opens a database that is there, in whatever version it is; makes none. */
async function opened<T>(name: string, read: (db: IDBDatabase) => Promise<T | undefined>): Promise<T | undefined> {
  const request = indexedDB.open(name)
  request.onupgradeneeded = () => request.transaction?.abort()
  const db = await settled(request)
  try {
    return await read(db)
  } finally {
    db.close()
  }
}

/** One transaction over the stores that are named. */
const rowsOf = <T>(
  db: IDBDatabase,
  asks: { readonly [store: string]: (store: IDBObjectStore) => IDBRequest },
): Promise<readonly (T | undefined)[]> => {
  const transaction = db.transaction(Object.keys(asks))
  return Promise.all(
    Object.entries(asks).map(([name, ask]) => settled(ask(transaction.objectStore(name)) as IDBRequest<T>)),
  )
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
