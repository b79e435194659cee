import { fail, type Result } from '../../domain/result.ts'
import type { PhotoProblem } from './picture.ts'
import type { Shrunk } from './shrink-worker.ts'

let before: Promise<unknown> = Promise.resolve()
let worker: Worker | undefined

/** Shrinks and hashes a photo off the main thread, one at a time: a phone has no room for two full bitmaps. */
export function shrinkPhoto(file: Blob): Promise<Result<Shrunk, PhotoProblem>> {
  const own = before.then(() => inWorker(file))
  before = own
  return own
}

function inWorker(file: Blob): Promise<Result<Shrunk, PhotoProblem>> {
  return new Promise((done) => {
    worker ??= new Worker(new URL('./shrink-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Result<Shrunk, PhotoProblem>>) => done(data)
    worker.onerror = (event) => {
      // It may have died of this photo: the next one gets another.
      worker?.terminate()
      worker = undefined
      done(fail({ why: 'failed', detail: event.message }))
    }
    worker.postMessage(file)
  })
}
