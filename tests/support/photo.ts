import { Upload } from 'tus-js-client'
import type { ApiProblem } from '../../domain/api.ts'

export type SendOptions = {
  readonly url: string
  readonly token: string
  readonly chunkSize?: number
  /** The connection is cut when the server has so many bytes. */
  readonly stopAfter?: number
  /** Goes on with this upload where the server stands. */
  readonly resume?: string
  readonly onUrl?: (upload: string) => void
}
/** `status`: 204 = it is on the server's disk, 0 = cut off on purpose, -1 = no answer. */
export type Sent = { readonly status: number; readonly problem?: ApiProblem; readonly url?: string }

/** Sends a photo as a phone does, by tus, without trying again. */
export const sendPhoto = (bytes: Uint8Array, metadata: Record<string, string>, options: SendOptions): Promise<Sent> =>
  new Promise((done) => {
    const upload = new Upload(Buffer.from(bytes), {
      endpoint: `${options.url}/api/photos`,
      headers: { authorization: `Bearer ${options.token}` },
      metadata,
      retryDelays: [],
      ...(options.chunkSize ? { chunkSize: options.chunkSize } : {}),
      ...(options.resume ? { uploadUrl: options.resume } : {}),
      onUploadUrlAvailable: () => upload.url && options.onUrl?.(upload.url),
      onChunkComplete: (_size, accepted) => {
        if (options.stopAfter === undefined || accepted < options.stopAfter) return
        void upload.abort(false).then(() => done({ status: 0, ...(upload.url ? { url: upload.url } : {}) }))
      },
      onSuccess: () => done({ status: 204, ...(upload.url ? { url: upload.url } : {}) }),
      onError: (error) => {
        const response = 'originalResponse' in error ? error.originalResponse : null
        const body = response?.getBody() ?? ''
        done({
          status: response?.getStatus() ?? -1,
          ...(body.startsWith('{') ? { problem: JSON.parse(body) as ApiProblem } : {}),
        })
      },
    })
    upload.start()
  })
