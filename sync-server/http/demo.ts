import type { FastifyInstance } from 'fastify'
import type { Deps } from './deps.ts'

/** Only with the demo district. */
export function demoRoutes(app: FastifyInstance, { people }: Deps): void {
  app.get('/api/demo/cards', () => ({
    cards: people.accounts().map(({ account, name, roles }) => ({ account, name, roles })),
  }))
}
