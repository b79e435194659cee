import { statfs } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Deps } from './deps.ts'

/** Seconds; a phone on a bad line waits ten. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Prometheus text. Routes are named by their pattern: no room, record or person is in a label. */
export function metricsOf(
  app: FastifyInstance,
  { rooms, sockets, projection, photos, dataDir }: Deps,
): { readonly contentType: string; text(): Promise<string> } {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const gauge = (name: string, help: string, read: () => number | Promise<number>): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read())
      },
    })
  }
  const counter = (name: string, help: string, read: () => number): void => {
    new Counter({
      name,
      help,
      registers,
      collect() {
        // The count is kept where it happens; a counter can only be told what came since.
        this.reset()
        this.inc(read())
      },
    })
  }
  counter('xunji_events_stored_total', 'Events on disk since the start', () => rooms.stats().events)
  counter('xunji_commits_total', 'Transactions of the log since the start', () => rooms.stats().commits)
  counter('xunji_photos_arrived_total', 'Photos that arrived since the start', () => photos.arrived())
  gauge('xunji_sockets', 'Open sockets', () => sockets.count())
  gauge('xunji_projection_lag_events', 'Events of the log that are not projected yet', () => projection.lag())
  gauge('xunji_projection_quarantined_events', 'Events that cannot be projected', () => projection.status().quarantined)
  gauge('xunji_storing', '1 = the log takes events', () => (rooms.trouble() ? 0 : 1))
  gauge('xunji_disk_free_bytes', 'Free space where the data lies', async () => {
    const { bavail, bsize } = await statfs(dataDir)
    return bavail * bsize
  })
  const duration = new Histogram({
    name: 'xunji_http_seconds',
    help: 'Time to the answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  return { contentType: register.contentType, text: () => register.metrics() }
}
