import { join } from 'node:path'
import type { RoomName } from '../../domain/ids.ts'
import type { People } from '../people/people.ts'
import type { Photos } from '../photos/photos.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { openProjection, type Projection } from './projection.ts'

/** Rooms that were written while `on`, up to which number, and of which the projection has not heard. */
export type Laying = { on: boolean; readonly written: Map<RoomName, number> }

/** The projection of a running server: it hears of the log, of decisions and photos, and has its moves written. */
export async function startProjection(deps: {
  readonly dataDir: string
  readonly rooms: Rooms
  readonly people: People
  readonly photos: Photos
  readonly now: () => number
  /** While a demo is laid: its rooms are noted here, and projected when their pages are written. */
  readonly laying?: Laying
}): Promise<Projection> {
  const { dataDir, rooms, people, photos, now, laying } = deps
  const projection = openProjection({
    path: join(dataDir, 'projection.sqlite'),
    logPath: join(dataDir, 'xunji.sqlite'),
    peoplePath: join(dataDir, 'people.sqlite'),
    positions: await rooms.log.positions(),
    now,
    nameOf: (id) => people.personOf(id)?.name ?? id,
    makeMoves: async (room, moves) => (await rooms.writeSystem(room, moves)).ok,
  })
  rooms.onStored((room, rows) => {
    const last = rows.at(-1)
    if (!last) return
    if (laying?.on) laying.written.set(room, last.seq)
    else projection.wake(room, last.seq)
  })
  rooms.onDecided(() => projection.decided())
  photos.onArrived((photo) => projection.photosArrived([photo]))
  projection.onRebuilt(() => projection.photosArrived(photos.all()))
  return projection
}
