import type { FastifyInstance } from 'fastify'
import { mayHaveWritten } from '../../domain/access.ts'
import type { BulkAnswer, BulkRequest } from '../../domain/api.ts'
import { type EventId, type RoomName, ULID } from '../../domain/ids.ts'
import { Malformed } from '../../domain/room/bytes.ts'
import { parseRoom } from '../../domain/room/names.ts'
import type { Author } from '../rooms/rooms.ts'
import type { Deps } from './deps.ts'
import { signedIn } from './reply.ts'

const MOST = 2000
/** Bytes of a request: a week of a person is about two thousand. */
const LARGEST = 8 * 1024 * 1024

type Event = BulkRequest['events'][number]
type Outcome = BulkAnswer['outcomes'][number]

/**
 * `POST /api/events/bulk`: many events over several rooms, such as the week of a whole district. What stands in one room
 * is taken together or not at all; rooms do not depend on each other. The same request again stores nothing twice.
 */
export function bulkRoutes(app: FastifyInstance, deps: Deps): void {
  const { rooms, now } = deps

  async function writeRoom(author: Author, room: RoomName, events: readonly Event[]): Promise<readonly Outcome[]> {
    const all = (outcome: Outcome['outcome']): readonly Outcome[] => events.map(({ id }) => ({ id, outcome }))
    const name = parseRoom(room)
    // Absent and closed are answered alike.
    if (!name || !mayHaveWritten(name, author.person, author.grants, rooms.grantsOf)) return all('notFound')
    try {
      const outcome = await rooms.write(author, room, events)
      if (!outcome.ok) return all('unavailable')
      const { receipts, refused } = outcome.value
      const said = new Map<EventId, Outcome>([
        ...receipts.map(({ id, seq, held }): [EventId, Outcome] => [
          id,
          { id, outcome: held ? 'held' : 'stored', seq, ...(held ? { held } : {}) },
        ]),
        ...refused.map(({ id, code }): [EventId, Outcome] => [id, { id, outcome: code }]),
      ])
      return events.map(({ id }) => said.get(id) ?? { id, outcome: 'unavailable' })
    } catch (error) {
      if (error instanceof Malformed) return all('form')
      throw error
    }
  }

  app.post(
    '/api/events/bulk',
    { bodyLimit: LARGEST, schema: { body: bulkRequest } },
    signedIn(deps)(async (request, _reply, author): Promise<BulkAnswer> => {
      const { events } = request.body as BulkRequest
      const groups = [...Map.groupBy(events, ({ room }) => room)]
      const answered = await Promise.all(groups.map(([room, own]) => writeRoom(author, room, own)))
      const outcomes = new Map(answered.flat().map((one) => [one.id, one]))
      return {
        log: rooms.log.id,
        outcomes: events.map(({ id }) => outcomes.get(id) ?? { id, outcome: 'unavailable' }),
        serverTime: now(),
      }
    }),
  )
}

const bulkRequest = {
  type: 'object',
  required: ['events'],
  properties: {
    events: {
      type: 'array',
      minItems: 1,
      maxItems: MOST,
      items: {
        type: 'object',
        required: ['room', 'id', 'event'],
        properties: {
          room: { type: 'string', maxLength: 120 },
          id: { type: 'string', pattern: ULID.source },
          event: { type: 'object', description: 'create, set, move, remark, photo or track' },
        },
      },
    },
  },
}
