import type { FastifyInstance, FastifyRequest } from 'fastify'
import { roomsOf } from '../../domain/access.ts'
import type { MeAnswer, SessionAnswer } from '../../domain/api.ts'
import { asPerson } from '../../domain/ids.ts'
import type { Deps } from './deps.ts'
import { cookieOf } from './frame.ts'
import { refuse, signedIn } from './reply.ts'

export function sessionRoutes(app: FastifyInstance, deps: Deps): void {
  const { people, rooms, now, demo } = deps
  const authed = signedIn(deps)
  app.post('/api/session', { schema: { body: signIn } }, async (request, reply) => {
    const { account, password } = request.body as { account: string; password: string }
    const outcome = await people.signIn(account, password, request.ip)
    if (!outcome.ok) {
      return outcome.problem.why === 'tooMany'
        ? refuse(reply, 429, 'tooMany', 'Too many wrong passwords. Wait, then try again.', outcome.problem.retryAfter)
        : refuse(reply, 401, 'wrongPassword', 'Account or password is wrong.')
    }
    const { session, token } = outcome.value
    reply.header('set-cookie', `${cookieOf(request, demo)}=${token}; ${attributes(request)}; Max-Age=2592000`)
    const person = people.personOf(session.person)
    return { person, token } as SessionAnswer
  })
  app.delete(
    '/api/session',
    authed((request, reply, _author, session) => {
      people.signOut(session.id)
      return reply
        .header('set-cookie', `${cookieOf(request, demo)}=; ${attributes(request)}; Max-Age=0`)
        .code(204)
        .send()
    }),
  )
  app.get(
    '/api/me',
    authed((_request, _reply, author): MeAnswer => {
      const person = people.personOf(author.person)
      const team = people.teamOf(author.person)
      const members = team.map(({ id }) => id)
      const leader = people.memberOf(people.leaderOf(author.person) ?? asPerson(''))
      return {
        person: person ?? { id: author.person, name: author.person },
        grants: author.grants,
        rooms: roomsOf(author.person, author.grants, now(), members, people.grantsOf),
        team,
        ...(leader ? { leader } : {}),
        log: rooms.log.id,
        serverTime: now(),
        demo,
      }
    }),
  )
}

const signIn = {
  type: 'object',
  required: ['account', 'password'],
  properties: { account: { type: 'string', maxLength: 64 }, password: { type: 'string', maxLength: 200 } },
}

const attributes = ({ protocol }: FastifyRequest): string =>
  `Path=/; HttpOnly; SameSite=Strict${protocol === 'https' ? '; Secure' : ''}`
