import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { jpegOf } from '../tests/support/jpeg.ts'
import { readPicture } from './photo.ts'

const problemOf = (bytes: Uint8Array): string => {
  const read = readPicture(bytes)
  return read.ok ? 'none' : read.problem
}
const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

function webp(chunk: string, body: Uint8Array): Uint8Array {
  const size = 4 + 8 + body.length
  const le = (n: number) => Uint8Array.of(n & 255, (n >> 8) & 255, (n >> 16) & 255, n >>> 24)
  return new Uint8Array(
    Buffer.concat([latin('RIFF'), le(size), latin('WEBP'), latin(chunk), le(body.length), body].map(Buffer.from)),
  )
}

describe('what a photo is by its bytes', () => {
  it('[PHOTO1] a JPEG tells its size, with or without fill bytes', () => {
    const jpeg = jpegOf({ width: 1600, height: 1200, bytes: 9000 })
    expect(readPicture(jpeg)).toEqual({ ok: true, value: { type: 'image/jpeg', width: 1600, height: 1200 } })
    const filled = new Uint8Array([...jpeg.subarray(0, 2), 0xff, 0xff, ...jpeg.subarray(2)])
    expect(readPicture(filled).ok).toBe(true)
  })
  it('[PHOTO1] a WebP tells its size in each of its three forms', () => {
    const lossy = new Uint8Array(20)
    lossy.set([0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x06, 0xb0, 0x04])
    expect(readPicture(webp('VP8 ', lossy))).toEqual({
      ok: true,
      value: { type: 'image/webp', width: 1600, height: 1200 },
    })
    const lossless = new Uint8Array(20)
    const bits = 1599 | (1199 << 14)
    lossless.set([0x2f, bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, bits >>> 24])
    expect(readPicture(webp('VP8L', lossless))).toMatchObject({ value: { width: 1600, height: 1200 } })
    const extended = new Uint8Array(20)
    extended.set([0, 0, 0, 0, 0x3f, 0x06, 0, 0xaf, 0x04, 0])
    expect(readPicture(webp('VP8X', extended))).toMatchObject({ value: { width: 1600, height: 1200 } })
  })
  it('[PHOTO2] what only has the name of a picture is none', () => {
    expect(problemOf(new Uint8Array())).toBe('noPicture')
    expect(problemOf(latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))).toBe(
      'noPicture',
    )
    expect(problemOf(latin('<!doctype html><script>1</script>'))).toBe('noPicture')
    expect(problemOf(latin('\x89PNG\r\n\x1a\n0000000000'))).toBe('noPicture')
    expect(problemOf(latin('\xff\xd8\xff<script>alert(1)</script>\xff\xd9'))).not.toBe('none')
    expect(problemOf(webp('EVIL', new Uint8Array(20)))).toBe('noPicture')
    expect(problemOf(new Uint8Array([...webp('VP8X', new Uint8Array(20)), ...latin('<script>')]))).toBe('noPicture')
  })
  it('[PHOTO3] a picture that is cut at any byte is not taken', () => {
    const jpeg = jpegOf({ bytes: 900 })
    for (let length = 3; length < jpeg.length; length++) {
      expect(problemOf(jpeg.subarray(0, length)), `${length} bytes`).not.toBe('none')
    }
    const whole = webp('VP8X', new Uint8Array(20))
    for (let length = 12; length < whole.length; length++) {
      expect(problemOf(whole.subarray(0, length))).not.toBe('none')
    }
  })
  it('[PHOTO4] a picture of 30,000 × 30,000 pixels is not taken', () => {
    const bomb = jpegOf({ width: 30_000, height: 30_000, bytes: 0 })
    expect(problemOf(bomb)).toBe('hugePicture')
  })
})
