import type { FastifyInstance } from 'fastify'
import { DOCS_CSS, docsPage } from './openapi/page.ts'

/** The description of the interface, for programs and for people. */
export function docsRoutes(app: FastifyInstance): void {
  app.get('/api/openapi.json', () => app.swagger())
  app.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(app.swagger())))
  app.get('/api/docs.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(DOCS_CSS))
}
