import { HOUR, MINUTE, SECOND } from '../../domain/clock.ts'
import type { Why } from '../../domain/told.ts'
import type { Outbound } from './outbound.ts'
import type { Subscription, Subscriptions } from './subscriptions.ts'
import { encryptPush, type Vapid } from './web-push.ts'

const AGAIN = [5 * SECOND, MINUTE, 10 * MINUTE, HOUR]
/** So long a push service keeps it for a phone that is off (s). */
const KEEPS: { readonly urgent: number; readonly other: number } = { urgent: 300, other: 12 * 3600 }

/** Wakes phones. What is sent says of what kind and how many: nothing of a person, a place or a record. */
export function createPushPost(deps: {
  readonly subscriptions: Subscriptions
  readonly outbound: Outbound
  readonly vapid: Vapid
  readonly now: () => number
  readonly again?: readonly number[]
}) {
  const { subscriptions, outbound, vapid, now, again = AGAIN } = deps
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let closed = false

  async function send(to: Subscription, why: Why, count: number, tries: number): Promise<void> {
    if (closed || !subscriptions.has(to.session)) return
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
    const body = encryptPush(Buffer.from(JSON.stringify({ kind: why, count })), to.keys)
    const answer = await outbound.post(to.endpoint, headers, body)
    if (closed) return
    // The browser has given the subscription up.
    if (answer.status === 404 || answer.status === 410) subscriptions.end([to.session])
    const failed = answer.status === 0 || answer.status === 429 || answer.status >= 500
    const wait = answer.retryAfter ? answer.retryAfter * SECOND : again[tries]
    if (!failed || wait === undefined || tries >= again.length) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      void send(to, why, count, tries + 1)
    }, wait).unref()
    timers.add(timer)
  }
  return {
    send: (to: Subscription, why: Why, count: number): Promise<void> => send(to, why, count, 0),
    close(): void {
      closed = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
