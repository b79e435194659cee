import { newEventId, type RoomName, SYSTEM } from '../../domain/ids.ts'
import type { Value } from '../../domain/record/event.ts'
import { ok, type Result } from '../../domain/result.ts'
import { decodeItem, encodeItem } from '../../domain/room/grammar.ts'
import type { EventLog, Unavailable } from '../storage/log.ts'
import { derivedId } from './derived-id.ts'
import type { Rooms, Submitted } from './rooms.ts'

/** Publishes into `org` rooms what SQL says, one event a topic, and only what changed: a restart says nothing new. */
export function createPublisher(log: EventLog, now: () => number, write: Rooms['writeAsServer']): Rooms['publish'] {
  /** What each room last said, as the bytes of the value. */
  const said = new Map<RoomName, Map<string, Uint8Array>>()
  let before: Promise<unknown> = Promise.resolve()

  async function lastSaid(room: RoomName): Promise<Map<string, Uint8Array>> {
    const known = said.get(room)
    if (known) return known
    const topics = new Map<string, Uint8Array>()
    for (const row of await log.tail(room, 0)) {
      const decoded = decodeItem(row.bytes)
      const event = decoded.ok ? decoded.value.event : undefined
      if (event?.type === 'publish') topics.set(event.topic, bytesOf(event.value))
    }
    said.set(room, topics)
    return topics
  }

  async function publish(
    room: RoomName,
    entries: readonly { topic: string; value: Value }[],
  ): Promise<Result<Submitted, Unavailable>> {
    const topics = await lastSaid(room)
    const changed = entries.filter(({ topic, value }) => {
      const last = topics.get(topic)
      return !last || Buffer.compare(last, bytesOf(value)) !== 0
    })
    if (changed.length === 0) return ok({ receipts: [], refused: [], gap: false })
    const at = now()
    const outcome = await write(
      room,
      changed.map(({ topic, value }) => ({
        id: derivedId(at, room, topic, Buffer.from(bytesOf(value)).toString('base64')),
        event: { type: 'publish', topic, by: SYSTEM, role: 'system', at, value },
      })),
    )
    if (outcome.ok) for (const { topic, value } of changed) topics.set(topic, bytesOf(value))
    return outcome
  }

  /** One after the other: two that compare at once would both write. */
  return (room, entries) => {
    const own = before.then(() => publish(room, entries))
    before = own.catch(() => undefined)
    return own
  }
}

const ANY_ID = newEventId(0)
const bytesOf = (value: Value): Uint8Array => encodeItem(ANY_ID, { type: 'publish', value } as never)
