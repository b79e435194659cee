import type { FastifyInstance } from 'fastify'
import type { RecordId, RoomName } from '../../domain/ids.ts'
import { type Author, accessOf } from '../rooms/rooms.ts'
import type { Deps } from './deps.ts'
import { notFound, roomOf, signedIn } from './reply.ts'

export function recordRoutes(app: FastifyInstance, deps: Deps): void {
  const { projection, now } = deps
  const authed = signedIn(deps)
  const readable = (author: Author) => (room: RoomName) => accessOf(author, room, now()) !== 'none'
  app.get(
    '/api/records',
    authed((request, _reply, author) => {
      const query = request.query as Record<string, string>
      const { kind, area, state, q } = query
      return projection.list({ ...pick({ kind, area, state, q }), limit: 200, mayRead: readable(author) })
    }),
  )
  app.get(
    '/api/records/:room/:record',
    authed((request, reply, author) => {
      const room = roomOf(request)
      const { record } = request.params as { record: RecordId }
      const found = readable(author)(room) ? projection.one(room, record) : undefined
      return found ?? notFound(reply)
    }),
  )
  app.get(
    '/api/events',
    authed((request, reply, author) => {
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
}

const pick = (from: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(from).filter((entry): entry is [string, string] => Boolean(entry[1])))
