import type { FastifyInstance } from 'fastify'
import type { RecordId } from '../../domain/ids.ts'
import { filterOf } from '../projection/page.ts'
import type { Author } from '../rooms/rooms.ts'
import type { Deps } from './deps.ts'
import { notFound, refuse, roomOf, signedIn } from './reply.ts'

/** Projected records: a page by filters, and one whole. */
export function recordRoutes(app: FastifyInstance, deps: Deps): void {
  const { projection, people, now } = deps
  const authed = signedIn(deps)
  const reader = (author: Author) => ({ ...author, now: now() })
  app.get(
    '/api/records',
    authed(async (request, reply, author) => {
      const filter = filterOf(request.query as { [name: string]: unknown })
      if (!filter.ok) {
        const { parameter, detail } = filter.problem
        return refuse(reply, 400, 'badQuery', `${parameter}: ${detail}`)
      }
      const { q } = filter.value
      return projection.list(reader(author), { ...filter.value, authors: q ? people.named(q) : [] })
    }),
  )
  app.get(
    '/api/records/:room/:record',
    authed(async (request, reply, author) => {
      const { record } = request.params as { record: RecordId }
      return (await projection.one(reader(author), roomOf(request), record)) ?? notFound(reply)
    }),
  )
}
