import type { FastifyInstance } from 'fastify'
import { covers, isActive } from '../../domain/access.ts'
import type { ReadyAnswer, ReadyCheck } from '../../domain/api.ts'
import type { Deps } from './deps.ts'
import { notFound, refuse, signedIn } from './reply.ts'

/** Who looks after the phones of an area's people. */
const LOOKERS = ['team_leader', 'officer', 'supervisor', 'admin']

const body = {
  type: 'object',
  additionalProperties: false,
  required: ['checks'],
  properties: {
    checks: {
      type: 'array',
      minItems: 1,
      maxItems: 40,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'state'],
        properties: {
          id: { type: 'string', pattern: '^[a-z]{1,24}$' },
          state: { type: 'string', enum: ['good', 'bad', 'unknown'] },
          value: { type: 'number', description: 'What was measured, in the unit of the check' },
        },
      },
    },
  },
} as const

/** A phone tells how it found itself; whoever leads its owner reads it. */
export function readyRoutes(app: FastifyInstance, deps: Deps): void {
  const { people, now } = deps
  app.post(
    '/api/ready',
    { schema: { body } },
    signedIn(deps)((request, _reply, author): { readonly at: number } => ({
      at: people.ready.note(author.person, (request.body as { checks: readonly ReadyCheck[] }).checks),
    })),
  )
  app.get(
    '/api/ready',
    signedIn(deps)((request, reply, author): ReadyAnswer | ReturnType<typeof notFound> => {
      const { area } = request.query as { area?: string }
      if (!area) return refuse(reply, 400, 'badRequest', 'Ask for /api/ready?area={area}.')
      const at = now()
      const may = author.grants.some(
        (grant) => LOOKERS.includes(grant.role) && isActive(grant, at) && covers(grant.area, area),
      )
      if (!may) return notFound(reply)
      const reports = people.colleagues(area).flatMap(({ id, name, roles }) => {
        const last = people.ready.lastOf(id)
        return last ? [{ person: id, name, roles, ...last }] : []
      })
      return { reports: reports.sort((a, b) => b.at - a.at) }
    }),
  )
}
