import type { FastifyInstance } from 'fastify'
import type { OfficeNotices, ReachedRequest } from '../../domain/api.ts'
import { isEventId, type RecordId, recordOf, ULID } from '../../domain/ids.ts'
import type { PushKeys } from '../told/web-push.ts'
import type { Deps } from './deps.ts'
import { notFound, refuse, signedIn } from './reply.ts'

const id = { type: 'string', pattern: ULID.source }
const reached = {
  type: 'object',
  additionalProperties: false,
  required: ['records'],
  properties: {
    records: {
      type: 'array',
      minItems: 1,
      maxItems: 200,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['room', 'record', 'event'],
        properties: { room: { type: 'string', maxLength: 128 }, record: id, event: id },
      },
    },
  },
}

const seen = {
  type: 'object',
  additionalProperties: false,
  required: ['records'],
  properties: { records: { type: 'array', minItems: 1, maxItems: 100, items: id } },
}

const subscription = {
  type: 'object',
  additionalProperties: false,
  required: ['endpoint', 'keys'],
  properties: {
    endpoint: { type: 'string', maxLength: 1000 },
    keys: {
      type: 'object',
      additionalProperties: false,
      required: ['p256dh', 'auth'],
      properties: { p256dh: { type: 'string', maxLength: 120 }, auth: { type: 'string', maxLength: 60 } },
    },
  },
}

/** Phones say what reached them; senders ask whom it reached. */
export function toldRoutes(app: FastifyInstance, deps: Deps): void {
  const { told } = deps
  const authed = signedIn(deps)
  app.post(
    '/api/reached',
    { schema: { body: reached } },
    authed((request, _reply, author) => told.say(author, (request.body as ReachedRequest).records)),
  )
  app.get(
    '/api/notices',
    authed(async (_request, _reply, author): Promise<OfficeNotices> => ({ notices: await told.notices.list(author) })),
  )
  app.post(
    '/api/notices/seen',
    { schema: { body: seen } },
    authed(async (request, _reply, author) => ({
      seen: await told.notices.see(author, (request.body as { records: readonly RecordId[] }).records),
    })),
  )
  app.get(
    '/api/push',
    authed(() => ({ key: told.pushKey })),
  )
  app.post(
    '/api/push',
    { schema: { body: subscription } },
    authed((request, reply, _author, session) => {
      const { endpoint, keys } = request.body as { endpoint: string; keys: PushKeys }
      const problem = told.subscribe(session, endpoint, keys)
      return problem ? refuse(reply, 422, 'badEndpoint', problem) : reply.code(204).send()
    }),
  )
  app.delete(
    '/api/push',
    authed((_request, reply, _author, session) => {
      told.unsubscribe(session)
      return reply.code(204).send()
    }),
  )
  app.get(
    '/api/reached',
    authed(async (request, reply, author) => {
      const { record } = request.query as { record?: unknown }
      if (!isEventId(record)) return refuse(reply, 400, 'badQuery', 'record: Give the id of a record.')
      return (await told.reached(author, recordOf(record))) ?? notFound(reply)
    }),
  )
}
