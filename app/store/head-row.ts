import type { Head } from './rows.ts'
import type { Sealed, Sealer } from './seal.ts'

const ROOM = 'head'
/** The one row of the kept day. */
export const HEAD_ID = 'today'

export const sealHead = (sealer: Sealer, head: Head): Promise<Sealed> => sealer.sealJson(ROOM, HEAD_ID, head)
export const openHead = async (sealer: Sealer, sealed: Sealed): Promise<Head> =>
  (await sealer.openJson(ROOM, HEAD_ID, sealed)) as Head
