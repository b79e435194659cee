/// <reference lib="webworker" />
import { fail, ok, type Result } from '../../domain/result.ts'
import { type PhotoProblem, shrunkSize, sniffPicture } from './picture.ts'

/** A photo as it is kept and sent: JPEG without what the camera wrote beside the picture. */
export type Shrunk = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sha256: string
  readonly width: number
  readonly height: number
}

declare const self: DedicatedWorkerGlobalScope

const LONGEST_SIDE = 1600
const QUALITY = 0.75

self.onmessage = async ({ data }: MessageEvent<Blob>): Promise<void> => {
  const outcome = await shrink(data)
  self.postMessage(outcome, outcome.ok ? [outcome.value.bytes.buffer] : [])
}

async function shrink(file: Blob): Promise<Result<Shrunk, PhotoProblem>> {
  try {
    const sniffed = sniffPicture(new Uint8Array(await file.arrayBuffer()))
    if (!sniffed.ok) return sniffed
    const bitmap = await createImageBitmap(file).catch(() => undefined)
    if (!bitmap) return fail({ why: 'noPicture' })
    const { width, height } = shrunkSize(bitmap.width, bitmap.height, LONGEST_SIDE)
    const canvas = new OffscreenCanvas(width, height)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height)
    // One full bitmap is tens of megabytes.
    bitmap.close()
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return ok({ bytes, sha256, width, height })
  } catch (error) {
    return fail({ why: 'failed', detail: String(error) })
  }
}
