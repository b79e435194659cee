import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Grant } from '../../domain/access.ts'
import { asPerson, asRoom, type PersonId } from '../../domain/ids.ts'
import { createRooms, type Rooms } from '../../sync-server/rooms/rooms.ts'
import { createSockets, type Sockets } from '../../sync-server/rooms/socket.ts'
import { openSqliteLog } from '../../sync-server/storage/sqlite-log.ts'
import { forget } from './server.ts'

export const AREA = '370303005003'
/** The room of the present quarter at `NOON`. */
export const ROOM = asRoom(`${AREA}/police/2026q4`)
export const NOON = Date.parse('2026-11-25T12:00:00+08:00')

export type SyncServer = {
  readonly url: string
  readonly rooms: Rooms
  readonly sockets: Sockets
  /** What each person's sessions may do; undefined ends them. */
  readonly grants: Map<PersonId, readonly Grant[] | undefined>
  /** Stops, and starts again on the same log. */
  restart(): Promise<SyncServer>
  close(): Promise<void>
}

/** Rooms, log and sockets as in the product, on a port of their own; who is signed in is said by the test. */
export async function syncServer(
  how: { readonly limits?: boolean; readonly now?: () => number; readonly dataDir?: string } = {},
): Promise<SyncServer> {
  const now = how.now ?? (() => NOON)
  const dataDir = how.dataDir ?? mkdtempSync(join(tmpdir(), 'xunji-sync-'))
  const log = openSqliteLog(join(dataDir, 'xunji.sqlite'), now)
  const rooms = createRooms({ log, now })
  const sockets = createSockets(rooms, now, how.limits ?? false)
  const grants = new Map<PersonId, readonly Grant[] | undefined>(
    (
      [
        ['ann', 'assistant'],
        ['bob', 'assistant'],
        ['olga', 'officer'],
      ] as const
    ).map(([name, role]) => [asPerson(name), [{ person: asPerson(name), role, area: AREA, from: 0 }]]),
  )
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    const person = asPerson(/^Bearer (\w+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
    const author = () => {
      const own = grants.get(person)
      return own && { person, grants: own }
    }
    sockets.upgrade(request, socket, head, author() ? { id: `session of ${person}`, author } : undefined)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  async function stop(): Promise<void> {
    await sockets.close()
    await new Promise((done) => server.close(done))
    log.close()
  }
  return {
    url: `ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/sync`,
    rooms,
    sockets,
    grants,
    async restart() {
      await stop()
      return syncServer({ ...how, dataDir })
    },
    async close() {
      await stop()
      forget(dataDir)
    },
  }
}
