import { createHash } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { tokenOf } from './frame.ts'

/** Requests a minute. Signing in counts by address; everything else by session, or by address without one. */
const SIGN_INS = 30
const REQUESTS = 1200

/** An error that `refuse` turns into its answer. */
export class TooMany extends Error {
  readonly statusCode = 429
  /** Seconds. */
  readonly retryAfter: number
  constructor(retryAfter: number) {
    super('Too many requests. What is on the phone stays there; it goes on by itself.')
    this.retryAfter = retryAfter
  }
}

/** Call before the routes are added. What is on the phone is never at stake: it waits and goes on. */
export async function limitRates(app: FastifyInstance, demo: boolean): Promise<void> {
  const bySession = (request: FastifyRequest): string => {
    const token = tokenOf(request.raw, demo)
    return token ? createHash('sha256').update(token).digest('base64url') : request.ip
  }
  app.addHook('onRoute', (route) => {
    if (route.method === 'POST' && route.url === '/api/session') {
      route.config = {
        ...route.config,
        rateLimit: { max: SIGN_INS, timeWindow: 60_000, keyGenerator: (request: FastifyRequest) => request.ip },
      }
    }
  })
  await app.register(rateLimit, {
    max: REQUESTS,
    timeWindow: 60_000,
    keyGenerator: bySession,
    errorResponseBuilder: (_request, { ttl }) => new TooMany(Math.ceil(ttl / 1000)),
  })
}
