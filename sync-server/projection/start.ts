import { join } from 'node:path'
import type { People } from '../people/people.ts'
import type { Photos } from '../photos/photos.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { openProjection, type Projection } from './projection.ts'

/** The projection of a running server: it hears of the log, of decisions and photos, and has its moves written. */
export async function startProjection(deps: {
  readonly dataDir: string
  readonly rooms: Rooms
  readonly people: People
  readonly photos: Photos
  readonly now: () => number
}): Promise<Projection> {
  const { dataDir, rooms, people, photos, now } = deps
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
    if (last) projection.wake(room, last.seq)
  })
  rooms.onDecided(() => projection.decided())
  photos.onArrived((photo) => projection.photosArrived([photo]))
  projection.onRebuilt(() => projection.photosArrived(photos.all()))
  return projection
}
