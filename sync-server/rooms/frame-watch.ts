/**
 * Follows the frames of one WebSocket as bytes come in, and knows whether it stands in the middle of a message. `ws`
 * waits for the rest of a message for ever; a half message that stands still must not hold its memory.
 */
export interface FrameWatch {
  saw(chunk: Uint8Array): void
  /** ms since the last byte of a message that is not yet whole; 0 if none is. */
  standing(): number
}

const FIN = 0x80
const CONTROL = 0x08
const MASKED = 0x80

export function watchFrames(now: () => number): FrameWatch {
  let head: number[] = []
  let body = 0
  let fragments = false
  let lastAt = now()

  const headLength = (): number => {
    const length = (head[1] ?? 0) & 0x7f
    const extended = length === 126 ? 2 : length === 127 ? 8 : 0
    return head.length < 2 ? 2 : 2 + extended + ((head[1] as number) & MASKED ? 4 : 0)
  }
  function bodyLength(): number {
    const length = (head[1] as number) & 0x7f
    const extended = length === 126 ? 2 : length === 127 ? 8 : 0
    return extended === 0 ? length : head.slice(2, 2 + extended).reduce((sum, byte) => sum * 256 + byte, 0)
  }
  /** Fragments belong together until the last; control frames stand between them. */
  function endFrame(): void {
    const first = head[0] as number
    if ((first & CONTROL) === 0) fragments = (first & FIN) === 0
    head = []
  }

  return {
    saw(chunk) {
      lastAt = now()
      for (let at = 0; at < chunk.length; ) {
        if (body > 0) {
          const part = Math.min(body, chunk.length - at)
          body -= part
          at += part
          if (body === 0) endFrame()
          continue
        }
        head.push(chunk[at++] as number)
        if (head.length < 2 || head.length < headLength()) continue
        body = bodyLength()
        if (body === 0) endFrame()
      }
    },
    standing: () => (head.length > 0 || body > 0 || fragments ? now() - lastAt : 0),
  }
}
