import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiProblem } from '../../domain/api.ts'
import type { RoomName } from '../../domain/ids.ts'
import type { Session } from '../people/sessions.ts'
import type { Author } from '../rooms/rooms.ts'
import type { Deps } from './deps.ts'
import { tokenOf } from './frame.ts'

/** An error that says what to do (RFC 9457); `code` is stable. */
export const problemOf = (status: number, code: string, detail: string, retryAfter?: number): ApiProblem => ({
  type: 'about:blank',
  title: code,
  status,
  code,
  detail,
  ...(retryAfter ? { retryAfter } : {}),
})

export function refuse(
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string,
  retryAfter?: number,
): FastifyReply {
  if (retryAfter) reply.header('retry-after', retryAfter)
  return reply
    .code(status)
    .type('application/problem+json')
    .send(problemOf(status, code, detail, retryAfter))
}

export const signInFirst = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 401, 'signIn', 'Sign in first. What is on the phone stays there.')

type Handler = (request: FastifyRequest, reply: FastifyReply, author: Author, session: Session) => unknown

/** Runs a handler for whoever is signed in; 401 for everybody else. */
export const signedIn =
  ({ people, demo }: Deps) =>
  (handle: Handler) =>
  (request: FastifyRequest, reply: FastifyReply): unknown => {
    const session = people.sessionOf(tokenOf(request, demo))
    if (!session) return signInFirst(reply)
    return handle(request, reply, { person: session.person, grants: people.grantsOf(session.person) }, session)
  }

export const roomOf = (request: FastifyRequest): RoomName => (request.params as { room: string }).room as RoomName

/** The same answer for what is absent and what is closed to the reader. */
export const notFound = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 404, 'notFound', 'There is nothing here that you may see.')
