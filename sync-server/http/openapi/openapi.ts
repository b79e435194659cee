import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { type Described, described } from './routes.ts'
import { ref } from './shape.ts'
import { shapes } from './shapes.ts'

const ABOUT = `An event is written once and answered with a receipt when it is on disk. Live: \`WS /sync/{room}\`
speaks the protocol of y-websocket; any \`WebsocketProvider\` with a Bearer token reads and writes a room
(docs/examples/plain-client.mjs). With \`ext=1\` it also gets receipts and cursors.`

/** `/api/records/:room` as OpenAPI writes it. */
const pathOf = (url: string): string => url.replace(/:(\w+)/g, '{$1}')
export const routeKey = (method: string, url: string): string => `${method} ${pathOf(url)}`

/** Collects the routes; call before they are added. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    exposeHeadRoutes: true,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Xunji 巡迹', version: '0.1.0', description: ABOUT },
      tags: [...new Set(Object.values(described).map((route) => route.tags[0]))].map((name) => ({ name })),
      components: {
        schemas: shapes as never,
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'xunji_session' },
        },
      },
    },
    transform({ schema, url, route }) {
      const method = [route.method].flat()[0] ?? 'GET'
      const found = described[routeKey(method, url)]
      // Each GET has a HEAD of its own making; one that is not described here is no news.
      const hide = method === 'HEAD' || !url.startsWith('/api/')
      const shown = found ? { ...schemaOf(found), ...(schema ?? {}) } : { ...schema, hide }
      return { schema: shown as FastifySchema, url }
    },
  })
}

function schemaOf({ summary, tags, query, body, answer: [status, content], open }: Described): object {
  const problem = {
    description: 'What went wrong',
    content: { 'application/problem+json': { schema: ref('Problem') } },
  }
  const type = typeof content === 'string' ? content : 'application/json'
  const schema = typeof content === 'string' ? { type: 'string' } : content
  return {
    summary,
    tags,
    ...(open ? {} : { security: [{ bearer: [] }, { cookie: [] }] }),
    ...(query ? { querystring: { type: 'object', properties: queryOf(query) } } : {}),
    ...(body ? { body } : {}),
    response: {
      [status]: { description: summary, ...(content ? { content: { [type]: { schema } } } : { type: 'null' }) },
      default: problem,
    },
  }
}

const queryOf = (query: { readonly [name: string]: string }): object =>
  Object.fromEntries(Object.entries(query).map(([name, description]) => [name, { type: 'string', description }]))
