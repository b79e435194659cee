import { Dexie, type Table } from 'dexie'
import type { MeAnswer, OfficeNotice } from '../../domain/api.ts'
import { ownKey } from '../frame.ts'

/**
 * Who is signed in on this phone, so that the app opens without a network. `localStorage` will not do: it reaches the
 * disk seconds later, and a phone that dies before that would show nobody's work.
 */
class Kept extends Dexie {
  people!: Table<{ id: 'me'; me: MeAnswer }, string>
  notices!: Table<{ id: 'mine'; list: readonly OfficeNotice[] }, string>
  constructor() {
    super(ownKey('xunji-kept'), { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ people: 'id' })
    this.version(2).stores({ notices: 'id' })
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
export const forgetMe = (): Promise<void> =>
  withKept(async (kept) => {
    await kept.people.delete('me')
    await kept.notices.delete('mine')
  })

/** What was said to somebody of the office, to be read without a network. */
export const keptNotices = (): Promise<readonly OfficeNotice[]> =>
  withKept(async (kept) => (await kept.notices.get('mine'))?.list ?? []).catch(() => [])
export const keepNotices = (list: readonly OfficeNotice[]): Promise<void> =>
  withKept(async (kept) => void (await kept.notices.put({ id: 'mine', list }))).catch(() => undefined)
