import type { FastifyInstance } from 'fastify'
import type { Deps } from './deps.ts'
import { metricsOf } from './metrics.ts'
import { refuse } from './reply.ts'

/** For whoever watches the server. None of it tells anything of people or records. */
export function healthRoutes(app: FastifyInstance, deps: Deps): void {
  const { rooms, projection, photos } = deps
  const metrics = metricsOf(app, deps)
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const trouble = rooms.trouble()
    if (trouble) {
      const detail = `Nothing can be stored now (${trouble.why}); what is stored can be read.`
      return refuse(reply, 503, trouble.why, detail, Math.ceil(trouble.retryAfterMs / 1000))
    }
    // What cannot be projected is written, kept and synced all the same; a photo waits on its phone.
    const { quarantined, trouble: why } = projection.status()
    return {
      status: 'ok',
      projection: { behind: projection.lag(), quarantined, ...(why ? { trouble: why } : {}) },
      photos: (await photos.writable()) ? 'ok' : 'cannot be stored: DATA_DIR/photos cannot be written',
    }
  })
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()))
}
