import type { FastifyInstance } from 'fastify'
import type { DemoCards, MoverAnswer } from '../../domain/api.ts'
import { demoCards } from '../demo/accounts.ts'
import type { Deps } from './deps.ts'
import { refuse, signedIn } from './reply.ts'

/** Only with the demo district. */
export function demoRoutes(app: FastifyInstance, deps: Deps): void {
  const { cuts, sockets, mover } = deps
  app.get('/api/demo/cards', (): DemoCards => ({ cards: demoCards() }))
  app.get('/api/demo/mover', (): MoverAnswer => mover?.state() ?? { on: false, acts: 0 })
  app.post(
    '/api/demo/mover',
    signedIn(deps)((request, reply) => {
      const { on } = (request.body ?? {}) as { on?: unknown }
      if (typeof on !== 'boolean') return refuse(reply, 400, 'badRequest', 'Send {"on": true} or false.')
      mover?.set(on)
      return reply.send(mover?.state() ?? { on: false, acts: 0 })
    }),
  )
  // The switch of a phone on the demo page: what it does is done here, not in the page.
  app.post(
    '/api/demo/link',
    signedIn(deps)((request, reply, _author, session) => {
      const { open } = (request.body ?? {}) as { open?: unknown }
      if (typeof open !== 'boolean') return refuse(reply, 400, 'badRequest', 'Send {"open": true} or false.')
      cuts.set(session.id, open)
      if (!open) sockets.drop(session.id, RESTARTS)
      return reply.code(204).send()
    }),
  )
}

/** RFC 6455: come again later. Means nothing to the phone but a lost connection. */
const RESTARTS = 1012
