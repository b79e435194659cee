import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AdminPeopleAnswer, Area, AreasAnswer, AuditAnswer, SwitchesAnswer } from '../../domain/api.ts'
import { asPerson } from '../../domain/ids.ts'
import type { NewAccount, NewGrant, PersonChange } from '../people/admin.ts'
import type { SwitchChange } from '../people/admin-organisation.ts'
import type { AdminProblem, Outcome } from '../people/admin-problem.ts'
import { areasAs } from '../people/scope.ts'
import type { Author } from '../rooms/rooms.ts'
import { area, grant, listQuery, newPerson, password, personChange, reason, switchChange } from './admin-schema.ts'
import type { Deps } from './deps.ts'
import { refuse, signedIn } from './reply.ts'

const PROBLEMS: { readonly [code in AdminProblem['code']]: readonly [status: number, detail: string] } = {
  outOfScope: [403, 'This lies outside the areas that you administer.'],
  yourself: [403, 'Nobody changes his own account or grants here. Ask another administrator.'],
  noSuchPerson: [404, 'There is no such person in your areas.'],
  noSuchGrant: [404, 'There is no such grant in your areas.'],
  grantEnded: [409, 'This grant has ended already.'],
  unknownRole: [422, 'There is no such role for an account.'],
  unknownArea: [422, 'There is no such area. Add it first.'],
  areaParent: [422, 'No area begins this code: its first digits are the code of the area above.'],
  accountTaken: [409, 'Another person has this account name. Choose another.'],
  unknownSwitch: [422, 'There is no such switch or book.'],
  noLeader: [422, 'The leader must be a team leader or supervisor in an area where this person works.'],
  switchWithoutEffect: [422, 'The product has no such function there: there is nothing to turn on.'],
  groundMissing: [422, 'A switch is turned on with its ground, in words that the workers will read.'],
}

/** People, grants, areas and switches: changed only here, by administrators of the area, and written into the audit log. */
export function adminRoutes(app: FastifyInstance, deps: Deps): void {
  const { people, now } = deps
  const { admin, organisation } = people
  const authed = signedIn(deps)
  type Act<T> = (by: Author, request: FastifyRequest) => Outcome<T>
  /** Only for administrators; a problem becomes its sentence. */
  const act =
    <T>(status: number, run: Act<T>) =>
    (request: FastifyRequest, reply: FastifyReply, author: Author): FastifyReply => {
      if (areasAs('admin', author, now()).length === 0)
        return refuse(reply, 403, 'notAdmin', 'Only for administrators.')
      const outcome = run(author, request)
      if (outcome.ok) return reply.code(outcome.value === undefined ? 204 : status).send(outcome.value)
      const [code, detail] = PROBLEMS[outcome.problem.code]
      return refuse(reply, code, outcome.problem.code, detail)
    }
  const personOf = (request: FastifyRequest) => asPerson((request.params as { person: string }).person)

  app.get(
    '/api/admin/people',
    { schema: { querystring: listQuery } },
    authed(
      act(200, (by, request): Outcome<AdminPeopleAnswer> => {
        const query = request.query as { area?: string; q?: string; after?: string; limit: number }
        const found = admin.people(by, query)
        const last = found.length === query.limit ? found.at(-1)?.id : undefined
        return { ok: true, value: { people: found, ...(last ? { next: last } : {}) } }
      }),
    ),
  )
  app.post(
    '/api/admin/people',
    { schema: { body: newPerson } },
    authed(act(201, (by, request) => admin.addPerson(by, request.body as NewAccount))),
  )
  app.post(
    '/api/admin/people/:person',
    { schema: { body: personChange } },
    authed(act(200, (by, request) => admin.changePerson(by, personOf(request), request.body as PersonChange))),
  )
  app.post(
    '/api/admin/people/:person/password',
    { schema: { body: password } },
    authed(
      act(200, (by, request) =>
        admin.setPassword(by, personOf(request), (request.body as { password?: string }).password),
      ),
    ),
  )
  app.post(
    '/api/admin/people/:person/sign-out',
    authed(act(200, (by, request) => admin.signOut(by, personOf(request)))),
  )
  app.post(
    '/api/admin/grants',
    { schema: { body: grant } },
    authed(
      act(201, (by, request) => {
        const { person, ...given } = request.body as NewGrant & { person: string }
        return admin.grant(by, asPerson(person), given)
      }),
    ),
  )
  app.post(
    '/api/admin/grants/:grant/end',
    { schema: { body: reason } },
    authed(
      act(200, (by, request) => {
        const { grant: id } = request.params as { grant: string }
        return admin.endGrant(by, Number(id), (request.body as { reason: string }).reason)
      }),
    ),
  )
  app.post(
    '/api/admin/areas',
    { schema: { body: area } },
    authed(act(201, (by, request) => admin.addArea(by, request.body as Area))),
  )
  app.post(
    '/api/admin/switches',
    { schema: { body: switchChange } },
    authed(
      act(200, (by, request) => {
        const { ground, ...change } = request.body as SwitchChange & { ground: string }
        return admin.setSwitch(by, change, ground.trim())
      }),
    ),
  )
  app.get(
    '/api/admin/audit',
    { schema: { querystring: { type: 'object', properties: { before: { type: 'integer', minimum: 1 } } } } },
    authed((request, reply, author): AuditAnswer | FastifyReply => {
      const { before } = request.query as { before?: number }
      const found = admin.audit(author, before, AUDIT_PAGE)
      if (!found.ok) return refuse(reply, 403, 'notAdmin', 'Only for administrators and auditors.')
      const last = found.value.length === AUDIT_PAGE ? found.value.at(-1)?.seq : undefined
      return { rows: found.value, ...(last ? { next: last } : {}) }
    }),
  )
  app.get(
    '/api/areas',
    authed((): AreasAnswer => ({ areas: organisation.areas() })),
  )
  app.get(
    '/api/switches',
    authed((): SwitchesAnswer => ({ switches: organisation.switches(), words: organisation.switchWords() })),
  )
}

const AUDIT_PAGE = 100
