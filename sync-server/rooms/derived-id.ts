import { createHash } from 'node:crypto'
import { type EventId, newEventId } from '../../domain/ids.ts'

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An event id that follows from its cause: whoever writes the event, and however often, there is one. `at`: ms UTC. */
export function derivedId(at: number, ...cause: readonly string[]): EventId {
  const hash = createHash('sha256').update(JSON.stringify(cause)).digest()
  const time = newEventId(at).slice(0, 10)
  return (time + Array.from(hash.subarray(0, 16), (byte) => CROCKFORD[byte & 31]).join('')) as EventId
}
