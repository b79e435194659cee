import { type Access, accessTo, type Grant, type GrantsOf } from '../../domain/access.ts'
import type { EventId, PersonId, RoomName } from '../../domain/ids.ts'
import { SYSTEM } from '../../domain/ids.ts'
import type { ClientEvent, MoveEvent, RoomEvent, Value } from '../../domain/record/event.ts'
import { ok, type Result } from '../../domain/result.ts'
import { encodeItem, type Item } from '../../domain/room/grammar.ts'
import { parseRoom } from '../../domain/room/names.ts'
import type { Receipt, Refusal, RefusalCode } from '../../domain/room/protocol.ts'
import type { Appended, Decided, EventLog, Incoming, Stored, Unavailable } from '../storage/log.ts'
import { type DecideProblem, decideHeld } from './decide.ts'
import { derivedId } from './derived-id.ts'
import { isPresent, judge } from './judge.ts'
import { createPublisher } from './publish.ts'
import { createQueue, type Soon } from './queue.ts'
import { createSnapshots, type Snapshots } from './snapshot.ts'

/** Who writes: a signed-in person with the whole history of his grants. */
export type Author = { readonly person: PersonId; readonly grants: readonly Grant[] }

export type Submitted = {
  readonly receipts: readonly Receipt[]
  /** The one that was at fault first. */
  readonly refused: readonly Refusal[]
  /** A writer's clocks do not continue where the log stands: the sender must offer what is missing. */
  readonly gap: boolean
}
/** A live update is taken whole or not at all; of an answer to a state vector, each writer's items up to the first bad one. */
export type How = 'whole' | 'sections'

/** The one way into the log, for sockets and HTTP alike. */
export interface Rooms {
  readonly log: EventLog
  /** What everybody may do where, for rooms that belong to a person. */
  readonly grantsOf: GrantsOf
  /** What somebody may do in a room now: the same answer for a room that does not exist and one that is closed to him. */
  access(author: Author, name: string): Access
  /** Resolves when everything taken is on disk; a problem means that nothing of it was. */
  submit(author: Author, room: RoomName, items: readonly Item[], how?: How): Promise<Result<Submitted, Unavailable>>
  /** The desk: the log puts the events behind what it keeps for this person. All or nothing. */
  write(
    author: Author,
    room: RoomName,
    events: readonly { id: EventId; event: ClientEvent }[],
  ): Promise<Result<Submitted, Unavailable>>
  writeAsServer(
    room: RoomName,
    events: readonly { id: EventId; event: RoomEvent }[],
  ): Promise<Result<Submitted, Unavailable>>
  /** Moves that belong to nobody's hand: the id follows from record, move and cause, so that there is one however often it is written. */
  writeSystem(
    room: RoomName,
    moves: readonly { event: MoveEvent; cause: string }[],
  ): Promise<Result<Submitted, Unavailable>>
  /** Into an `org` room: each topic's value, where it differs from what the room last said. */
  publish(room: RoomName, entries: readonly { topic: string; value: Value }[]): Promise<Result<Submitted, Unavailable>>
  decide(
    room: RoomName,
    event: EventId,
    decision: { accept: boolean; by: PersonId; reason: string },
  ): Promise<Result<Decided, DecideProblem | Unavailable>>
  /** Called after durability, never before. */
  onStored(listener: (room: RoomName, rows: readonly Stored[]) => void): () => void
  onDecided(listener: (room: RoomName, decided: Decided) => void): () => void
  readonly snapshots: Snapshots
  /** Why nothing can be stored now. */
  trouble(): Unavailable | undefined
  stats(): { events: number; commits: number }
}

export function createRooms(deps: {
  readonly log: EventLog
  readonly now: () => number
  /** Without it no person's room opens to anybody above him. */
  readonly grantsOf?: GrantsOf
  readonly soon?: Soon
  /** A flush failed: what is on the disk is known only after a start from the log. Called once. */
  readonly onUncertain?: () => void
}): Rooms {
  const { log, now, grantsOf = () => [] } = deps
  let uncertain = false
  const onTrouble = ({ why }: Unavailable): void => {
    if (why !== 'uncertain' || uncertain) return
    uncertain = true
    deps.onUncertain?.()
  }
  const listeners = new Set<(room: RoomName, rows: readonly Stored[]) => void>()
  const deciders = new Set<(room: RoomName, decided: Decided) => void>()
  const queue = createQueue({
    log,
    soon: deps.soon ?? setImmediate,
    onTrouble,
    onStored: (room, rows) => {
      for (const listener of listeners) listener(room, rows)
    },
  })

  async function append(
    person: PersonId,
    room: RoomName,
    items: readonly Incoming[],
    how: How,
  ): Promise<Result<Submitted, Unavailable>> {
    const outcome = await queue.append({ room, person, whole: how === 'whole', items })
    return outcome.ok ? ok(answerOf(items, outcome.value)) : outcome
  }

  async function submit(
    author: Author,
    name: RoomName,
    items: readonly (Pick<Item, 'id' | 'bytes'> & Partial<Item>)[],
    how: How = 'whole',
  ): Promise<Result<Submitted, Unavailable>> {
    const room = parseRoom(name)
    const receivedAt = now()
    const open = room && (isPresent(room, receivedAt) || (await log.cursor(name)).seq > 0)
    const taken: Incoming[] = []
    const refused: Refusal[] = []
    const stopped = new Set<number | undefined>()
    for (const { id, bytes, writer, clock } of items) {
      const verdict = open ? judge(author, room, { bytes }, receivedAt, grantsOf) : { code: 'wrongRoom' as RefusalCode }
      if (stopped.has(writer)) refused.push({ id, code: 'behind' })
      else if ('code' in verdict) {
        refused.push({ id, code: verdict.code })
        stopped.add(writer)
      } else {
        const placed = writer === undefined || clock === undefined ? {} : { placed: { writer, clock } }
        taken.push({ id, bytes, ...placed, ...verdict })
      }
    }
    if (how === 'whole' && refused.length > 0) {
      const behind = taken.map(({ id }): Refusal => ({ id, code: 'behind' }))
      return ok({ receipts: [], refused: [...refused, ...behind], gap: false })
    }
    if (taken.length === 0) return ok({ receipts: [], refused, gap: false })
    const outcome = await append(author.person, name, taken, how)
    return outcome.ok ? ok({ ...outcome.value, refused: [...refused, ...outcome.value.refused] }) : outcome
  }

  const asServer: Rooms['writeAsServer'] = (room, events) =>
    append(
      SYSTEM,
      room,
      events.map(({ id, event }) => ({ id, bytes: encodeItem(id, event) })),
      'sections',
    )

  return {
    log,
    grantsOf,
    access(author, name) {
      const room = parseRoom(name)
      return room ? accessTo(room, author.person, author.grants, now(), grantsOf) : 'none'
    },
    snapshots: createSnapshots(log, deps.soon ?? setImmediate),
    submit,
    write: (author, room, events) =>
      submit(
        author,
        room,
        events.map(({ id, event }) => ({ id, bytes: encodeItem(id, event) })),
        'whole',
      ),
    writeAsServer: asServer,
    async writeSystem(room, moves) {
      const events = moves.map(({ event, cause }) => ({
        id: derivedId(event.at, room, event.record, event.move, cause),
        event: { ...event, by: SYSTEM, role: 'system' },
      }))
      return asServer(room, events)
    },
    publish: createPublisher(log, now, asServer),
    async decide(room, event, decision) {
      const outcome = await decideHeld(log, room, event, { ...decision, at: now() })
      if (!outcome.ok) {
        if ('retryAfterMs' in outcome.problem) onTrouble(outcome.problem)
        return outcome
      }
      queue.tell(outcome.value.stored)
      for (const listener of deciders) listener(room, outcome.value.decided)
      return ok(outcome.value.decided)
    },
    onStored(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onDecided(listener) {
      deciders.add(listener)
      return () => deciders.delete(listener)
    },
    trouble: () => log.trouble(),
    stats: () => queue.stats(),
  }
}

function answerOf(items: readonly Incoming[], outcomes: readonly Appended[]): Submitted {
  const receipts: Receipt[] = []
  const refused: Refusal[] = []
  let gap = false
  outcomes.forEach((appended, i) => {
    const { id } = items[i] as Incoming
    switch (appended.outcome) {
      case 'gap':
        gap = true
        break
      case 'refused':
        refused.push({ id, code: appended.why })
        break
      case 'stored':
      case 'known':
        receipts.push({ id, seq: appended.seq, ...(appended.held ? { held: appended.held } : {}) })
    }
  })
  const atFault = refused.filter((one) => one.code !== 'behind')
  return { receipts, refused: [...atFault, ...refused.filter((one) => one.code === 'behind')], gap }
}
