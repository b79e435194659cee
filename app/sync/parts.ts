import type { WriterId } from '../../domain/ids.ts'
import { LIMITS } from '../../domain/room/grammar.ts'
import type { Part } from '../../domain/room/join.ts'

const byWriter = <P extends Part>(parts: readonly P[]): Map<WriterId, P[]> => {
  const sections = new Map<WriterId, P[]>()
  for (const part of parts) {
    const section = sections.get(part.writer)
    if (section) section.push(part)
    else sections.set(part.writer, [part])
  }
  for (const section of sections.values()) section.sort((a, b) => a.clock - b.clock)
  return sections
}

/** Of each writer the items from clock 0 to the first gap: what a document can hold, and a server can take. */
export function densePart<P extends Part>(parts: readonly P[]): readonly P[] {
  return [...byWriter(parts).values()].flatMap((section) => section.filter((part, i) => part.clock === i))
}

/** Messages of at most 128 KB (or one item), in each of them a writer's items without a gap. */
export function messagesOf<P extends Part>(parts: readonly P[], limit: number = LIMITS.phoneMessage): readonly P[][] {
  const messages: P[][] = []
  let size = 0
  for (const section of byWriter(parts).values()) {
    let next: number | undefined
    for (const part of section) {
      const message = messages.at(-1)
      const gap = next !== undefined && part.clock !== next
      if (!message || gap || size + part.bytes.length > limit) {
        messages.push([part])
        size = part.bytes.length
      } else {
        message.push(part)
        size += part.bytes.length
      }
      next = part.clock + 1
    }
  }
  return messages
}
