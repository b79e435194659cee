import { brotliCompressSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { roomsOf } from '../../domain/access.ts'
import type { ApiProblem, MeAnswer, SessionAnswer, WriteAnswer, WriteRequest } from '../../domain/api.ts'
import { newEventId, type RecordId, type RoomName } from '../../domain/ids.ts'
import { Malformed } from '../../domain/room/bytes.ts'
import { CLOSE } from '../../domain/room/protocol.ts'
import type { People, Session } from '../people/people.ts'
import type { Projection } from '../projection/projection.ts'
import { type Author, accessOf, type Rooms } from '../rooms/rooms.ts'
import { type Sockets, snapshotOf } from '../rooms/socket.ts'

export type Deps = {
  readonly rooms: Rooms
  readonly sockets: Sockets
  readonly people: People
  readonly projection: Projection
  readonly now: () => number
  readonly demo: boolean
}

export const COOKIE = 'xunji_session'

/** An error that says what to do (RFC 9457); `code` is stable. */
export function refuse(
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
  retryAfter?: number,
): FastifyReply {
  const body: ApiProblem = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail,
    ...(retryAfter ? { retryAfter } : {}),
  }
  if (retryAfter) reply.header('retry-after', retryAfter)
  return reply.code(status).type('application/problem+json').send(body)
}

/** The session of a request: `Authorization: Bearer`, else the cookie. */
export function tokenOf(headers: { authorization?: string | undefined; cookie?: string | undefined }): string {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')
  if (bearer) return bearer[1] as string
  return new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(headers.cookie ?? '')?.[1] ?? ''
}

export function addRoutes(app: FastifyInstance, deps: Deps): void {
  const { rooms, people, projection, now } = deps
  const sessionOf = (request: FastifyRequest): Session | undefined => people.sessionOf(tokenOf(request.headers))
  const authorOf = (session: Session): Author => ({ person: session.person, grants: people.grantsOf(session.person) })

  /** Runs a handler for whoever is signed in; 401 for everybody else. */
  const signedIn =
    (handle: (request: FastifyRequest, reply: FastifyReply, author: Author, session: Session) => unknown) =>
    (request: FastifyRequest, reply: FastifyReply): unknown => {
      const session = sessionOf(request)
      if (!session) return refuse(reply, 401, 'signIn', 'Sign in first. What is on the phone stays there.')
      return handle(request, reply, authorOf(session), session)
    }
  const roomOf = (request: FastifyRequest): RoomName => (request.params as { room: string }).room as RoomName
  const notFound = (reply: FastifyReply) => refuse(reply, 404, 'notFound', 'There is nothing here that you may see.')

  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', () => ({ status: 'ok' }))
  app.get('/metrics', (_request, reply) => {
    const { events, commits } = rooms.stats()
    const lines = [
      ['xunji_events_stored_total', 'counter', events],
      ['xunji_commits_total', 'counter', commits],
      ['xunji_sockets', 'gauge', deps.sockets.count()],
      ['xunji_projection_lag_events', 'gauge', projection.lag()],
    ].map(([name, type, value]) => `# TYPE ${name} ${type}\n${name} ${value}\n`)
    return reply.type('text/plain; version=0.0.4').send(lines.join(''))
  })

  app.post('/api/session', (request, reply) => {
    const { account, password } = (request.body ?? {}) as { account?: unknown; password?: unknown }
    if (typeof account !== 'string' || typeof password !== 'string') {
      return refuse(reply, 400, 'badRequest', 'Send {"account", "password"} as JSON.')
    }
    const outcome = people.signIn(account, password)
    if (!outcome.ok) {
      return outcome.problem.why === 'tooMany'
        ? refuse(reply, 429, 'tooMany', 'Too many wrong passwords. Wait, then try again.', outcome.problem.retryAfter)
        : refuse(reply, 401, 'wrongPassword', 'Account or password is wrong.')
    }
    const { session, token } = outcome.value
    reply.header('set-cookie', `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000`)
    const person = people.personOf(session.person)
    return { person, token } as SessionAnswer
  })
  app.delete(
    '/api/session',
    signedIn((_request, reply, _author, session) => {
      people.signOut(session)
      deps.sockets.drop(session.id, CLOSE.signIn)
      return reply.header('set-cookie', `${COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`).code(204).send()
    }),
  )
  app.get(
    '/api/me',
    signedIn((_request, _reply, author): MeAnswer => {
      const person = people.personOf(author.person)
      return {
        person: person ?? { id: author.person, name: author.person },
        grants: author.grants,
        rooms: roomsOf(author.person, author.grants, now()),
        log: rooms.log.id,
        serverTime: now(),
        demo: deps.demo,
      }
    }),
  )
  app.get(
    '/api/rooms/:room/snapshot',
    signedIn((request, reply, author) => {
      const room = roomOf(request)
      if (accessOf(author, room, now()) === 'none') return notFound(reply)
      const { update, cursor } = snapshotOf(rooms, room)
      reply.header('etag', `"${cursor}"`).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === `"${cursor}"`) return reply.code(304).send()
      reply.type('application/octet-stream')
      if (!/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(Buffer.from(update))
      return reply.header('content-encoding', 'br').send(brotliCompressSync(update))
    }),
  )
  app.post(
    '/api/rooms/:room/events',
    signedIn(async (request, reply, author) => {
      const room = roomOf(request)
      if (accessOf(author, room, now()) !== 'write') return notFound(reply)
      const { events } = (request.body ?? {}) as WriteRequest
      if (!Array.isArray(events) || events.length === 0 || events.length > 200) {
        return refuse(reply, 400, 'badRequest', 'Send {"events": [{"event": …}]} with 1 to 200 events.')
      }
      try {
        const list = events.map(({ id, event }) => ({ id: id ?? newEventId(now()), event }))
        const outcome = await rooms.write(author, room, list)
        if (!outcome.ok)
          return refuse(
            reply,
            503,
            outcome.problem.why,
            'The server cannot store now. Nothing was taken; try again.',
            60,
          )
        const refused = outcome.value.refused[0]
        if (refused) return refuse(reply, 422, refused.code, `Event ${refused.id} was not taken.`)
        return { log: rooms.log.id, receipts: outcome.value.receipts } satisfies WriteAnswer
      } catch (error) {
        if (error instanceof Malformed) return refuse(reply, 422, error.code, error.message)
        throw error
      }
    }),
  )
  const readable = (author: Author) => (room: RoomName) => accessOf(author, room, now()) !== 'none'
  app.get(
    '/api/records',
    signedIn((request, _reply, author) => {
      const query = request.query as Record<string, string>
      const { kind, area, state, q } = query
      return projection.list({ ...pick({ kind, area, state, q }), limit: 200, mayRead: readable(author) })
    }),
  )
  app.get(
    '/api/records/:room/:record',
    signedIn((request, reply, author) => {
      const room = roomOf(request)
      const { record } = request.params as { record: RecordId }
      const found = readable(author)(room) ? projection.one(room, record) : undefined
      return found ?? notFound(reply)
    }),
  )
  app.get(
    '/api/events',
    signedIn((request, reply, author) => {
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
      reply.raw.write(':\n\n')
      const stop = projection.onChanged((changes) => {
        for (const change of changes) {
          if (readable(author)(change.room)) reply.raw.write(`event: record\ndata: ${JSON.stringify(change)}\n\n`)
        }
      })
      request.raw.on('close', stop)
    }),
  )
  if (deps.demo)
    app.get('/api/demo/cards', () => ({
      cards: people.accounts().map(({ account, name, roles }) => ({ account, name, roles })),
    }))
}

const pick = (from: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(from).filter((entry): entry is [string, string] => Boolean(entry[1])))
