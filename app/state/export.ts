import { decodeItem } from '../../domain/room/grammar.ts'
import type { Store } from '../store/rows.ts'
import type { PhoneCore } from '../sync/phone-core.ts'

/** Everything without a receipt, every draft and every photo that waits, readable, with the exact bytes beside it. Nothing is taken off the phone. */
export async function exportWork(core: PhoneCore, store: Store): Promise<Blob> {
  const events = core.outbox().flatMap((mark) => {
    const item = core.item(mark.room, mark.id)
    if (!item) return []
    const decoded = decodeItem(item.bytes)
    return [
      {
        ...mark,
        writer: item.writer,
        clock: item.clock,
        bytes: base64(item.bytes),
        event: decoded.ok ? decoded.value.event : null,
      },
    ]
  })
  const drafts = await Promise.all(
    (await store.drafts()).map(async ({ key }) => ({ key, ...(await store.draft(key)) })),
  )
  const waiting = (await store.photos()).filter((photo) => photo.state !== 'received')
  const photos = await Promise.all(
    waiting.map(async (photo) => ({ ...photo, jpeg: base64((await store.photoBytes(photo.id)) ?? new Uint8Array()) })),
  )
  const { person } = core.me
  const content = { format: 'xunji-export', version: 1, person, at: core.serverNow(), events, drafts, photos }
  return new Blob([JSON.stringify(content, bytesAsText, 1)], { type: 'application/json' })
}

const bytesAsText = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: base64(value) } : value

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
