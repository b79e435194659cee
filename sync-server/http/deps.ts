import type { Cuts } from '../demo/cuts.ts'
import type { Mover } from '../demo/mover/mover.ts'
import type { People } from '../people/people.ts'
import type { Photos } from '../photos/photos.ts'
import type { Projection } from '../projection/projection.ts'
import type { Rooms } from '../rooms/rooms.ts'
import type { Sockets } from '../rooms/socket.ts'
import type { Told } from '../told/told.ts'

/** What the routes work on; each group of routes takes what it needs of it. */
export type Deps = {
  readonly rooms: Rooms
  readonly sockets: Sockets
  readonly people: People
  readonly projection: Projection
  readonly photos: Photos
  readonly told: Told
  readonly dataDir: string
  readonly now: () => number
  readonly demo: boolean
  readonly cuts: Cuts
  /** Only where the demo's people are. */
  readonly mover?: Mover | undefined
}
