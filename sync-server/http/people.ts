import type { FastifyInstance } from 'fastify'
import { mayMeet } from '../../domain/access.ts'
import type { ColleaguesAnswer } from '../../domain/api.ts'
import type { Deps } from './deps.ts'
import { notFound, refuse, signedIn } from './reply.ts'

/** Who works in an area, with names and roles: to give somebody a task, to say who wrote what. */
export function peopleRoutes(app: FastifyInstance, deps: Deps): void {
  const { people, now } = deps
  app.get(
    '/api/people',
    signedIn(deps)((request, reply, author): ColleaguesAnswer | ReturnType<typeof notFound> => {
      const { area, role } = request.query as { area?: string; role?: string }
      if (!area)
        return refuse(reply, 400, 'badRequest', 'Ask for /api/people?area={area}, and role={role} if you like.')
      if (!mayMeet(area, author.grants, now())) return notFound(reply)
      return { people: people.colleagues(area).filter((person) => !role || person.roles.includes(role)) }
    }),
  )
}
