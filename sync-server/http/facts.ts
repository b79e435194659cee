import type { FastifyInstance } from 'fastify'
import { startOfDay } from '../../domain/clock.ts'
import type { Deps } from './deps.ts'
import { refuse, signedIn } from './reply.ts'

const AREA = /^[0-9][0-9A-Za-z]{1,23}$/

/** What a phone must know of its homes and facilities beyond the rooms that it holds. */
export function factRoutes(app: FastifyInstance, deps: Deps): void {
  const { projection, now } = deps
  app.get(
    '/api/facts/:area',
    signedIn(deps)(async (request, reply, author) => {
      const { area } = request.params as { area: string }
      const { cursor } = request.query as { cursor?: string }
      if (!AREA.test(area)) return refuse(reply, 400, 'badQuery', 'area: Give the code of an area.')
      const answer = await projection.facts({ ...author, now: now() }, area, cursor)
      // The end of a day may change what is next due, so that it counts as a change.
      const tag = `"${answer.cursor}.${startOfDay(answer.serverTime)}"`
      reply.header('etag', tag).header('cache-control', 'private, no-cache')
      return request.headers['if-none-match'] === tag ? reply.code(304).send() : answer
    }),
  )
}
