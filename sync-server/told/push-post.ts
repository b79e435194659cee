import { HOUR, MINUTE, SECOND } from '../../domain/clock.ts'
import type { EventId, PersonId, RecordId } from '../../domain/ids.ts'
import type { Why } from '../../domain/told.ts'
import type { Outbound } from './outbound.ts'
import { createRunner, type Job, type Outbox } from './outbox.ts'
import type { ReachedStore } from './reached.ts'
import type { Subscription, Subscriptions } from './subscriptions.ts'
import { encryptPush, type Vapid } from './web-push.ts'

const AGAIN = [5 * SECOND, MINUTE, 10 * MINUTE, HOUR]
/** So long a push service keeps it for a phone that is off (s). */
const KEEPS: { readonly urgent: number; readonly other: number } = { urgent: 300, other: 12 * 3600 }

/** What a phone is woken for. */
export type Push = {
  readonly why: Why
  readonly record: RecordId
  readonly event: EventId
  readonly person: PersonId
}

/** Wakes phones. What is sent says of what kind and how many: nothing of a person, a place or a record. */
export function createPushPost(deps: {
  readonly outbox: Outbox
  readonly subscriptions: Subscriptions
  readonly store: Pick<ReachedStore, 'has'>
  readonly outbound: Outbound
  readonly vapid: Vapid
  readonly now: () => number
  readonly again?: readonly number[]
}) {
  const { outbox, subscriptions, store, outbound, vapid, now, again = AGAIN } = deps

  async function send({ target, body: { why, record, event, person }, tries }: Job<Push>): Promise<number | undefined> {
    const to = subscriptions.one(target)
    // Signed out, or the phone has said meanwhile that it has it.
    if (to?.person !== person || store.has(record, event, person)) return undefined
    const urgent = why === 'sos'
    const headers = {
      authorization: vapid.authorization(to.endpoint, now()),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: urgent ? KEEPS.urgent : KEEPS.other,
      urgency: urgent ? 'high' : 'normal',
      // The newest count takes the place of an older one that the phone has not fetched.
      topic: why,
    }
    const body = encryptPush(Buffer.from(JSON.stringify({ kind: why, count: 1 })), to.keys)
    const answer = await outbound.post(to.endpoint, headers, body)
    // The browser has given the subscription up.
    if (answer.status === 404 || answer.status === 410) subscriptions.end([to.session])
    const failed = answer.status === 0 || answer.status === 429 || answer.status >= 500
    if (!failed || tries >= again.length) return undefined
    return answer.retryAfter ? answer.retryAfter * SECOND : again[tries]
  }
  const runner = createRunner<Push>({ outbox, type: 'push', now, work: send })
  return {
    /** On disk when this returns; goes out as soon as it can. */
    add({ session }: Subscription, push: Push): void {
      outbox.put({ key: `push:${session}:${push.event}`, type: 'push', target: session, body: push, due: now() })
    },
    plan: runner.plan,
    close: runner.close,
  }
}
