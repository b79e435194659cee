import { DetailedError, Upload } from 'tus-js-client'
import type { ApiProblem } from '../../domain/api.ts'
import { frameHeaders } from '../frame.ts'
import type { PhotoRow } from '../store/rows.ts'

export type Uploaded =
  | { readonly outcome: 'received' }
  /** The server has looked at it and does not take it. */
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'later'; readonly signIn: boolean }

/** Sends one photo by tus; goes on where an upload that was cut stands. `onUrl` comes before the first byte is sent. */
export function uploadPhoto(
  row: Pick<PhotoRow, 'sha256' | 'upload'> & { readonly owner: { readonly record: string; readonly room: string } },
  bytes: Uint8Array<ArrayBuffer>,
  onUrl: (url: string) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  return new Promise((done) => {
    const upload = new Upload(new Blob([bytes], { type: 'image/jpeg' }), {
      endpoint: '/api/photos',
      uploadUrl: row.upload ?? null,
      metadata: { sha256: row.sha256, room: row.owner.room, record: row.owner.record, filetype: 'image/jpeg' },
      headers: frameHeaders(),
      // Where the upload stands is kept with the photo; when to try again is for the caller.
      storeFingerprintForResuming: false,
      retryDelays: null,
      onUploadUrlAvailable() {
        if (upload.url && upload.url !== row.upload) onUrl(upload.url)
      },
      onSuccess: () => done({ outcome: 'received' }),
      onError: (error) => done(problemOf(error)),
    })
    signal.addEventListener('abort', () => {
      void upload.abort()
      done({ outcome: 'later', signIn: false })
    })
    upload.start()
  })
}

function problemOf(error: Error): Uploaded {
  const answer = error instanceof DetailedError ? error.originalResponse : null
  const status = answer?.getStatus() ?? 0
  if (status === 401) return { outcome: 'later', signIn: true }
  if (status < 400 || status >= 500 || status === 408 || status === 409 || status === 423 || status === 429) {
    return { outcome: 'later', signIn: false }
  }
  const reason = codeOf(answer?.getBody() ?? '')
  // The bytes here are as they were hashed: they were damaged on their way, and the server has dropped them.
  return reason === 'hashDiffers' ? { outcome: 'later', signIn: false } : { outcome: 'refused', reason }
}

function codeOf(body: string): string {
  try {
    return (JSON.parse(body) as Partial<ApiProblem>).code ?? 'failed'
  } catch {
    return 'failed'
  }
}
