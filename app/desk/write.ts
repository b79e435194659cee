import { createSignal } from 'solid-js'
import type { RecordAnswer, WriteAnswer } from '../../domain/api.ts'
import { type EventId, newEventId, type PersonId } from '../../domain/ids.ts'
import type { Move } from '../../domain/kinds/define.ts'
import type { ClientEvent, Fields } from '../../domain/record/event.ts'
import { REQUESTS } from '../../domain/shift/decision.ts'
import { post } from '../state/api.ts'
import type { Key } from '../words/zh.ts'

const MAX_BASES = 32

/** What one press does: values, then a step of the record, written together in this order. */
export type Deed = {
  readonly role: string
  readonly set?: Fields
  readonly move?: Pick<Move, 'id' | 'to'>
  readonly note?: string
  /** The move returns just these fields. */
  readonly fields?: readonly string[]
}
export type Outcome = { readonly ok: true; readonly held: boolean } | { readonly ok: false; readonly problem: Key }

const PROBLEMS: { readonly [code: string]: Key } = {
  noNetwork: 'deskNoNetwork',
  signIn: 'deskSignIn',
  notFound: 'deskNoAccess',
  readOnly: 'deskReadOnly',
}

/** The sentence of what the server said against a write. */
export const problemOf = (code: string): Key => PROBLEMS[code] ?? 'deskNotWritten'

/** The events of a deed: each builds on what the writer saw, a move also on the values written with it. */
export function eventsOf(
  answer: Pick<RecordAnswer, 'record'>,
  by: PersonId,
  deed: Deed,
  now: number,
): readonly { readonly id: EventId; readonly event: ClientEvent }[] {
  const { record } = answer
  const act = { record: record.id, by, role: deed.role, at: now }
  const heads = record.heads.slice(0, MAX_BASES)
  const events: { id: EventId; event: ClientEvent }[] = []
  if (deed.set) {
    events.push({ id: newEventId(now), event: { type: 'set', ...act, base: heads, set: deed.set } })
  }
  if (deed.move) {
    const base = events[0] ? [events[0].id] : heads
    const { id: move, to } = deed.move
    const note = deed.note?.trim() ? { note: deed.note.trim() } : {}
    const fields = deed.fields?.length ? { fields: deed.fields } : {}
    events.push({ id: newEventId(now), event: { type: 'move', ...act, base, move, to, ...note, ...fields } })
  }
  return events
}

/** Writes over HTTP; while it runs `busy` is true. A failure comes back as the key of its sentence. */
export function createWriter(by: PersonId): {
  readonly busy: () => boolean
  write(answer: RecordAnswer, deed: Deed): Promise<Outcome>
} {
  const [busy, setBusy] = createSignal(false)
  return {
    busy,
    async write(answer, deed) {
      setBusy(true)
      if (deed.move?.id === 'approve' && REQUESTS.includes(answer.record.kind)) {
        const { approve } = await import('./approve.ts')
        const outcome = await approve(answer, by, deed)
        setBusy(false)
        return outcome
      }
      const path = `/api/rooms/${encodeURIComponent(answer.row.room)}/events`
      const result = await post<WriteAnswer>(path, { events: eventsOf(answer, by, deed, Date.now()) })
      setBusy(false)
      if (!result.ok) return { ok: false, problem: problemOf(result.problem.code) }
      return { ok: true, held: result.value.receipts.some((receipt) => receipt.held) }
    },
  }
}
