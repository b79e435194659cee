import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { DAY } from '../../domain/clock.ts'
import type { RecordId, RoomName } from '../../domain/ids.ts'
import { type PictureProblem, readPicture } from '../../domain/photo.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { openPhotoRows, type PhotoArrived, type PhotoClaim, type Upload } from '../storage/photo-rows.ts'
import { openPhotoFiles, sha256Of } from './photo-files.ts'

export type { PhotoArrived, PhotoClaim } from '../storage/photo-rows.ts'
export type PhotoProblem = { readonly code: PictureProblem | 'hashDiffers' | 'otherType' }

/** How long the server remembers an upload, finished or not. */
const UPLOAD_LASTS = 7 * DAY
/** Unfinished uploads a person may have; the oldest makes room for one more. */
const MAX_OPEN = 64

/** Photos: taken in pieces, checked whole, kept once by their hash, opened by the room and record that they were sent for. */
export interface Photos {
  refs(room: RoomName, record: RecordId): readonly PhotoArrived[]
  all(): readonly PhotoArrived[]
  /** Called when a photo is on disk for a record that did not have it. */
  onArrived(listener: (photo: PhotoArrived) => void): () => void
  /** The file of a photo that was sent for this record; knowing the hash alone opens nothing. */
  find(room: RoomName, record: RecordId, sha256: string): { photo: PhotoArrived; path: string } | undefined
  /** A new upload; resolves with its id. */
  begin(claim: PhotoClaim): Promise<string>
  /** An upload and how many bytes of it came in. */
  progress(id: string): Promise<(Upload & { readonly offset: number }) | undefined>
  write(id: string, offset: number, stream: Readable): Promise<number>
  /** All bytes are in: they become the photo, or are dropped with the problem. Safe to call again. */
  finish(id: string): Promise<Result<void, PhotoProblem>>
  drop(id: string): Promise<void>
  /** Photos that arrived since the start. */
  arrived(): number
  /** False if no photo can be stored now. */
  writable(): Promise<boolean>
  close(): void
}

/** Resolves when what a crash left unfinished is settled. */
export async function openPhotos(dataDir: string, now: () => number): Promise<Photos> {
  const rows = openPhotoRows(join(dataDir, 'photos.sqlite'))
  const files = openPhotoFiles(join(dataDir, 'photos'))
  const listeners = new Set<(photo: PhotoArrived) => void>()
  let arrivals = 0

  /** The row first: a row without its file must never be taken for one that was checked. */
  async function drop(id: string): Promise<void> {
    rows.drop(id)
    await files.drop(id)
  }

  async function check(upload: Upload): Promise<PhotoProblem | undefined> {
    const bytes = await files.read(upload.id)
    if (sha256Of(bytes) !== upload.sha256) return { code: 'hashDiffers' }
    const picture = readPicture(bytes)
    if (!picture.ok) return { code: picture.problem }
    return picture.value.type === upload.mime ? undefined : { code: 'otherType' }
  }

  async function settle(id: string): Promise<Result<void, PhotoProblem>> {
    const upload = rows.upload(id)
    if (!upload || upload.state === 'done') return ok(undefined)
    if (upload.state === 'open') {
      const problem = await check(upload)
      if (problem) {
        await drop(id)
        return fail(problem)
      }
      rows.checked(id)
    }
    if (!files.has(upload.sha256)) await files.keep(id, upload.sha256)
    await files.drop(id)
    const arrivedAt = now()
    if (rows.arrive(upload, arrivedAt)) {
      arrivals += 1
      const { sha256, room, record, person, mime, bytes } = upload
      for (const listener of listeners) listener({ sha256, room, record, person, mime, bytes, arrivedAt })
    }
    return ok(undefined)
  }
  /** One at a time for each upload: a phone that asks again while the first answer is on its way waits for that one. */
  const settling = new Map<string, Promise<Result<void, PhotoProblem>>>()
  function finish(id: string): Promise<Result<void, PhotoProblem>> {
    const running = settling.get(id) ?? settle(id).finally(() => settling.delete(id))
    settling.set(id, running)
    return running
  }

  async function expire(): Promise<void> {
    for (const upload of rows.uploadsBefore(now() - UPLOAD_LASTS)) await drop(upload.id)
  }

  async function recover(): Promise<void> {
    const known = new Set<string>()
    for (const upload of rows.unfinished()) {
      known.add(upload.id)
      const size = await files.sizeOf(upload.id)
      if (upload.state === 'checked' || size === upload.bytes) await finish(upload.id)
      else if (size === undefined) rows.drop(upload.id)
    }
    for (const id of await files.partials()) if (!known.has(id)) await files.drop(id)
    await expire()
  }

  await recover()
  const timer = setInterval(() => void expire().catch(() => {}), DAY / 24).unref()
  return {
    refs: rows.ofRecord,
    all: rows.all,
    onArrived(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    find(room, record, sha256) {
      const photo = rows.photo(room, record, sha256)
      return photo && { photo, path: files.pathOf(sha256) }
    },
    async begin(claim) {
      const open = rows.openOf(claim.person)
      for (const old of open.slice(0, Math.max(0, open.length - MAX_OPEN + 1))) await drop(old.id)
      const id = randomBytes(16).toString('hex')
      await files.begin(id)
      rows.open({ id, ...claim, createdAt: now() })
      return id
    },
    async progress(id) {
      const upload = rows.upload(id)
      if (!upload) return undefined
      const offset = upload.state !== 'open' ? upload.bytes : await files.sizeOf(id)
      return offset === undefined ? undefined : { ...upload, offset }
    },
    write: files.write,
    finish,
    drop,
    arrived: () => arrivals,
    writable: files.writable,
    close() {
      clearInterval(timer)
      rows.close()
    },
  }
}
