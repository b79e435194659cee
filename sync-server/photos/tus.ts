import type { Readable } from 'node:stream'
import { DataStore, ERRORS, Server, Upload } from '@tus/server'
import { MAX_PHOTO_BYTES } from '../../domain/photo.ts'
import { troubleOf } from '../storage/trouble.ts'
import type { PhotoClaim, PhotoProblem, Photos } from './photos.ts'

/** What a tus request asks for, already checked; the routes know who asks. */
export interface Tus {
  /** `claim` for a POST only: everything else goes to an upload that exists. */
  handle(request: Request, claim?: PhotoClaim): Promise<Response>
}
/** Nothing can be stored now, for want of space or for another reason. */
type Trouble = 'full' | 'readOnly'
/** Thrown into tus, which answers with it. */
type Refusal = { readonly status_code: number; readonly body: string }

/** tus 1.0 over `Photos`: `respond` makes the body of a refusal. */
export function createTus(
  photos: Photos,
  path: string,
  respond: (problem: PhotoProblem['code'] | Trouble) => Refusal,
): Tus {
  const claims = new WeakMap<object, PhotoClaim>()
  const store = new PhotoStore(photos)
  const server = new Server({
    path,
    relativeLocation: true,
    allowedOrigins: () => false,
    maxSize: MAX_PHOTO_BYTES,
    datastore: store,
    async namingFunction(request) {
      const claim = claims.get(request)
      if (!claim) throw ERRORS.INVALID_METADATA
      return await photos.begin(claim)
    },
    async onUploadFinish(_request, upload) {
      const done = await photos.finish(upload.id)
      if (!done.ok) throw respond(done.problem.code)
      return {}
    },
    onResponseError(_request, error) {
      const trouble = troubleWith(error)
      return trouble && respond(trouble)
    },
  })
  return {
    handle(request, claim) {
      if (claim) claims.set(request, claim)
      return server.handleWeb(request)
    },
  }
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']
const BROKEN = ['EIO', 'EROFS', 'EACCES', 'EMFILE', 'ENFILE']
/** What the disk or the table of photos says; the phone keeps its photo and tries again. */
function troubleWith(error: object): Trouble | undefined {
  const code = 'code' in error ? String(error.code) : ''
  if (FULL.includes(code)) return 'full'
  if (BROKEN.includes(code)) return 'readOnly'
  const trouble = troubleOf(error)
  return trouble && (trouble.why === 'full' ? 'full' : 'readOnly')
}

class PhotoStore extends DataStore {
  private readonly photos: Photos
  constructor(photos: Photos) {
    super()
    this.photos = photos
    this.extensions = ['creation', 'creation-with-upload', 'termination']
  }
  /** `namingFunction` has begun it. */
  override async create(upload: Upload): Promise<Upload> {
    return upload
  }
  override async getUpload(id: string): Promise<Upload> {
    const upload = await this.photos.progress(id)
    if (!upload) throw ERRORS.FILE_NOT_FOUND
    // The answer to the last piece may have been lost, and the phone asks how far it came: it must not be told "all"
    // before the photo is one.
    if (upload.offset === upload.bytes && !(await this.photos.finish(id)).ok) throw ERRORS.FILE_NOT_FOUND
    const { sha256, room, record, mime } = upload
    return new Upload({
      id,
      size: upload.bytes,
      offset: upload.offset,
      metadata: { sha256, room, record, filetype: mime },
      creation_date: new Date(upload.createdAt).toISOString(),
    })
  }
  override write(stream: Readable, id: string, offset: number): Promise<number> {
    return this.photos.write(id, offset, stream)
  }
  override remove(id: string): Promise<void> {
    return this.photos.drop(id)
  }
}
