import type { FastifyInstance } from 'fastify'
import { adminRoutes } from './admin.ts'
import { bulkRoutes } from './bulk.ts'
import { demoRoutes } from './demo.ts'
import type { Deps } from './deps.ts'
import { docsRoutes } from './docs.ts'
import { eventRoutes } from './events.ts'
import { factRoutes } from './facts.ts'
import { figureRoutes } from './figures.ts'
import { healthRoutes } from './health.ts'
import { heldRoutes } from './held.ts'
import { peopleRoutes } from './people.ts'
import { photoRoutes } from './photos.ts'
import { readyRoutes } from './ready.ts'
import { recordRoutes } from './records.ts'
import { robotRoutes } from './robots.ts'
import { roomRoutes } from './rooms.ts'
import { ruleRoutes } from './rules.ts'
import { sessionRoutes } from './session.ts'
import { toldRoutes } from './told.ts'

export function addRoutes(app: FastifyInstance, deps: Deps): void {
  healthRoutes(app, deps)
  sessionRoutes(app, deps)
  roomRoutes(app, deps)
  bulkRoutes(app, deps)
  recordRoutes(app, deps)
  factRoutes(app, deps)
  figureRoutes(app, deps)
  heldRoutes(app, deps)
  eventRoutes(app, deps)
  photoRoutes(app, deps)
  toldRoutes(app, deps)
  robotRoutes(app, deps)
  peopleRoutes(app, deps)
  readyRoutes(app, deps)
  adminRoutes(app, deps)
  ruleRoutes(app, deps)
  docsRoutes(app)
  if (deps.demo) demoRoutes(app, deps)
}
