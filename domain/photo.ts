import { fail, ok, type Result } from './result.ts'

/** What a photo may be: the phone shrinks it to this, the server takes nothing else. */
export const MAX_PHOTO_BYTES = 8 * 1024 * 1024
/** A picture that decodes to more than this is a bomb, not a photo. */
const MAX_PIXELS = 50_000_000

export const photoTypes = ['image/jpeg', 'image/webp'] as const
export type PhotoType = (typeof photoTypes)[number]
/** Width and height in pixels. */
export type Picture = { readonly type: PhotoType; readonly width: number; readonly height: number }
export type PictureProblem = 'noPicture' | 'cutPicture' | 'hugePicture'

/** What the bytes are by their own word, never by their name: a whole JPEG or WebP of sane size. */
export function readPicture(bytes: Uint8Array): Result<Picture, PictureProblem> {
  const read = isJpeg(bytes) ? readJpeg(bytes) : isWebp(bytes) ? readWebp(bytes) : fail('noPicture' as const)
  if (!read.ok) return read
  const { width, height } = read.value
  if (width === 0 || height === 0) return fail('noPicture')
  return width * height > MAX_PIXELS ? fail('hugePicture') : read
}

const u16 = (b: Uint8Array, at: number): number => ((b[at] ?? 0) << 8) | (b[at + 1] ?? 0)
const le16 = (b: Uint8Array, at: number): number => (b[at] ?? 0) | ((b[at + 1] ?? 0) << 8)
const le24 = (b: Uint8Array, at: number): number => le16(b, at) | ((b[at + 2] ?? 0) << 16)
const le32 = (b: Uint8Array, at: number): number => le24(b, at) + (b[at + 3] ?? 0) * 2 ** 24
const text = (b: Uint8Array, at: number): string => String.fromCharCode(...b.subarray(at, at + 4))

const isJpeg = (b: Uint8Array): boolean => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff
const isWebp = (b: Uint8Array): boolean => text(b, 0) === 'RIFF' && text(b, 8) === 'WEBP'

/** Walks the segments up to the picture's data; its frame header says the size. Must end with the end mark. */
function readJpeg(b: Uint8Array): Result<Picture, PictureProblem> {
  if (u16(b, b.length - 2) !== 0xffd9) return fail('cutPicture')
  let size: Picture | undefined
  for (let at = 2; at + 4 <= b.length; ) {
    if (b[at] !== 0xff) return fail('noPicture')
    const marker = b[at + 1] as number
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xda) return size ? ok(size) : fail('noPicture')
    // C4, C8 and CC lie among the frame headers and are none.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) size = { type: 'image/jpeg', height: u16(b, at + 5), width: u16(b, at + 7) }
    const length = u16(b, at + 2)
    if (length < 2) return fail('noPicture')
    at += 2 + length
  }
  return fail('cutPicture')
}

function readWebp(b: Uint8Array): Result<Picture, PictureProblem> {
  const expected = le32(b, 4) + 8
  if (b.length < 30 || b.length < expected) return fail('cutPicture')
  if (b.length > expected + (expected % 2)) return fail('noPicture')
  const type = 'image/webp'
  switch (text(b, 12)) {
    case 'VP8 ':
      return ok({ type, width: le16(b, 26) & 0x3fff, height: le16(b, 28) & 0x3fff })
    case 'VP8L': {
      const bits = le32(b, 21)
      return ok({ type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 })
    }
    case 'VP8X':
      return ok({ type, width: le24(b, 24) + 1, height: le24(b, 27) + 1 })
    default:
      return fail('noPicture')
  }
}
