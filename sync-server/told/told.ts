import { join } from 'node:path'
import { accessTo } from '../../domain/access.ts'
import type { ReachedAnswer, ReachedRow, ReachedSaid } from '../../domain/api.ts'
import type { EventId, PersonId, RecordId } from '../../domain/ids.ts'
import { seenBy } from '../../domain/notice.ts'
import { entryOf, recordOfEntry } from '../../domain/record/fold.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import { decodeItem } from '../../domain/room/grammar.ts'
import { parseRoom } from '../../domain/room/names.ts'
import { type Audience, addressesOf, isFor, maySeeReached, type ReachedMark } from '../../domain/told.ts'
import type { People } from '../people/people.ts'
import type { Session } from '../people/sessions.ts'
import type { Projection } from '../projection/projection.ts'
import type { Author, Rooms } from '../rooms/rooms.ts'
import { openToldDatabase } from './database.ts'
import { createOfficeNotices } from './office-notices.ts'
import { createOutbound } from './outbound.ts'
import { openOutbox } from './outbox.ts'
import { createPushPost } from './push-post.ts'
import { openReached } from './reached.ts'
import { createRobotPost } from './robot-post.ts'
import { openRobots, type Robots } from './robots.ts'
import { openSubscriptions } from './subscriptions.ts'
import { createTeller } from './teller.ts'
import { areKeys, openVapid, type PushKeys } from './web-push.ts'

/** Being told: whom an act concerns, whether it reached his phone. */
export interface Told {
  /** What a phone holds. Counts only what is on the log, in a room that the person reads. */
  say(author: Author, marks: readonly ReachedMark[]): Promise<ReachedSaid>
  /** Undefined if there is no such record for this reader, or it is not his to ask. */
  reached(author: Author, record: RecordId): Promise<ReachedAnswer | undefined>
  /** What is said to the office's people, who hold no room of a street. */
  readonly notices: Pick<ReturnType<typeof createOfficeNotices>, 'list' | 'see'>
  /** For `pushManager.subscribe`. */
  readonly pushKey: string
  /** Wakes this session's phone from now on; the problem, if the address or the keys are not taken. */
  subscribe(session: Session, endpoint: string, keys: PushKeys): string | undefined
  unsubscribe(session: Session): void
  readonly robots: Robots
  /** Why this address is not written to. */
  refuses(url: string): string | undefined
  /** One message now; the problem, if any. */
  tryRobot(id: number): Promise<string | undefined>
  /** Resolves when everything that comes from now on is news. */
  begun(): Promise<void>
  close(): void
}

/** Only for tests: receivers on this machine, and no waiting. */
export type ToldOptions = {
  readonly anywhere?: boolean
  readonly grace?: number
  readonly escalate?: number
  readonly gather?: number
  readonly again?: readonly number[]
}

/** Rows of one answer: a desk looks at people one by one. */
const ROWS = 500

export function openTold(deps: {
  readonly dataDir: string
  readonly secret: string
  readonly publicUrl?: string | undefined
  readonly options?: ToldOptions | undefined
  readonly rooms: Pick<Rooms, 'log'>
  readonly people: Pick<People, 'grantsOf' | 'everybody' | 'memberOf' | 'onChanged' | 'organisation'>
  readonly projection: Pick<Projection, 'told' | 'onChanged' | 'since' | 'status' | 'notices'>
  readonly now: () => number
}): Told {
  const { rooms, people, projection, now, options = {} } = deps
  const db = openToldDatabase(join(deps.dataDir, 'told.sqlite'))
  const store = openReached(db)
  const outbox = openOutbox(db)
  const subscriptions = openSubscriptions(db)
  const robots = openRobots(db, deps.secret)
  const outbound = createOutbound(options.anywhere ?? false)
  const vapid = openVapid(join(deps.dataDir, 'vapid.pem'), deps.publicUrl ?? 'mailto:xunji@localhost')
  const { again, gather, grace, escalate } = options
  const push = createPushPost({ outbox, subscriptions, store, outbound, vapid, now, ...(again ? { again } : {}) })
  const robotPost = createRobotPost({
    outbox,
    robots,
    outbound,
    now,
    areaName: (code) => people.organisation.areaOf(code)?.name ?? code,
    link: deps.publicUrl,
    ...(again ? { again } : {}),
    ...(gather === undefined ? {} : { gather }),
  })
  const teller = createTeller({
    projection,
    people,
    outbox,
    store,
    subscriptions,
    robots,
    push,
    robotPost,
    now,
    ...(grace === undefined ? {} : { grace }),
    ...(escalate === undefined ? {} : { escalate }),
  })
  const stop = people.onChanged((change) => {
    if (change.type === 'signedOut') subscriptions.end(change.sessions)
  })

  const notices = createOfficeNotices({
    projection,
    store,
    nameOf: (person) => people.memberOf(person)?.name ?? person,
    now,
  })
  async function isThere(author: Author, mark: ReachedMark): Promise<boolean> {
    const room = parseRoom(mark.room)
    if (!room) return false
    if (accessTo(room, author.person, author.grants, now(), people.grantsOf) === 'none')
      return notices.isTold(author, mark.record, mark.event)
    const row = await rooms.log.one(mark.room, mark.event)
    const decoded = row && decodeItem(row.bytes)
    const entry = decoded?.ok ? entryOf(decoded.value.id, decoded.value.event) : undefined
    return entry !== undefined && recordOfEntry(entry) === mark.record
  }
  function audience(to: Audience, record: FoldedRecord): readonly PersonId[] {
    if ('person' in to) return [to.person]
    const at = now()
    return people
      .everybody()
      .map(({ id }) => id)
      .filter((id) => id !== record.createdBy && isFor(to, id, people.grantsOf(id), at))
  }

  return {
    async say(author, marks) {
      const known = await Promise.all(marks.map((mark) => isThere(author, mark)))
      const taken = marks.filter((_, i) => known[i])
      store.add(author.person, taken, now())
      const unknown: EventId[] = marks.flatMap((mark, i) => (known[i] ? [] : [mark.event]))
      return { taken: taken.length, unknown }
    },
    async reached(author, id) {
      const record = await projection.told({ ...author, now: now() }, id)
      if (!record || !maySeeReached(record, author.person, author.grants, now())) return undefined
      const seen = new Map([...store.seenOf(id), ...seenBy(record).map((one) => [one.person, one.at] as const)])
      const rows = addressesOf(record).flatMap(({ to, event, why }) => {
        const reached = store.of(id, event)
        return audience(to, record).map((person): ReachedRow => {
          const at = reached.get(person)
          const roles = [...new Set(people.grantsOf(person).map((grant) => grant.role))]
          const member = people.memberOf(person)
          const name = member?.name ?? person
          const seenAt = seen.get(person)
          return {
            person,
            name,
            roles,
            why,
            // Whoever has seen it, has it: his phone may have said so to nobody.
            ...(at === undefined && seenAt === undefined ? {} : { at: at ?? seenAt }),
            ...(seenAt === undefined ? {} : { seenAt }),
            ...(at === undefined && seenAt === undefined && member?.phone ? { phone: member.phone } : {}),
          } as ReachedRow
        })
      })
      const maker = people.memberOf(record.createdBy)
      const here = rows.filter((row) => row.at !== undefined)
      rows.sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
      return {
        rows: rows.slice(0, ROWS),
        people: rows.length,
        reached: here.length,
        seen: rows.filter((row) => row.seenAt !== undefined).length,
        ...(maker
          ? { author: { person: maker.id, name: maker.name, ...(maker.phone ? { phone: maker.phone } : {}) } }
          : {}),
      }
    },
    notices,
    pushKey: vapid.publicKey,
    subscribe(session, endpoint, keys) {
      const problem = outbound.refuses(endpoint) ?? (areKeys(keys) ? undefined : 'These are no keys of a browser.')
      if (!problem) subscriptions.set({ session: session.id, person: session.person, endpoint, keys }, now())
      return problem
    },
    unsubscribe: (session) => subscriptions.end([session.id]),
    robots,
    refuses: outbound.refuses,
    async tryRobot(id) {
      const robot = robots.one(id)
      return robot ? robotPost.test(robot) : 'There is no such robot.'
    },
    begun: teller.begun,
    close() {
      stop()
      teller.close()
      robotPost.close()
      push.close()
      db.close()
    },
  }
}
