import { existsSync, mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import Fastify from 'fastify'
import { CLOSE } from '../domain/room/protocol.ts'
import type { Config } from './config.ts'
import { buildDemo } from './demo/build.ts'
import { createCuts } from './demo/cuts.ts'
import { dropHalfBuilt, whole } from './demo/half.ts'
import { tokenOf } from './http/frame.ts'
import { isOwnOrigin } from './http/origin.ts'
import { refuse } from './http/reply.ts'
import { addRoutes } from './http/routes.ts'
import { openPeople, type People } from './people/people.ts'
import { keepPublished } from './people/publish-org.ts'
import { openPhotos } from './photos/photos.ts'
import type { Projection } from './projection/projection.ts'
import { startProjection } from './projection/start.ts'
import { createRooms, type Rooms } from './rooms/rooms.ts'
import { createSockets } from './rooms/socket.ts'
import { openSqliteLog } from './storage/sqlite-log.ts'

export type Running = {
  readonly url: string
  readonly port: number
  readonly rooms: Rooms
  readonly people: People
  readonly projection: Projection
  close(): Promise<void>
}

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'geolocation=(self), camera=(self)',
}

/** Starts the server on the given configuration; resolves when it listens. */
export async function startServer(options: {
  config: Config
  now?: () => number
  progress?: (line: string) => void
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
  const rooms = createRooms({ log, now: () => clock.now() })
  if (config.demo && people.count() === 0) {
    const setClock = (at: () => number) => (clock.now = at)
    const say = options.progress ?? (() => {})
    await whole(config.dataDir, () => buildDemo({ people, rooms, now: now(), setClock, say }))
    clock.now = now
  }
  const photos = await openPhotos(config.dataDir, now)
  const published = await keepPublished(people, rooms, now)
  const projection = await startProjection({ dataDir: config.dataDir, rooms, people, photos, now })
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

  const { tls } = config
  const app = Fastify({
    logger: false,
    bodyLimit: 1024 * 1024,
    trustProxy: 'loopback',
    // Both kinds of server take the same listeners; Fastify's types know only one of them at a time.
    serverFactory: (handle) => (tls ? (createSecureServer(tls, handle) as unknown as Server) : createServer(handle)),
  })
  if (tls?.authority) {
    app.get('/authority.crt', (_request, reply) => reply.type('application/x-x509-ca-cert').send(tls.authority))
  }
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    if (cuts.any() && request.url !== '/api/demo/link' && sessionOf(request.raw) === 'cut') {
      reply.hijack()
      request.raw.socket.destroy()
      return
    }
    const origin = request.headers.origin
    const safe = request.method === 'GET' || request.method === 'HEAD'
    if (!safe && origin && !isOwnOrigin(origin, request.headers.host)) {
      await refuse(reply, 403, 'origin', 'This page may not write here.')
    }
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) return refuse(reply, status, 'failed', 'The server failed. Nothing of this request was stored.')
    return refuse(reply, status, 'badRequest', error.message)
  })
  addRoutes(app, { rooms, sockets, people, projection, photos, now, demo: config.demo, cuts })
  if (existsSync(config.appDir)) {
    await app.register(fastifyStatic, { root: config.appDir, cacheControl: false })
  }
  // The demo district is whole when its page opens; an office's server never waits for its projection.
  if (config.demo) await projection.caughtUp()
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !request.url.startsWith('/api/') && existsSync(config.appDir)
    if (page) return reply.sendFile('index.html')
    return refuse(reply, 404, 'notFound', 'There is nothing at this address.')
  })
  app.server.on('upgrade', (request, socket, head) => {
    const origin = request.headers.origin
    if (!request.url?.startsWith('/sync/') || (origin && !isOwnOrigin(origin, request.headers.host))) {
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
  return {
    url: `${tls ? 'https' : 'http'}://${config.host}:${port}`,
    port,
    rooms,
    people,
    projection,
    async close() {
      await sockets.close()
      app.server.closeAllConnections()
      await app.close()
      published.stop()
      await published.settled()
      await projection.close()
      photos.close()
      people.close()
      log.close()
    },
  }
}
