import { covers } from '../../domain/access.ts'
import { DAY, SECOND } from '../../domain/clock.ts'
import type { PersonId, RecordId } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { type Address, type Audience, addressesOf, isFor } from '../../domain/told.ts'
import type { People } from '../people/people.ts'
import type { Projection } from '../projection/projection.ts'
import type { createPushPost } from './push-post.ts'
import type { ReachedStore } from './reached.ts'
import type { createRobotPost } from './robot-post.ts'
import type { Robots } from './robots.ts'
import type { Subscriptions } from './subscriptions.ts'

/** A phone that is open says within this time that it has it, and need not be woken (ms). */
const GRACE = 5 * SECOND
/** A call for help that nobody answered goes to the district as well (`sos_ack_30s`). */
const ESCALATE = 30 * SECOND
const KINDS = new Set([
  'notice',
  'task',
  'toilet_repair',
  'home_visit',
  'feedback',
  'sos',
  'leave_request',
  'clock_fix',
  'swap_request',
  'roster_entry',
  'latrine',
  'toilet_check',
])

/** Hears of each new act that tells somebody something, and sees to it that he hears of it. */
export function createTeller(deps: {
  readonly projection: Pick<Projection, 'told' | 'onChanged'>
  readonly people: Pick<People, 'grantsOf' | 'everybody'>
  readonly store: ReachedStore
  readonly subscriptions: Subscriptions
  readonly robots: Robots
  readonly push: ReturnType<typeof createPushPost>
  readonly robotPost: ReturnType<typeof createRobotPost>
  readonly now: () => number
  readonly grace?: number
  readonly escalate?: number
}) {
  const {
    projection,
    people,
    store,
    subscriptions,
    robots,
    push,
    robotPost,
    now,
    grace = GRACE,
    escalate = ESCALATE,
  } = deps
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const after = (ms: number, act: () => Promise<void>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act().catch(() => {})
    }, ms).unref()
    timers.add(timer)
  }
  const audience = (to: Audience, record: FoldedRecord): readonly PersonId[] =>
    'person' in to
      ? [to.person]
      : people
          .everybody()
          .map(({ id }) => id)
          .filter((id) => id !== record.createdBy && isFor(to, id, people.grantsOf(id), now()))

  /** Wakes whoever has not said that he has it. */
  async function wake(id: RecordId, address: Address, who: (person: PersonId) => boolean): Promise<void> {
    const record = await projection.told(undefined, id)
    // It may have been withdrawn, answered or given to another meanwhile.
    if (!record || !addressesOf(record).some(({ event }) => event === address.event)) return
    for (const person of audience(address.to, record)) {
      if (!who(person) || store.has(id, address.event, person)) continue
      for (const subscription of subscriptions.of(person)) await push.send(subscription, address.why, 1)
    }
  }
  const isNear = (person: PersonId): boolean => people.grantsOf(person).some(({ area }) => area.length >= 9)

  async function hear(id: RecordId): Promise<void> {
    const record = await projection.told(undefined, id)
    for (const address of record ? addressesOf(record) : []) {
      if (!record || !store.isNew(id, address.event, now())) continue
      for (const robot of robots.all()) {
        if (robot.enabled && covers(robot.area, record.area)) robotPost.add(robot.id, address.why)
      }
      if (address.why !== 'sos') after(grace, () => wake(id, address, () => true))
      else {
        after(0, () => wake(id, address, isNear))
        after(escalate, () => wake(id, address, (person) => !isNear(person)))
      }
    }
  }
  // What is older than a day is no news: a projection that is built anew tells nobody anything.
  const stop = projection.onChanged((changes) => {
    for (const { record, kind, receivedAt } of changes)
      if (KINDS.has(kind) && receivedAt > now() - DAY) hear(record).catch(() => {})
  })
  return {
    close(): void {
      stop()
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
