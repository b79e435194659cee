import type { ReachedSaid } from '../../domain/api.ts'
import { MINUTE, SECOND } from '../../domain/clock.ts'
import type { EventId, RecordId } from '../../domain/ids.ts'
import { addressesOf, isFor, type ReachedMark } from '../../domain/told.ts'
import { post } from '../state/api.ts'
import type { PhoneCore } from '../sync/phone-core.ts'

/** A burst of arrivals is one request (ms); what was not answered is said again. */
const GATHER = SECOND
const AGAIN = MINUTE
const MOST = 200

/** Says to the server what of it concerns this person and lies on this phone. Only the tab that syncs has one. */
export function createReporter(core: PhoneCore) {
  const waiting = new Map<EventId, ReachedMark>()
  const answered = new Set<EventId>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending = false

  function take(id: RecordId): void {
    const record = core.records.get(id)?.record
    const room = record && core.roomOf(id)
    if (!record || !room) return
    const { person, grants } = core.me
    for (const { event, to } of addressesOf(record)) {
      const known = answered.has(event) || waiting.has(event)
      if (!known && isFor(to, person.id, grants, core.serverNow())) waiting.set(event, { room, record: id, event })
    }
  }
  const later = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), ms)
  }
  async function send(): Promise<void> {
    if (sending || waiting.size === 0 || !core.online()) return
    sending = true
    const records = [...waiting.values()].slice(0, MOST)
    const answer = await post<ReachedSaid>('/api/reached', { records })
    sending = false
    if (answer.ok) {
      for (const { event } of records) {
        waiting.delete(event)
        answered.add(event)
      }
    }
    if (waiting.size > 0) later(answer.ok ? 0 : AGAIN)
  }

  for (const id of core.records.keys()) take(id)
  later(GATHER)
  return {
    changed(records: ReadonlySet<RecordId>): void {
      for (const id of records) take(id)
      if (waiting.size > 0) later(GATHER)
    },
    /** The server is there again. */
    again: (): void => later(GATHER),
    close: (): void => clearTimeout(timer),
  }
}
