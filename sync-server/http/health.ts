import type { FastifyInstance } from 'fastify'
import type { Deps } from './deps.ts'

export function healthRoutes(app: FastifyInstance, { rooms, sockets, projection }: Deps): void {
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', () => ({ status: 'ok' }))
  app.get('/metrics', (_request, reply) => {
    const { events, commits } = rooms.stats()
    const lines = [
      ['xunji_events_stored_total', 'counter', events],
      ['xunji_commits_total', 'counter', commits],
      ['xunji_sockets', 'gauge', sockets.count()],
      ['xunji_projection_lag_events', 'gauge', projection.lag()],
    ].map(([name, type, value]) => `# TYPE ${name} ${type}\n${name} ${value}\n`)
    return reply.type('text/plain; version=0.0.4').send(lines.join(''))
  })
}
