import type { FastifyInstance } from 'fastify'
import { mayHaveWritten } from '../../domain/access.ts'
import type { WriteAnswer, WriteRequest } from '../../domain/api.ts'
import { newEventId, ULID } from '../../domain/ids.ts'
import { Malformed } from '../../domain/room/bytes.ts'
import { parseRoom } from '../../domain/room/names.ts'
import { formatCursor } from '../../domain/room/protocol.ts'
import type { Deps } from './deps.ts'
import { notFound, refuse, roomOf, signedIn } from './reply.ts'

export function roomRoutes(app: FastifyInstance, deps: Deps): void {
  const { rooms, now } = deps
  const authed = signedIn(deps)
  app.get(
    '/api/rooms/:room/snapshot',
    authed(async (request, reply, author) => {
      const room = roomOf(request)
      if (rooms.access(author, room) === 'none') return notFound(reply)
      const snapshot = await rooms.snapshots.of(room)
      const cursor = formatCursor(snapshot.at)
      reply.header('etag', `"${cursor}"`).header('cache-control', 'private, no-cache').header('vary', 'accept-encoding')
      if (request.headers['if-none-match'] === `"${cursor}"`) return reply.code(304).send()
      reply.type('application/octet-stream')
      if (!/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(Buffer.from(snapshot.update))
      return reply.header('content-encoding', 'br').send(await snapshot.compressed())
    }),
  )
  app.post(
    '/api/rooms/:room/events',
    { schema: { body: writeRequest } },
    authed(async (request, reply, author) => {
      const room = roomOf(request)
      // Work that was allowed when it was written is taken also after the grant ended; it is held.
      const name = parseRoom(room)
      if (!name || !mayHaveWritten(name, author.person, author.grants, rooms.grantsOf)) return notFound(reply)
      const { events } = request.body as WriteRequest
      try {
        const list = events.map(({ id, event }) => ({ id: id ?? newEventId(now()), event }))
        const outcome = await rooms.write(author, room, list)
        if (!outcome.ok)
          return refuse(
            reply,
            503,
            outcome.problem.why,
            'The server cannot store now. Nothing was taken; try again.',
            Math.ceil(outcome.problem.retryAfterMs / 1000),
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
}

const writeRequest = {
  type: 'object',
  required: ['events'],
  properties: {
    events: {
      type: 'array',
      minItems: 1,
      maxItems: 200,
      items: {
        type: 'object',
        required: ['event'],
        properties: {
          id: { type: 'string', pattern: ULID.source, description: 'Left out: the server makes one' },
          event: { type: 'object', description: 'create, set, move, remark, photo or track' },
        },
      },
    },
  },
}
