import type { FastifyInstance } from 'fastify'
import type { Breach, RecordAnswer } from '../../domain/api.ts'
import type { RecordId } from '../../domain/ids.ts'
import { kindOf } from '../../domain/kinds/registry.ts'
import { unasked } from '../../domain/record/photo-switch.ts'
import { filterOf } from '../projection/page.ts'
import type { Author } from '../rooms/rooms.ts'
import type { Deps } from './deps.ts'
import { questionOf } from './figures.ts'
import { notFound, refuse, roomOf, signedIn } from './reply.ts'

/** Projected records: a page by filters, and one whole. */
export function recordRoutes(app: FastifyInstance, deps: Deps): void {
  const { projection, people, now } = deps
  const authed = signedIn(deps)
  const reader = (author: Author) => ({ ...author, now: now() })
  app.get(
    '/api/records',
    authed(async (request, reply, author) => {
      const filter = filterOf(request.query as { [name: string]: unknown })
      if (!filter.ok) {
        const { parameter, detail } = filter.problem
        return refuse(reply, 400, 'badQuery', `${parameter}: ${detail}`)
      }
      const { q } = filter.value
      const { figure, part } = request.query as { figure?: string; part?: string }
      const asked =
        figure === undefined
          ? undefined
          : questionOf(request.query as { [name: string]: unknown }, now(), people.rules.all())
      if (asked && !asked.ok)
        return refuse(reply, 400, 'badQuery', `${asked.problem.parameter}: ${asked.problem.detail}`)
      if (asked && part !== 'in' && part !== 'rest') return refuse(reply, 400, 'badQuery', 'part: Give in or rest.')
      return projection.list(reader(author), {
        ...filter.value,
        authors: q ? people.named(q) : [],
        ...(asked?.ok ? { behind: { asked: asked.value, part: part as 'in' | 'rest' } } : {}),
      })
    }),
  )
  app.get(
    '/api/records/:room/:record',
    authed(async (request, reply, author) => {
      const { record } = request.params as { record: RecordId }
      const answer = await projection.one(reader(author), roomOf(request), record)
      if (!answer) return notFound(reply)
      const kind = kindOf(answer.record.kind)
      const steps = kind ? unasked(kind, answer.record, people.organisation.switchWords()) : []
      const breaches = steps.map((step): Breach => ({ ...step, type: 'photoAsked', others: [] }))
      return { ...answer, breaches: [...answer.breaches, ...breaches] } satisfies RecordAnswer
    }),
  )
}
