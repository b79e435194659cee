import { Dexie, type Table } from 'dexie'
import type { MeAnswer } from '../../domain/api.ts'
import { ownKey } from '../frame.ts'

/**
 * Who is signed in on this phone, so that the app opens without a network. `localStorage` will not do: it reaches the
 * disk seconds later, and a phone that dies before that would show nobody's work.
 */
class Kept extends Dexie {
  people!: Table<{ id: 'me'; me: MeAnswer }, string>
  constructor() {
    super(ownKey('xunji-kept'), { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ people: 'id' })
  }
}

async function withKept<T>(act: (kept: Kept) => Promise<T>): Promise<T> {
  const kept = new Kept()
  try {
    return await act(kept)
  } finally {
    kept.close()
  }
}

export const keptMe = (): Promise<MeAnswer | undefined> =>
  withKept(async (kept) => (await kept.people.get('me'))?.me).catch(() => undefined)
/** A full phone keeps nobody new, and goes on. */
export const keepMe = (me: MeAnswer): Promise<void> =>
  withKept(async (kept) => void (await kept.people.put({ id: 'me', me }))).catch(() => undefined)
export const forgetMe = (): Promise<void> => withKept((kept) => kept.people.delete('me'))
