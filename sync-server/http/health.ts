import type { FastifyInstance } from 'fastify'
import type { Deps } from './deps.ts'
import { refuse } from './reply.ts'

export function healthRoutes(app: FastifyInstance, { rooms, sockets, projection }: Deps): void {
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', (_request, reply) => {
    const trouble = rooms.trouble()
    if (!trouble) {
      // What cannot be projected is written, kept and synced all the same.
      const { quarantined, trouble: why } = projection.status()
      return { status: 'ok', projection: { behind: projection.lag(), quarantined, ...(why ? { trouble: why } : {}) } }
    }
    const detail = 'Nothing can be stored now; what is stored can be read.'
    return refuse(reply, 503, trouble.why, detail, Math.ceil(trouble.retryAfterMs / 1000))
  })
  app.get('/metrics', (_request, reply) => {
    const { events, commits } = rooms.stats()
    const lines = [
      ['xunji_events_stored_total', 'counter', events],
      ['xunji_commits_total', 'counter', commits],
      ['xunji_sockets', 'gauge', sockets.count()],
      ['xunji_projection_lag_events', 'gauge', projection.lag()],
      ['xunji_projection_quarantined_events', 'gauge', projection.status().quarantined],
    ].map(([name, type, value]) => `# TYPE ${name} ${type}\n${name} ${value}\n`)
    return reply.type('text/plain; version=0.0.4').send(lines.join(''))
  })
}
