import { covers } from '../../domain/access.ts'
import { DAY, SECOND } from '../../domain/clock.ts'
import type { EventId, PersonId, RecordId } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { type Audience, addressesOf, isFor } from '../../domain/told.ts'
import type { People } from '../people/people.ts'
import type { Projection } from '../projection/projection.ts'
import { createRunner, type Job, type Outbox } from './outbox.ts'
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

/** Changes that are read at once. */
const PAGE = 500
/** A reader that failed is asked again after this time (ms). */
const PATIENCE = SECOND
/** Somebody may have to be woken, unless his phone says that it has it. `who`: a call for help goes to the street first. */
type Wake = { readonly record: RecordId; readonly event: EventId; readonly who: 'all' | 'near' | 'far' }

/** Hears of each new act that tells somebody something, and sees to it that he hears of it: also after a start. */
export function createTeller(deps: {
  readonly projection: Pick<Projection, 'told' | 'onChanged' | 'since' | 'status'>
  readonly people: Pick<People, 'grantsOf' | 'everybody'>
  readonly outbox: Outbox
  readonly store: ReachedStore
  readonly subscriptions: Subscriptions
  readonly robots: Robots
  readonly push: ReturnType<typeof createPushPost>
  readonly robotPost: ReturnType<typeof createRobotPost>
  readonly now: () => number
  readonly grace?: number
  readonly escalate?: number
}) {
  const { projection, people, outbox, store, subscriptions, robots, push, robotPost, now } = deps
  const { grace = GRACE, escalate = ESCALATE } = deps
  const audience = (to: Audience, record: FoldedRecord): readonly PersonId[] =>
    'person' in to
      ? [to.person]
      : people
          .everybody()
          .map(({ id }) => id)
          .filter((id) => id !== record.createdBy && isFor(to, id, people.grantsOf(id), now()))
  const isNear = (person: PersonId): boolean => people.grantsOf(person).some(({ area }) => area.length >= 9)

  /** Wakes whoever has not said that he has it. */
  async function wake({ body: { record: id, event, who } }: Job<Wake>): Promise<undefined> {
    const record = await projection.told(undefined, id)
    // It may have been withdrawn, answered or given to another meanwhile.
    const address = record && addressesOf(record).find((one) => one.event === event)
    if (!record || !address) return
    outbox.together(() => {
      for (const person of audience(address.to, record)) {
        if ((who !== 'all' && isNear(person) !== (who === 'near')) || store.has(id, event, person)) continue
        for (const one of subscriptions.of(person)) push.add(one, { why: address.why, record: id, event, person })
      }
    })
    push.plan()
  }
  const wakes = createRunner<Wake>({ outbox, type: 'wake', now, work: wake })

  async function hear(id: RecordId): Promise<void> {
    const record = await projection.told(undefined, id)
    const later = (event: EventId, who: Wake['who'], due: number): void => {
      const body = { record: id, event, who } satisfies Wake
      outbox.put({ key: `wake:${event}:${who}`, type: 'wake', target: id, body, due })
    }
    outbox.together(() => {
      for (const { event, why } of record ? addressesOf(record) : []) {
        if (!record || !store.isNew(id, event, now())) continue
        for (const robot of robots.all())
          if (robot.enabled && covers(robot.area, record.area)) robotPost.add(robot.id, why, event)
        if (why !== 'sos') later(event, 'all', now() + grace)
        else {
          later(event, 'near', now())
          later(event, 'far', now() + escalate)
        }
      }
    })
  }

  /** Where to begin, for a database that knows of no round: what is there before this tells nobody anything. */
  async function mark(): Promise<void> {
    // The generation is known once the projection has answered anything.
    if (projection.status().generation === '') await projection.since(Number.MAX_SAFE_INTEGER, 1)
    if (!closed && !outbox.heard()) outbox.setHeard(projection.status())
  }
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let more = false
  /** From where the last round ended. */
  async function listen(): Promise<void> {
    await mark()
    const { generation } = projection.status()
    const known = outbox.heard()
    let upTo = known?.generation === generation ? known.changed : 0
    for (;;) {
      const page = await projection.since(upTo, PAGE)
      // What is older than a day is no news: a projection that is built anew tells nobody anything.
      const news = page.filter(({ kind, receivedAt }) => KINDS.has(kind) && receivedAt > now() - DAY)
      await Promise.all(news.map(({ record }) => hear(record)))
      if (closed) return
      upTo = page.at(-1)?.changed ?? upTo
      outbox.setHeard({ generation, changed: upTo })
      wakes.plan()
      robotPost.plan()
      if (page.length < PAGE) return
    }
  }
  async function rounds(): Promise<void> {
    running = true
    try {
      while (more && !closed) {
        more = false
        await listen()
      }
    } catch {
      if (!closed) timer = setTimeout(again, PATIENCE).unref()
    } finally {
      running = false
    }
  }
  function again(): void {
    more = true
    if (!running) void rounds()
  }
  const stop = projection.onChanged(again)
  again()
  wakes.plan()
  push.plan()
  robotPost.plan()
  return {
    /** Resolves when everything that comes from now on is news; a first start waits for it before it takes anything in. */
    begun: mark,
    close(): void {
      closed = true
      stop()
      clearTimeout(timer)
      wakes.close()
    },
  }
}
