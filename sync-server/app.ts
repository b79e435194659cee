import { mkdirSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { CLOSE } from '../domain/room/protocol.ts'
import type { Config } from './config.ts'
import { buildDemo } from './demo/build.ts'
import { createCuts } from './demo/cuts.ts'
import { dropHalfBuilt, whole } from './demo/half.ts'
import { openDoor } from './demo/mover/door.ts'
import { createMover, type Mover, READER } from './demo/mover/mover.ts'
import { openWaiting } from './demo/waiting.ts'
import { tokenOf } from './http/frame.ts'
import { isOwnOrigin } from './http/origin.ts'
import { createHttp } from './http/server.ts'
import { openPeople, type People } from './people/people.ts'
import { keepPublished } from './people/publish-org.ts'
import { openPhotos } from './photos/photos.ts'
import type { Projection } from './projection/projection.ts'
import { type Laying, startProjection } from './projection/start.ts'
import { createRooms, type Rooms } from './rooms/rooms.ts'
import { createSockets } from './rooms/socket.ts'
import { openSqliteLog } from './storage/sqlite-log.ts'
import { openTold, type ToldOptions } from './told/told.ts'

export type Running = {
  readonly url: string
  readonly port: number
  readonly rooms: Rooms
  readonly people: People
  readonly projection: Projection
  readonly mover?: Mover
  close(): Promise<void>
}

/** Starts the server on the given configuration; resolves when it listens. */
export async function startServer(options: {
  config: Config
  now?: () => number
  progress?: (line: string) => void
  /** The disk failed to flush: the process must end, and start again from the log. */
  onUncertain?: () => void
  /** Only for tests: where it may write to, and how long it waits. */
  told?: ToldOptions
}): Promise<Running> {
  const { config } = options
  const now = options.now ?? Date.now
  mkdirSync(config.dataDir, { recursive: true })
  if (config.demo) dropHalfBuilt(config.dataDir)
  const clock = { now }
  const log = openSqliteLog(join(config.dataDir, 'xunji.sqlite'), () => clock.now())
  const people = openPeople({
    path: join(config.dataDir, 'people.sqlite'),
    now,
    secret: config.secret,
    limits: config.limits,
  })
  const rooms = createRooms({
    log,
    now: () => clock.now(),
    grantsOf: people.grantsOf,
    onUncertain: options.onUncertain ?? (() => {}),
  })
  const photos = await openPhotos(config.dataDir, now)
  const say = options.progress ?? (() => {})
  const empty = config.demo && people.count() === 0
  let built = !empty
  // While the demo is laid the projection follows in its thread; nothing falls due before all is there.
  const projected = () => (built ? now() : 0)
  const laying: Laying = { on: empty, written: new Map() }
  const projection = await startProjection({ dataDir: config.dataDir, rooms, people, photos, now: projected, laying })
  if (empty) {
    const setClock = (at: () => number) => (clock.now = at)
    // A port that nobody can know beforehand, as in tests, needs no page.
    const waiting = config.port === 0 ? undefined : await openWaiting(config)
    const tell = (share: number) => waiting?.tell(share)
    await whole(config.dataDir, () =>
      buildDemo({ people, rooms, photos, projection, laying, now: now(), setClock, say, tell }),
    )
    await waiting?.close()
    clock.now = now
    built = true
  }
  const published = await keepPublished(people, rooms, now)
  const told = openTold({
    dataDir: config.dataDir,
    secret: config.secret,
    publicUrl: config.publicUrl,
    options: options.told,
    rooms,
    people,
    projection,
    now,
  })
  const sockets = createSockets(rooms, now, config.limits)
  people.onChanged((change) => {
    if (change.type === 'person') sockets.recheck(change.person)
    if (change.type === 'signedOut') for (const session of change.sessions) sockets.drop(session, CLOSE.signIn)
  })
  const cuts = createCuts()
  /** The session of a request; `cut` if the demo page took its network away. */
  const sessionOf = (request: IncomingMessage) => {
    const session = people.sessionOf(tokenOf(request, config.demo))
    return session && cuts.has(session.id) ? 'cut' : session
  }

  let ownUrl = ''
  const authority = config.tls?.authority ?? config.tls?.cert
  const mover =
    config.demo && people.personOf(READER)
      ? createMover({ door: openDoor(() => ownUrl, people, authority), people, now, on: config.mover })
      : undefined
  const isCut = (request: IncomingMessage): boolean => cuts.any() && sessionOf(request) === 'cut'
  const deps = {
    rooms,
    sockets,
    people,
    projection,
    photos,
    told,
    dataDir: config.dataDir,
    now,
    demo: config.demo,
    cuts,
    mover,
  }
  const app = await createHttp(deps, config, isCut)
  // The demo district is whole when its page opens; an office's server never waits for its projection.
  if (config.demo) await projection.caughtUp()
  await told.begun()
  app.server.on('upgrade', (request, socket, head) => {
    const origin = request.headers.origin
    if (
      !request.url?.startsWith('/sync/') ||
      (origin && !isOwnOrigin(origin, request.headers.host, config.publicUrl))
    ) {
      socket.destroy()
      return
    }
    const session = sessionOf(request)
    if (session === 'cut') {
      socket.destroy()
      return
    }
    sockets.upgrade(
      request,
      socket,
      head,
      session && {
        id: session.id,
        author: () => ({ person: session.person, grants: people.grantsOf(session.person) }),
      },
    )
  })
  await app.listen({ port: config.port, host: config.host })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  ownUrl = `${config.tls ? 'https' : 'http'}://127.0.0.1:${port}`
  return {
    url: `${config.tls ? 'https' : 'http'}://${config.host}:${port}`,
    port,
    rooms,
    people,
    projection,
    ...(mover ? { mover } : {}),
    async close() {
      await mover?.stop()
      await sockets.close()
      app.server.closeAllConnections()
      await app.close()
      published.stop()
      await published.settled()
      await projection.close()
      told.close()
      photos.close()
      people.close()
      log.close()
    },
  }
}
