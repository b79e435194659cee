import type { HeldAnswer, MeAnswer } from '../../domain/api.ts'
import { MINUTE } from '../../domain/clock.ts'
import { keepMe } from '../store/kept.ts'
import type { OutboxRow, Store } from '../store/rows.ts'
import type { PhoneCore } from '../sync/phone-core.ts'
import { request } from './api.ts'
import { loadKindsOf } from './kinds.ts'

/** Asked for at most so often (ms). */
const EVERY = MINUTE

/** What the server says anew: what was decided about what was held; grants, rooms and the time. */
export function createLearner(core: PhoneCore) {
  let learnt = performance.now()

  async function learnDecisions(): Promise<void> {
    if (!core.needs().some((row) => row.state === 'held')) return
    const held = await request<HeldAnswer>('/api/held?mine=1')
    const rows = held.ok ? held.value.rows : []
    const against = rows.flatMap(({ event: id, decided }) =>
      decided && !decided.accepted ? [{ id, note: decided.reason }] : [],
    )
    if (against.length > 0) await core.reject(against)
  }

  async function learnMe(): Promise<void> {
    if (performance.now() - learnt < EVERY) return
    learnt = performance.now()
    const answer = await request<MeAnswer>('/api/me')
    // Somebody else may have signed in, in another tab.
    if (!answer.ok || answer.value.person.id !== core.me.person.id) return
    await keepMe(answer.value)
    await loadKindsOf(answer.value.grants.map(({ role }) => role))
    await core.learn(answer.value)
  }
  return async (): Promise<void> => {
    await learnDecisions()
    await learnMe()
  }
}

/** What an older build of the app was refused for its form may be taken from this one. */
export async function offerAgain(store: Store): Promise<void> {
  if (!(await store.isNewBuild(import.meta.url))) return
  const refused = (await store.outbox()).filter(({ state, reason }) => state === 'aside' && reason === 'form')
  await store.reoffer(refused.map(({ id, room }): OutboxRow => ({ id, room, state: 'waiting' })))
}
