import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Grant } from '../../domain/access.ts'
import type { PersonId, RoomName } from '../../domain/ids.ts'
import { parseCursor } from '../../domain/room/protocol.ts'
import { createHub, type Hub } from '../../sync-server/rooms/hub.ts'
import type { Wire } from '../../sync-server/rooms/reader.ts'
import { createRooms, type Rooms } from '../../sync-server/rooms/rooms.ts'
import type { EventLog, Stored } from '../../sync-server/storage/log.ts'
import { openSqliteLog } from '../../sync-server/storage/sqlite-log.ts'
import type { Dial } from './link.ts'
import { type Connection, connection } from './network.ts'
import type { Schedule } from './schedule.ts'

type Running = {
  readonly log: EventLog
  readonly disk: EventLog
  readonly rooms: Rooms
  readonly hub: Hub
  readonly wires: Set<Connection>
}

/** What it reads is true when it is read and comes a while later, as from a database on another machine. */
function distant(
  log: EventLog,
  schedule: Schedule,
  random: () => number,
  alive: () => boolean,
  onDurable: (rows: readonly Stored[]) => void,
): EventLog {
  const later = async <T>(answer: Promise<T>): Promise<T> => {
    const found = await answer
    await new Promise<void>((done) => schedule.after(random() * 20, () => alive() && done()))
    return found
  }
  return {
    ...log,
    append: async (batch) => {
      const outcome = await log.append(batch)
      if (outcome.ok) onDurable(outcome.value.stored)
      return later(Promise.resolve(outcome))
    },
    decide: async (room, id, decision, wrapper) => {
      const outcome = await log.decide(room, id, decision, wrapper)
      if (outcome.ok && outcome.value.outcome === 'decided') onDurable(outcome.value.stored)
      return later(Promise.resolve(outcome))
    },
    tail: (room, after, limit) => later(log.tail(room, after, limit)),
    one: (room, id) => later(log.one(room, id)),
    missing: (room, heads) => later(log.missing(room, heads)),
    heads: (room) => later(log.heads(room)),
    cursor: (room) => later(log.cursor(room)),
  }
}

/** The real core of the server (log on disk, rooms, hub) on simulated time and sockets; it can die between any two steps. */
export type SimulatedServer = ReturnType<typeof simulatedServer>

export function simulatedServer(deps: {
  readonly schedule: Schedule
  readonly random: () => number
  readonly grants: ReadonlyMap<PersonId, readonly Grant[]>
  /** On the disk; nobody was told of it yet. */
  readonly onDurable: (rows: readonly Stored[]) => void
  /** Each message to a phone, as it is sent. */
  readonly onSent: (person: PersonId, room: RoomName, bytes: Uint8Array) => void
}) {
  const { schedule, random, grants } = deps
  const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const folder = mkdtempSync(join(memory, 'xunji-simulate-'))
  const path = join(folder, 'log.sqlite')
  const backup = join(folder, 'backup.sqlite')
  let running: Running | undefined
  let restores = 0

  function start(): void {
    if (running) return
    let alive = true
    const disk = openSqliteLog(path, schedule.now, random)
    const log = distant(disk, schedule, random, () => alive, deps.onDurable)
    const soon = (run: () => void): void => schedule.after(random() * 3, () => alive && run())
    const rooms = createRooms({ log, now: schedule.now, soon })
    const hub = createHub({ rooms, now: schedule.now, limits: false, random, soon })
    const wires = new Set<Connection>()
    running = { log, disk, rooms, hub, wires }
    const tick = (): void => {
      if (!alive) return
      hub.tick()
      schedule.after(20_000, tick)
    }
    schedule.after(20_000, tick)
    ends = () => {
      alive = false
    }
  }
  let ends = (): void => {}

  /** No goodbye, nothing flushed: what is not in the log is gone. */
  function kill(): void {
    if (!running) return
    ends()
    for (const wire of running.wires) wire.cut()
    running.log.close()
    running = undefined
  }

  const dial =
    (person: PersonId): Dial =>
    (room, since, ends) => {
      const { hub, wires } = running ?? {}
      if (!hub || !wires) return undefined
      let left = (): void => {}
      const wire = connection(schedule, random, {
        serverHears: (bytes) => channel?.hear(bytes),
        phoneHears: ends.hears,
        serverLeft: () => {
          wires.delete(wire)
          left()
        },
        phoneClosed: ends.closed,
      })
      wires.add(wire)
      const socket: Wire = {
        send(bytes) {
          deps.onSent(person, room as RoomName, bytes)
          wire.toPhone(bytes)
        },
        close: (code, reason) => wire.closeFromServer(code, reason),
        cut: () => wire.cut(),
        probe: () => {},
        unread: () => wire.unread(),
        pause: () => {},
        resume: () => {},
      }
      const author = () => ({ person, grants: grants.get(person) ?? [] })
      const how = { ext: true, since: parseCursor(since ?? '') }
      const channel = hub.join({ id: `session of ${person}`, author }, room as RoomName, how, socket)
      left = () => channel?.left()
      return wire
    }

  return {
    start,
    kill,
    dial,
    /** Says goodbye with 4503. */
    stop(): void {
      running?.hub.close()
      // What was said last still arrives.
      running?.wires.clear()
      kill()
    },
    running: () => running,
    recheck: (person: PersonId) => running?.hub.recheck(person),
    takeBackup(): void {
      rmSync(backup, { force: true })
      const db = new DatabaseSync(path)
      db.exec(`vacuum into '${backup}'`)
      db.close()
    },
    hasBackup: () => existsSync(backup),
    /** What the backup did not have is gone from the server; the log says so by another id. */
    restore(): void {
      kill()
      for (const rest of ['-wal', '-shm']) rmSync(path + rest, { force: true })
      copyFileSync(backup, path)
      const db = new DatabaseSync(path)
      db.prepare("update meta set value = ? where key = 'log'").run(`restored${++restores}`)
      db.close()
      start()
    },
    forget(): void {
      kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
