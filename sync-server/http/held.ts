import type { FastifyInstance } from 'fastify'
import type { HeldAnswer } from '../../domain/api.ts'
import type { EventId } from '../../domain/ids.ts'
import type { Deps } from './deps.ts'
import { notFound, refuse, roomOf, signedIn } from './reply.ts'

const LONGEST_REASON = 1000

/** What is durable and waits for a decision: its author may not, or may no longer, write there. */
export function heldRoutes(app: FastifyInstance, deps: Deps): void {
  const { projection, rooms, now } = deps
  const authed = signedIn(deps)
  app.get(
    '/api/held',
    authed(async (request, _reply, author): Promise<HeldAnswer> => {
      const { mine } = request.query as { mine?: string }
      return { rows: await projection.held({ ...author, now: now() }, mine === '1' ? 'mine' : 'toDecide') }
    }),
  )
  app.post(
    '/api/held/:room/:event',
    authed(async (request, reply, author) => {
      const { event } = request.params as { event: EventId }
      const room = roomOf(request)
      const { accept, reason } = (request.body ?? {}) as { accept?: unknown; reason?: unknown }
      if (typeof accept !== 'boolean' || typeof reason !== 'string' || !reason.trim()) {
        return refuse(reply, 400, 'badRequest', 'Send {"accept": true or false, "reason": "…"}.')
      }
      if (reason.length > LONGEST_REASON) {
        return refuse(reply, 400, 'badRequest', `The reason has at most ${LONGEST_REASON} characters.`)
      }
      const row = await projection.heldOne({ ...author, now: now() }, room, event)
      if (!row) return notFound(reply)
      if (row.by === author.person) return refuse(reply, 403, 'ownWork', 'Nobody decides about what he wrote himself.')
      const outcome = await rooms.decide(room, event, { accept, by: author.person, reason: reason.trim() })
      if (outcome.ok) return outcome.value
      switch (outcome.problem.why) {
        case 'notHeld':
          return notFound(reply)
        case 'decidedBefore':
          return refuse(reply, 409, 'decidedBefore', 'Somebody has decided about this already. Load the list again.')
        default:
          return refuse(reply, 503, outcome.problem.why, 'The server cannot store now. Nothing was decided.', 60)
      }
    }),
  )
}
