import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { covers } from '../../domain/access.ts'
import type { RobotRow, RobotsAnswer } from '../../domain/api.ts'
import { areasAs } from '../people/scope.ts'
import type { Author } from '../rooms/rooms.ts'
import { type NewRobot, ROBOT_TYPES, type Robot } from '../told/robots.ts'
import type { Deps } from './deps.ts'
import { notFound, refuse, signedIn } from './reply.ts'

const newRobot = {
  type: 'object',
  additionalProperties: false,
  required: ['area', 'type', 'name', 'url'],
  properties: {
    area: { type: 'string', pattern: '^[0-9][0-9A-Za-z]{1,23}$' },
    type: { type: 'string', enum: ROBOT_TYPES },
    name: { type: 'string', minLength: 1, maxLength: 60, pattern: '\\S' },
    url: { type: 'string', maxLength: 500 },
    secret: { type: 'string', maxLength: 200, description: 'DingTalk: the secret of “加签”' },
  },
}
const change = {
  type: 'object',
  additionalProperties: false,
  required: ['enabled'],
  properties: { enabled: { type: 'boolean' } },
}

/** Robots of 企业微信 and 钉钉 groups: an administrator says where the server may write to, for his areas. */
export function robotRoutes(app: FastifyInstance, deps: Deps): void {
  const { told, people, now } = deps
  const { robots } = told
  const authed = signedIn(deps)
  type Act = (request: FastifyRequest, reply: FastifyReply, author: Author, areas: readonly string[]) => unknown
  const asAdmin = (act: Act) =>
    authed((request, reply, author) => {
      const areas = areasAs('admin', author, now())
      return areas.length === 0
        ? refuse(reply, 403, 'notAdmin', 'Only for administrators.')
        : act(request, reply, author, areas)
    })
  const within = (areas: readonly string[], area: string): boolean => areas.some((own) => covers(own, area))
  const found = (request: FastifyRequest, areas: readonly string[]): Robot | undefined => {
    const robot = robots.one(Number((request.params as { robot: string }).robot))
    return robot && within(areas, robot.area) ? robot : undefined
  }
  const note = (by: Author, act: string, area: string, detail: { readonly [name: string]: string | boolean }): void =>
    people.note({ by: by.person, act, subject: 'robot', area, detail })

  app.get(
    '/api/admin/robots',
    asAdmin(
      (_request, _reply, _author, areas): RobotsAnswer => ({
        robots: robots.all().flatMap((robot) => (within(areas, robot.area) ? [rowOf(robot)] : [])),
      }),
    ),
  )
  app.post(
    '/api/admin/robots',
    { schema: { body: newRobot } },
    asAdmin((request, reply, author, areas) => {
      const robot = request.body as NewRobot
      if (!within(areas, robot.area)) return refuse(reply, 403, 'outOfScope', 'This lies outside your areas.')
      const problem = told.refuses(robot.url)
      if (problem) return refuse(reply, 422, 'badAddress', problem)
      const id = robots.add(robot, now())
      note(author, 'addRobot', robot.area, { type: robot.type, name: robot.name, host: new URL(robot.url).host })
      return reply.code(201).send({ id })
    }),
  )
  app.post(
    '/api/admin/robots/:robot',
    { schema: { body: change } },
    asAdmin((request, reply, author, areas) => {
      const robot = found(request, areas)
      if (!robot) return notFound(reply)
      const { enabled } = request.body as { enabled: boolean }
      robots.enable(robot.id, enabled)
      note(author, 'setRobot', robot.area, { name: robot.name, enabled })
      return reply.code(204).send()
    }),
  )
  app.post(
    '/api/admin/robots/:robot/test',
    asAdmin(async (request, reply, _author, areas) => {
      const robot = found(request, areas)
      if (!robot) return notFound(reply)
      const problem = await told.tryRobot(robot.id)
      return problem ? refuse(reply, 502, 'robotRefused', problem) : reply.code(204).send()
    }),
  )
  app.delete(
    '/api/admin/robots/:robot',
    asAdmin((request, reply, author, areas) => {
      const robot = found(request, areas)
      if (!robot) return notFound(reply)
      robots.remove(robot.id)
      note(author, 'removeRobot', robot.area, { name: robot.name })
      return reply.code(204).send()
    }),
  )
}

/** Without its key and its secret: they went in once and come out to nobody. */
const rowOf = ({ url, secret, ...robot }: Robot): RobotRow => ({
  ...robot,
  host: new URL(url).host,
  signed: secret !== undefined,
})
