import type { IncomingHttpHeaders } from 'node:http'

export const COOKIE = 'xunji_session'
type Asking = { readonly headers: IncomingHttpHeaders; readonly url?: string | undefined }

/** The cookie that holds the session of a request: with the demo district each frame of `/demo` has one of its own. */
export function cookieOf(request: Asking, demo: boolean): string {
  if (!demo) return COOKIE
  const header = request.headers['x-xunji-frame']
  const name = typeof header === 'string' ? header : /[?&]frame=([a-z]+)(?:&|$)/.exec(request.url ?? '')?.[1]
  return name && /^[a-z]{1,8}$/.test(name) ? `${COOKIE}_${name}` : COOKIE
}

/** The session's token of a request: `Authorization: Bearer`, else the cookie. */
export function tokenOf(request: Asking, demo: boolean): string {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')
  if (bearer) return bearer[1] as string
  return new RegExp(`(?:^|; )${cookieOf(request, demo)}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1] ?? ''
}
