import type { BulkAnswer } from '../../../domain/api.ts'
import { type EventId, newEventId, type PersonId } from '../../../domain/ids.ts'
import type { Kind } from '../../../domain/kinds/define.ts'
import type { ClientEvent } from '../../../domain/record/event.ts'
import { roomFor } from '../../../domain/room/names.ts'
import type { GoodRow } from '../../../domain/rural/roll.ts'
import { post } from '../../state/api.ts'

const SLICE = 500
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

async function sha256(text: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/**
 * When the writing of this file began (ms UTC), also if it was cut and the page opened again: the same file then gives
 * the same events, and what has a receipt already is stored once.
 */
export async function beganAt(file: Blob, now: number): Promise<{ readonly at: number; done(): void }> {
  const hash = await sha256(new Uint8Array(await file.arrayBuffer()))
  const key = `xunji-import-${Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
  const kept = Number(localStorage.getItem(key))
  const at = kept > now - LONGEST && kept <= now ? kept : now
  localStorage.setItem(key, String(at))
  return { at, done: () => localStorage.removeItem(key) }
}
/** A writing that was cut longer ago begins anew. */
const LONGEST = 86_400_000

/** The events of these rows: their ids follow from who, where and what, so that twice the same is once. */
export async function eventsOfRows(
  kind: Kind,
  rows: readonly GoodRow[],
  author: { readonly person: PersonId; readonly role: string },
  at: number,
): Promise<readonly { readonly room: string; readonly id: EventId; readonly event: ClientEvent }[]> {
  const time = newEventId(at).slice(0, 10)
  return Promise.all(
    rows.map(async ({ area, fields }) => {
      const hash = await sha256(JSON.stringify([author.person, area, kind.id, fields]))
      const id = (time + Array.from(hash.subarray(0, 16), (byte) => CROCKFORD[byte & 31]).join('')) as EventId
      const event: ClientEvent = {
        type: 'create',
        kind: kind.id,
        version: kind.version,
        area,
        by: author.person,
        role: author.role,
        at,
        set: fields,
      }
      return { room: roomFor(kind, area, author.person, at), id, event }
    }),
  )
}

export type Written = { readonly stored: number; readonly refused: readonly number[]; readonly cut: boolean }

/** Writes slice by slice; `onDone` hears how many rows have a receipt. Stops where the line is cut. */
export async function writeRows(
  kind: Kind,
  rows: readonly GoodRow[],
  author: { readonly person: PersonId; readonly role: string },
  at: number,
  onDone: (n: number) => void,
): Promise<Written> {
  const events = await eventsOfRows(kind, rows, author, at)
  let stored = 0
  const refused: number[] = []
  for (let from = 0; from < events.length; from += SLICE) {
    const slice = events.slice(from, from + SLICE)
    const answer = await post<BulkAnswer>('/api/events/bulk', { events: slice })
    if (!answer.ok) return { stored, refused, cut: true }
    const outcomes = new Map(answer.value.outcomes.map((one) => [one.id, one.outcome]))
    slice.forEach(({ id }, i) => {
      const outcome = outcomes.get(id)
      if (outcome === 'stored' || outcome === 'held') stored++
      else refused.push((rows[from + i] as GoodRow).row)
    })
    onDone(stored)
  }
  return { stored, refused, cut: false }
}
