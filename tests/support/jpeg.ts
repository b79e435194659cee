const segment = (marker: number, body: Uint8Array): Uint8Array => {
  const length = body.length + 2
  return Uint8Array.of(0xff, marker, length >> 8, length & 255, ...body)
}
const LARGEST_COMMENT = 65_000

/**
 * A real baseline JPEG: a grey picture of the given size that any browser decodes. Comments with bytes from `seed` fill
 * it up to `bytes`, so that two of them differ and one can be as large as a test needs.
 */
export function jpegOf(options: { width?: number; height?: number; seed?: number; bytes?: number } = {}): Uint8Array {
  const { width = 64, height = 48, seed = 1, bytes = 2000 } = options
  const u16 = (n: number) => [n >> 8, n & 255]
  const quantisation = segment(0xdb, Uint8Array.of(0, ...new Array<number>(64).fill(1)))
  const frame = segment(0xc0, Uint8Array.of(8, ...u16(height), ...u16(width), 1, 1, 0x11, 0))
  // One code each: "00" = this block is as grey as the last, "0" = end of block.
  const dc = segment(0xc4, Uint8Array.of(0x00, 0, 1, ...new Array<number>(14).fill(0), 0))
  const ac = segment(0xc4, Uint8Array.of(0x10, 1, ...new Array<number>(15).fill(0), 0))
  const scan = segment(0xda, Uint8Array.of(1, 1, 0x00, 0, 63, 0))
  const bits = Math.ceil(width / 8) * Math.ceil(height / 8) * 3
  const data = new Uint8Array(Math.ceil(bits / 8))
  if (bits % 8 !== 0) data[data.length - 1] = 0xff >> (bits % 8)
  const head = [Uint8Array.of(0xff, 0xd8), quantisation, frame, dc, ac]
  const tail = [scan, data, Uint8Array.of(0xff, 0xd9)]
  let missing = bytes - [...head, ...tail].reduce((sum, part) => sum + part.length, 0)
  let state = seed
  const comments: Uint8Array[] = []
  while (missing >= 4) {
    const body = new Uint8Array(Math.min(missing - 4, LARGEST_COMMENT))
    for (let i = 0; i < body.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      body[i] = state >>> 24
    }
    comments.push(segment(0xfe, body))
    missing -= body.length + 4
  }
  return new Uint8Array(Buffer.concat([...head, ...comments, ...tail]))
}
