import { setImmediate as turn } from 'node:timers/promises'
import type { Connect } from '../../app/sync/link.ts'
import { messagesOf } from '../../app/sync/parts.ts'
import type { Grant } from '../../domain/access.ts'
import type { MeAnswer } from '../../domain/api.ts'
import { asPerson, asRoom, type PersonId } from '../../domain/ids.ts'
import { readOffer } from '../../domain/room/grammar.ts'
import { joinItems, type Part } from '../../domain/room/join.ts'
import {
  decodeCaughtUp,
  decodeClientMessage,
  decodeReceipts,
  decodeRefused,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  MESSAGE,
  parseCursor,
  splitMessage,
} from '../../domain/room/protocol.ts'
import { createHub } from '../../sync-server/rooms/hub.ts'
import { createRooms } from '../../sync-server/rooms/rooms.ts'
import { openSqliteLog } from '../../sync-server/storage/sqlite-log.ts'

export const AREA = '370303005003'
const FROM = Date.UTC(2026, 0, 1)

/** The server's real core in this process, and phones on it: a message goes over as soon as it is sent. */
export function coreWorld(now: () => number) {
  const log = openSqliteLog(':memory:', now)
  const grants = new Map<PersonId, readonly Grant[]>()
  const rooms = createRooms({ log, now, grantsOf: (person) => grants.get(person) ?? [] })
  const hub = createHub({ rooms, now, limits: false })
  const sent: { person: PersonId; bytes: Uint8Array }[] = []

  const connect =
    (person: PersonId): Connect =>
    (room, start, events) => {
      let held: Part[] = [...start.items]
      let over = false
      const say = (bytes: Uint8Array): void => {
        sent.push({ person, bytes })
        channel?.hear(bytes)
      }
      const channel = hub.join(
        { id: person, author: () => ({ person, grants: grants.get(person) ?? [] }) },
        room,
        { ext: true, since: parseCursor(start.since() ?? '') },
        {
          send: (bytes) => !over && hear(bytes),
          close(code) {
            if (over) return
            over = true
            setImmediate(() => (code >= 4400 && code < 4500 ? events.closed(code) : events.status(false)))
          },
          cut() {},
          probe() {},
          unread: () => 0,
          pause() {},
          resume() {},
        },
      )
      function hear(bytes: Uint8Array): void {
        const split = splitMessage(bytes)
        if (!split.ok) throw new Error('a message that cannot be read')
        const { number, body } = split.value
        const receipts = number === MESSAGE.receipt ? decodeReceipts(body) : undefined
        const refused = number === MESSAGE.refused ? decodeRefused(body) : undefined
        const caughtUp = number === MESSAGE.caughtUp ? decodeCaughtUp(body) : undefined
        if (receipts?.ok) events.receipts(receipts.value.log, receipts.value.receipts)
        if (refused?.ok) events.refused(refused.value)
        if (caughtUp?.ok) events.caughtUp(caughtUp.value)
        if (number === MESSAGE.sync) hearSync(bytes)
      }
      function hearSync(bytes: Uint8Array): void {
        const message = decodeClientMessage(bytes)
        if (!message.ok) throw new Error('a message that cannot be read')
        if (message.value.type === 'step1') say(encodeStep2(joinItems(held)))
        else if ('update' in message.value) events.items(readOffer(message.value.update).items)
      }
      say(encodeStep1(new Uint8Array([0])))
      setImmediate(() => !over && events.status(true))
      return {
        push(items) {
          held = [...held, ...items]
          for (const message of messagesOf(items)) say(encodeUpdate(joinItems(message)))
        },
        offer(items) {
          for (const message of messagesOf(items)) say(encodeUpdate(joinItems(message)))
        },
        wake() {},
        drop() {},
        close() {
          over = true
          channel?.left()
        },
      }
    }

  return {
    log,
    rooms,
    connect,
    sent,
    me(name: string, role = 'assistant', area = AREA): MeAnswer {
      const id = asPerson(name)
      const own: Grant[] = [{ person: id, role, area, from: FROM }]
      grants.set(id, own)
      const names = ['2026q4', 'registry/2026', 'private/2026'].map((room) => `${AREA}/police/${room}`)
      return {
        person: { id, name },
        grants: own,
        rooms: names.map((room) => ({ name: asRoom(room), access: 'write' as const })),
        log: log.id,
        serverTime: now(),
        demo: false,
      }
    },
    revoke: (name: string) => {
      grants.set(asPerson(name), [])
      hub.recheck(asPerson(name))
    },
    close() {
      hub.close()
      log.close()
    },
  }
}

/** Lets everything run that is under way, until it holds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 2000; turns++) {
    if (holds()) return
    await turn()
  }
  throw new Error('it never came true')
}
