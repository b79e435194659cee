import { readPicture } from '../../domain/photo.ts'
import { fail, ok, type Result } from '../../domain/result.ts'

export type PhotoProblem = { readonly why: 'noPicture' | 'hugePicture' | 'full' | 'failed'; readonly detail?: string }

const MAX_PIXELS = 60_000_000
const END_OF_JPEG = [0xff, 0xd9]

/**
 * What a camera or a file chooser gave, by its own bytes: something that can be decoded, and is no bomb. A JPEG may
 * carry more behind its picture (cameras do that), so its end is not looked at.
 */
export function sniffPicture(bytes: Uint8Array): Result<{ width: number; height: number }, PhotoProblem> {
  const png = readPng(bytes)
  const read = png ? ok(png) : readPicture(isJpeg(bytes) ? Uint8Array.from([...headOf(bytes), ...END_OF_JPEG]) : bytes)
  if (!read.ok) return fail({ why: read.problem === 'hugePicture' ? 'hugePicture' : 'noPicture' })
  const { width, height } = read.value
  return width * height > MAX_PIXELS ? fail({ why: 'hugePicture' }) : ok({ width, height })
}

const isJpeg = (b: Uint8Array): boolean => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff

/** Up to the picture's own data: the head says the size, and is enough. */
function headOf(bytes: Uint8Array): Uint8Array {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    at += bytes[at + 1] === 0xff ? 1 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return bytes.subarray(0, Math.min(bytes.length, at + 4))
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
function readPng(b: Uint8Array): { width: number; height: number } | undefined {
  if (b.length < 33 || PNG.some((byte, i) => b[i] !== byte)) return undefined
  const view = new DataView(b.buffer, b.byteOffset)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  return width > 0 && height > 0 ? { width, height } : undefined
}

/** The size to which a picture is shrunk: the longer side at most `longest` pixels, nothing is made larger. */
export function shrunkSize(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
