import { parentPort, workerData } from 'node:worker_threads'
import type { RoomName } from '../../domain/ids.ts'
import { openSqliteLogReader } from '../storage/log-reader.ts'
import { type ArrivedPhoto, createProjector, type DueMove, markOf } from './projector.ts'
import type { Changed } from './record-writer.ts'
import { openTables } from './schema.ts'

/** The projector's thread: follows the log by hints, and by looking for itself where none came. */

export type FollowRequest =
  /** `now`: the server's clock; this thread has none of its own. */
  | { readonly type: 'wake'; readonly rooms: readonly RoomName[]; readonly now: number }
  | { readonly type: 'photos'; readonly photos: readonly ArrivedPhoto[] }
  | { readonly type: 'decided' }
  /** What became of the moves that were asked for: written, or to be asked for again. */
  | { readonly type: 'moved'; readonly moves: readonly DueMove[]; readonly written: boolean }
  | { readonly type: 'stop' }

export type FollowReport =
  | {
      readonly type: 'progress'
      readonly seqs: readonly (readonly [room: RoomName, seq: number])[]
      readonly changes: readonly Changed[]
      readonly held: readonly RoomName[]
      readonly generation: string
      readonly changed: number
      readonly quarantined: number
    }
  /** Moves of the system that are owed now. */
  | { readonly type: 'due'; readonly moves: readonly DueMove[] }
  /** Nothing can be written now (a full disk): tried again by itself. */
  | { readonly type: 'trouble'; readonly detail: string }

/** Rows of one transaction: small enough that a hint never waits long behind a backlog. */
const BATCH = 500
/** How often the whole log is compared, in case a hint was lost (ms). */
const LOOK_EVERY = 30_000
const RETRY_AFTER = 2000
const MOVES = 200

const port = parentPort
if (!port) throw new Error('follow-thread.ts runs in a worker thread')
const { logPath, path } = workerData as { logPath: string; path: string }
const log = openSqliteLogReader(logPath)
const db = openTables(path, log.id)
const projector = createProjector(db, log)
const dirty = new Set<RoomName>()
type Work = () => { readonly changes: readonly Changed[]; readonly held?: readonly RoomName[] }
const work: Work[] = [() => projector.decisions()]
/** Asked for and not yet answered. */
let asked = false
let now = 0
let busy = false
let stopped = false

const report = (message: FollowReport): void => port.postMessage(message)

function progress(seqs: readonly (readonly [RoomName, number])[], { changes, held = [] }: ReturnType<Work>): void {
  report({ type: 'progress', seqs, changes, held, ...markOf(db), quarantined: projector.quarantined() })
}

/** Also tells where everything stands: another process may have built it anew. */
function look(): void {
  attempt(() => {
    const cursors = projector.cursors()
    const positions = log.positions()
    // An older copy of the log was put in its place: what was projected beyond it is of events that are no more.
    const at = new Map(positions.map(({ room, seq }) => [room, seq]))
    if ([...cursors].some(([room, seq]) => seq > (at.get(room) ?? 0))) {
      projector.rebuild()
      cursors.clear()
    }
    for (const { room, seq } of positions) if ((cursors.get(room) ?? 0) < seq) dirty.add(room)
    progress([...cursors], { changes: [] })
    run()
  })
}

/** A full or broken disk stops nothing but the projection, and that only until it is better. */
function attempt(work: () => void): void {
  try {
    work()
  } catch (error) {
    report({ type: 'trouble', detail: String(error) })
    setTimeout(look, RETRY_AFTER)
  }
}

/** One step at a time, so that requests are heard in between. */
function run(): void {
  if (busy || stopped) return
  busy = true
  setImmediate(() => {
    busy = false
    if (stopped) return
    attempt(() => {
      step()
      if (dirty.size > 0 || work.length > 0) run()
      else askForMoves()
    })
  })
}

function step(): void {
  const [next] = work
  if (next) {
    const outcome = next()
    work.shift()
    progress([], outcome)
    return
  }
  if (dirty.size === 0) return
  const taken = projector.takeSome(dirty, BATCH)
  for (const [room, seq] of taken.seqs) {
    // To the end of the line: a room that never stops must not keep the others waiting.
    dirty.delete(room)
    if (seq < log.position(room)) dirty.add(room)
  }
  progress(taken.seqs, taken)
}

/** Only once everything is projected: what is owed may have been done by hand meanwhile. */
function askForMoves(): void {
  if (asked) return
  const moves = projector.due(now, MOVES)
  if (moves.length === 0) return
  asked = true
  report({ type: 'due', moves })
}

port.on('message', (request: FollowRequest) => {
  switch (request.type) {
    case 'wake':
      now = request.now
      for (const room of request.rooms) dirty.add(room)
      run()
      break
    case 'photos':
      work.push(() => ({ changes: projector.photosArrived(request.photos) }))
      run()
      break
    case 'decided':
      work.push(() => projector.decisions())
      run()
      break
    case 'moved':
      asked = false
      if (!request.written) break
      work.push(() => {
        projector.made(request.moves)
        return { changes: [] }
      })
      run()
      break
    case 'stop':
      stopped = true
      clearInterval(timer)
      db.close()
      log.close()
      port.close()
  }
})

const timer = setInterval(look, LOOK_EVERY)
look()
