import type { FastifyInstance } from 'fastify'
import { SECOND } from '../../domain/clock.ts'
import type { RoomName } from '../../domain/ids.ts'
import type { Changed } from '../projection/record-writer.ts'
import type { Deps } from './deps.ts'
import { tokenOf } from './frame.ts'
import { signedIn } from './reply.ts'

/** A line of nothing keeps proxies from closing a quiet stream, and finds out that nobody listens any more. */
const HEARTBEAT = 15 * SECOND
/** More changes than these while a listener was away: it asks for its page again. */
const MOST_MISSED = 1000
const RETRY = 2 * SECOND
const MAX_UNREAD = 1024 * 1024

/**
 * `GET /api/events`: what has changed, of the rooms that the listener may read now. `record` names a record, `held` a
 * room with something to decide, `reset` says: what you hold may be old, ask again. Ids are `{generation}.{number}`.
 */
export function eventRoutes(app: FastifyInstance, deps: Deps): void {
  const { projection, people, rooms, demo } = deps
  app.get(
    '/api/events',
    signedIn(deps)(async (request, reply, { person }, session) => {
      reply.hijack()
      const out = reply.raw
      out.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      })
      const readable = (room: RoomName) => rooms.access({ person, grants: people.grantsOf(person) }, room) !== 'none'
      const write = (text: string): void => {
        if (out.destroyed) return
        if (out.writableLength > MAX_UNREAD) out.destroy()
        else out.write(text)
      }
      const send = (event: string, id: string, data: unknown): void =>
        write(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`)

      let sent = 0
      const idOf = (changed: number): string => `${projection.status().generation}.${changed}`
      const tell = (changes: readonly Changed[]): void => {
        for (const change of changes) {
          if (change.changed <= sent) continue
          sent = change.changed
          if (readable(change.room)) send('record', idOf(change.changed), change)
        }
      }
      let early: Changed[] | undefined = []
      const stops = [
        projection.onChanged((changes, held) => {
          if (early) early.push(...changes)
          else tell(changes)
          for (const room of held) if (readable(room)) send('held', idOf(sent), { room })
        }),
        people.onChanged((change) => {
          if (change.type === 'signedOut' && change.sessions.includes(session.id)) out.end()
        }),
      ]
      const beat = setInterval(() => {
        if (people.sessionOf(tokenOf(request.raw, demo))) write(':\n\n')
        else out.end()
      }, HEARTBEAT)
      out.on('close', () => {
        clearInterval(beat)
        for (const stop of stops) stop()
      })

      const last = lastIdOf(request.headers['last-event-id'])
      const same = last?.generation === projection.status().generation
      const missed = last && same ? await projection.since(last.changed, MOST_MISSED) : []
      if (last && same && missed.length < MOST_MISSED) {
        sent = last.changed
        tell(missed)
      } else {
        sent = projection.status().changed
        if (last) send('reset', idOf(sent), {})
      }
      // Sets what the browser asks with when it comes again, also if nothing happens until then.
      write(`id: ${idOf(sent)}\nretry: ${RETRY}\n\n`)
      tell(early)
      early = undefined
    }),
  )
}

function lastIdOf(header: string | string[] | undefined): { generation: string; changed: number } | undefined {
  const match = /^(\w+)\.(\d{1,15})$/.exec(typeof header === 'string' ? header : '')
  if (match) return { generation: match[1] as string, changed: Number(match[2]) }
  return header === undefined ? undefined : { generation: '', changed: 0 }
}
