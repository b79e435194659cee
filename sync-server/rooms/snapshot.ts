import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { RoomName } from '../../domain/ids.ts'
import { joinItems, type Part } from '../../domain/room/join.ts'
import { type Cursor, formatCursor } from '../../domain/room/protocol.ts'
import type { EventLog } from '../storage/log.ts'
import type { Soon } from './queue.ts'
import { shown } from './reader.ts'

/** A whole room as one update, and how far it reaches. */
export type Snapshot = {
  readonly at: Cursor
  readonly update: Uint8Array
  /** The same in brotli, made once and in another thread. */
  compressed(): Promise<Uint8Array>
}
export interface Snapshots {
  of(room: RoomName): Promise<Snapshot>
}

/** Rows at a time: others are heard in between. */
const PORTION = 1000
/** Bytes of all snapshots that are kept, the ones asked for last. */
const KEPT = 64 * 1024 * 1024
const compress = promisify(brotliCompress)
/** A higher quality takes seconds for a large room and saves a few percent. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** Keeps what fresh readers ask for again and again, as long as the room stands where it stood. */
export function createSnapshots(log: EventLog, soon: Soon): Snapshots {
  const kept = new Map<RoomName, Snapshot>()
  const building = new Map<RoomName, Promise<Snapshot>>()

  async function build(room: RoomName, at: Cursor): Promise<Snapshot> {
    const parts: Part[] = []
    for (let seq = 0; seq < at.seq; ) {
      const rows = await log.tail(room, seq, Math.min(PORTION, at.seq - seq))
      for (const row of rows) parts.push(shown(row))
      seq = rows.at(-1)?.seq ?? at.seq
      await new Promise<void>((done) => soon(done))
    }
    const update = joinItems(parts)
    let small: Promise<Uint8Array> | undefined
    const compressed = (): Promise<Uint8Array> => {
      small ??= compress(update, QUALITY)
      return small
    }
    return { at, update, compressed }
  }

  function keep(room: RoomName, snapshot: Snapshot): void {
    kept.delete(room)
    kept.set(room, snapshot)
    let size = [...kept.values()].reduce((sum, one) => sum + one.update.length, 0)
    for (const [oldest, { update }] of kept) {
      if (size <= KEPT) break
      kept.delete(oldest)
      size -= update.length
    }
  }

  return {
    async of(room) {
      const at = await log.cursor(room)
      const found = kept.get(room)
      if (found && formatCursor(found.at) === formatCursor(at)) {
        keep(room, found)
        return found
      }
      // Many ask at once: what is being built is new enough for all of them, the tail brings the rest.
      const under = building.get(room) ?? build(room, at).finally(() => building.delete(room))
      building.set(room, under)
      const made = await under
      keep(room, made)
      return made
    },
  }
}
