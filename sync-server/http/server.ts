import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Config, LogLevel } from '../config.ts'
import type { Deps } from './deps.ts'
import { tokenOf } from './frame.ts'
import { limitRates, TooMany } from './limits.ts'
import { describeApi, routeKey } from './openapi/openapi.ts'
import { described } from './openapi/routes.ts'
import { isOwnOrigin } from './origin.ts'
import { refuse, signInFirst } from './reply.ts'
import { addRoutes } from './routes.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types default",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'geolocation=(self), camera=(self)',
  'cross-origin-opener-policy': 'same-origin',
}
const MAX_BODY = 1024 * 1024

/** All that is answered over HTTP; not yet listening. `isCut`: the demo page took the network from this request. */
export async function createHttp(
  deps: Deps,
  config: Config,
  isCut: (request: IncomingMessage) => boolean,
): Promise<FastifyInstance> {
  const { tls } = config
  const app = Fastify({
    logger: false,
    bodyLimit: MAX_BODY,
    // Behind a proxy on the same machine the address of the phone is the one that it names.
    trustProxy: 'loopback',
    ajv: { customOptions: { removeAdditional: false } },
    // Both kinds of server take the same listeners; Fastify's types know only one of them at a time.
    serverFactory: (handle) => (tls ? (createSecureServer(tls, handle) as unknown as Server) : createServer(handle)),
  })
  if (tls?.authority) {
    app.get('/authority.crt', (_request, reply) => reply.type('application/x-x509-ca-cert').send(tls.authority))
  }
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    if (config.publicUrl?.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000')
    if (request.url !== '/api/demo/link' && isCut(request.raw)) {
      reply.hijack()
      request.raw.socket.destroy()
      return
    }
    const { origin, host } = request.headers
    const safe = request.method === 'GET' || request.method === 'HEAD'
    if (!safe && origin && !isOwnOrigin(origin, host, config.publicUrl)) {
      return refuse(reply, 403, 'origin', 'This page may not write here.')
    }
    // Closed unless it is described as open: before anything of the request is read.
    const { url } = request.routeOptions
    const closed = url?.startsWith('/api/') && !described[routeKey(request.method, url)]?.open
    if (closed && !deps.people.sessionOf(tokenOf(request.raw, deps.demo))) return signInFirst(reply)
  })
  app.setErrorHandler((error: FastifyError | TooMany, request, reply) => {
    const status = error.statusCode ?? 500
    if (error instanceof TooMany) return refuse(reply, status, 'tooMany', error.message, error.retryAfter)
    if (status >= 500) {
      tellFailure(config.logLevel, request, error)
      return refuse(reply, status, 'failed', 'The server failed. Nothing of this request was stored.')
    }
    const code = status === 413 ? 'tooLarge' : 'badRequest'
    return refuse(reply, status, code, error.validation ? sentenceOf(error) : error.message)
  })
  // What the API says of its answers is for its readers: nothing is filtered by it.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  await describeApi(app)
  if (config.limits) await limitRates(app, config.demo)
  addRoutes(app, deps)
  if (existsSync(config.appDir)) {
    await app.register(fastifyStatic, { root: config.appDir, cacheControl: false })
  }
  app.setNotFoundHandler((request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const page = reads && !request.url.startsWith('/api/') && existsSync(config.appDir)
    if (page) return reply.sendFile('index.html')
    return refuse(reply, 404, 'notFound', 'There is nothing at this address.')
  })
  return app
}

/** By route: no address, token, room, record or body of anybody is in the log. */
function tellFailure(level: LogLevel, { method, routeOptions }: FastifyRequest, error: Error): void {
  if (level === 'silent' || level === 'fatal') return
  console.error(
    JSON.stringify({ at: new Date().toISOString(), failed: `${method} ${routeOptions.url}`, why: error.stack }),
  )
}

/** Which part does not fit, and how. */
function sentenceOf({ validation, validationContext }: FastifyError): string {
  const first = validation?.[0]
  const where = `${validationContext ?? 'request'}${first?.instancePath ?? ''}`.replaceAll('/', '.')
  const extra = first?.params['additionalProperty']
  return `${where} ${first?.message ?? 'does not fit'}${extra ? `: ${String(extra)}` : ''}. See /api/docs.`
}
