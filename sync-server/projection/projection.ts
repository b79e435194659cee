import type { FactsAnswer, HeldRow, PlannedShifts, RecordAnswer, RecordPage, ShiftOutcome } from '../../domain/api.ts'
import type { EventId, PersonId, RecordId, RoomName } from '../../domain/ids.ts'
import type { FoldedRecord } from '../../domain/record/folded.ts'
import type { FigureCounts, FigureQuestion } from './figures/read-figure.ts'
import type { FollowReport, FollowRequest } from './follow-thread.ts'
import type { UnnamedHeld } from './one.ts'
import type { Filter, Reader } from './page.ts'
import type { ArrivedPhoto, DueMove } from './projector.ts'
import type { HeldQuestion } from './read-held.ts'
import type { ReadReply, ReadRequest } from './read-thread.ts'
import type { Reads } from './reads.ts'
import type { Changed } from './record-writer.ts'
import { keepThread, type Thread } from './thread.ts'

/** Everything that the office sees. Can be dropped at any time: it is rebuilt from the log, in threads of its own. */
export interface Projection {
  /** The log has more of a room, up to `seq`. */
  wake(room: RoomName, seq: number): void
  /** A held event was decided: that moves no cursor. */
  decided(): void
  photosArrived(photos: readonly ArrivedPhoto[]): void
  onChanged(listener: ChangeListener): () => void
  list(reader: Reader, filter: Filter): Promise<RecordPage>
  one(reader: Reader, room: RoomName, record: RecordId): Promise<RecordAnswer | undefined>
  /** A record by its id alone, wherever it lies; undefined if the reader may not read it. No reader: the server itself. */
  told(reader: Reader | undefined, record: RecordId): Promise<FoldedRecord | undefined>
  facts(reader: Reader, area: string, cursor?: string): Promise<FactsAnswer>
  held(reader: Reader, question: HeldQuestion): Promise<readonly HeldRow[]>
  heldOne(reader: Reader, room: RoomName, event: EventId): Promise<HeldRow | undefined>
  figure(asked: FigureQuestion): Promise<FigureCounts>
  planned(reader: Reader, asked: FigureQuestion, outcome: ShiftOutcome): Promise<PlannedShifts>
  notices(limit: number): Promise<ReturnType<Reads['notices']>>
  since(changed: number, limit: number): Promise<readonly Changed[]>
  /** The projection was built anew, or its thread: what is not in the log must be told again. */
  onRebuilt(listener: () => void): () => void
  /** Resolves when everything that the log holds now is projected. */
  caughtUp(): Promise<void>
  status(): ProjectionStatus
  /** Events of the log that are not projected yet. */
  lag(): number
  close(): Promise<void>
}

/** Records that read differently, and rooms in which something is held, or decided, that was not. */
export type ChangeListener = (changes: readonly Changed[], held: readonly RoomName[]) => void

export type ProjectionStatus = {
  /** Changes when the projection is rebuilt: numbers of changes count in it. */
  readonly generation: string
  /** The number of the last change. */
  readonly changed: number
  readonly quarantined: number
  /** Why nothing can be projected now. */
  readonly trouble?: string
}

type Progress = Extract<FollowReport, { type: 'progress' }>
/** How often the thread is told the time, for what falls due (ms). */
const TICK = 10_000

export function openProjection(deps: {
  readonly path: string
  readonly logPath: string
  /** Whose week rooms are open to whom follows from the grants there. */
  readonly peoplePath: string
  /** Positions of the log at the start. */
  readonly positions: ReadonlyMap<RoomName, number>
  readonly now: () => number
  readonly nameOf: (id: PersonId) => string
  /** Writes moves that belong to nobody's hand; false if nothing could be written now. */
  readonly makeMoves: (room: RoomName, moves: readonly DueMove[]) => Promise<boolean>
}): Projection {
  const { nameOf, now } = deps
  const listeners = new Set<ChangeListener>()
  const rebuilders = new Set<() => void>()
  const wanted = new Map(deps.positions)
  const done = new Map<RoomName, number>()
  const waiting = new Set<() => void>()
  let status: ProjectionStatus = { generation: '', changed: 0, quarantined: 0 }
  const workerData = { path: deps.path, logPath: deps.logPath, peoplePath: deps.peoplePath }
  const follower = keepThread<FollowRequest, FollowReport>({
    file: new URL('./follow-thread.ts', import.meta.url),
    workerData,
    onReport: hear,
    onDeath(error) {
      status = { ...status, trouble: String(error) }
      restarted = true
    },
  })
  const follow = follower.post
  let restarted = false
  const { promise: firstWord, resolve: spoken } = Promise.withResolvers<void>()

  const behindIn = (room: RoomName): number => Math.max(0, (wanted.get(room) ?? 0) - (done.get(room) ?? 0))
  const sumBehind = (): number => [...wanted.keys()].reduce((sum, room) => sum + behindIn(room), 0)
  /** Kept as it changes: the rooms are many, and each report asks. */
  let behind = sumBehind()
  function noted(room: RoomName, note: () => void): void {
    const before = behindIn(room)
    note()
    behind += behindIn(room) - before
  }

  function hear(message: FollowReport): void {
    switch (message.type) {
      case 'trouble':
        status = { ...status, trouble: message.detail }
        break
      case 'due':
        void makeMoves(message.moves)
        break
      case 'progress':
        progress(message)
    }
  }
  const tick = setInterval(() => follow({ type: 'wake', rooms: [], now: now() }), TICK).unref()

  function progress({ generation, changed, quarantined, seqs, changes, held }: Progress): void {
    // The tables are there once the follower has spoken.
    if (!reader) {
      reader = openReader()
      spoken()
    }
    const rebuilt = generation !== status.generation || restarted
    restarted = false
    if (generation !== status.generation) {
      done.clear()
      behind = sumBehind()
    }
    status = { generation, changed, quarantined }
    if (rebuilt) for (const listener of rebuilders) listener()
    for (const [room, seq] of seqs) noted(room, () => done.set(room, seq))
    if (changes.length > 0 || held.length > 0) for (const listener of listeners) listener(changes, held)
    if (waiting.size === 0 || behind > 0) return
    for (const go of waiting) go()
    waiting.clear()
  }

  async function makeMoves(moves: readonly DueMove[]): Promise<void> {
    let written = true
    for (const [room, own] of Map.groupBy(moves, (move) => move.room)) {
      written = (await deps.makeMoves(room, own).catch(() => false)) && written
    }
    follow({ type: 'moved', moves, written })
  }

  type Asked = { readonly done: (value: never) => void; readonly failed: (error: Error) => void }
  const asked = new Map<number, Asked>()
  let nextId = 0
  let reader: Thread<ReadRequest | 'stop'> | undefined
  const openReader = (): Thread<ReadRequest | 'stop'> =>
    keepThread<ReadRequest | 'stop', ReadReply>({
      file: new URL('./read-thread.ts', import.meta.url),
      workerData,
      onReport(reply) {
        const own = asked.get(reply.id)
        asked.delete(reply.id)
        if ('error' in reply) own?.failed(new Error(reply.error))
        else own?.done(reply.value as never)
      },
      onDeath(error) {
        for (const own of asked.values()) own.failed(error)
        asked.clear()
      },
    })
  async function ask<K extends keyof Reads>(read: K, ...args: Parameters<Reads[K]>): Promise<ReturnType<Reads[K]>> {
    if (!reader) await firstWord
    return new Promise((done, failed) => {
      const id = nextId++
      asked.set(id, { done, failed })
      if (reader?.post({ id, read, args })) return
      asked.delete(id)
      failed(new Error('the readers’ thread is being started again'))
    })
  }
  const named = (row: UnnamedHeld): HeldRow => ({ ...row, byName: nameOf(row.by) })

  return {
    wake(room, seq) {
      noted(room, () => wanted.set(room, Math.max(seq, wanted.get(room) ?? 0)))
      follow({ type: 'wake', rooms: [room], now: now() })
    },
    decided: () => follow({ type: 'decided' }),
    photosArrived: (photos) => follow({ type: 'photos', photos }),
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onRebuilt(listener) {
      rebuilders.add(listener)
      return () => rebuilders.delete(listener)
    },
    async list(who, filter) {
      const page = await ask('list', who, filter)
      return { ...page, rows: page.rows.map((row) => ({ ...row, createdByName: nameOf(row.createdBy) })) }
    },
    async one(who, room, record) {
      const answer = await ask('one', who, room, record)
      if (!answer) return undefined
      const { people, held, row, ...rest } = answer
      return {
        ...rest,
        row: { ...row, createdByName: nameOf(row.createdBy) },
        held: held.map(named),
        names: Object.fromEntries(people.map((id) => [id, nameOf(id)])),
      }
    },
    told: (who, record) => ask('told', who, record),
    facts: (who, area, cursor) => ask('facts', who, area, cursor),
    held: async (who, question) => (await ask('held', who, question)).map(named),
    async heldOne(who, room, event) {
      const row = await ask('heldOne', who, room, event)
      return row && named(row)
    },
    figure: (asked) => ask('figure', asked),
    async planned(who, asked, outcome) {
      const found = await ask('planned', who, asked, outcome)
      return { ...found, rows: found.rows.map((row) => ({ ...row, name: nameOf(row.person) })) }
    },
    notices: (limit) => ask('notices', limit),
    since: (changed, limit) => ask('since', changed, limit),
    caughtUp: () => new Promise((done) => (behind === 0 && status.generation ? done() : void waiting.add(done))),
    status: () => status,
    lag: () => behind,
    async close() {
      clearInterval(tick)
      await follower.close({ type: 'stop' })
      await reader?.close('stop')
    },
  }
}
