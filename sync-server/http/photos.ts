import { createReadStream, existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { Metadata } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { mayHaveWritten } from '../../domain/access.ts'
import { asRoom, isEventId, type RecordId } from '../../domain/ids.ts'
import { MAX_PHOTO_BYTES, photoTypes } from '../../domain/photo.ts'
import { parseRoom } from '../../domain/room/names.ts'
import type { PhotoClaim, PhotoProblem } from '../photos/photos.ts'
import { createTus } from '../photos/tus.ts'
import type { Author } from '../rooms/rooms.ts'
import type { Deps } from './deps.ts'
import { notFound, problemOf, refuse, signedIn } from './reply.ts'

const PATH = '/api/photos'
const SHA256 = /^[0-9a-f]{64}$/
const MAX_MB = MAX_PHOTO_BYTES / 1024 / 1024

const LOST = 'The photo is listed, but its file is gone. The operator finds out more with npm run admin -- verify.'
const SENTENCES: { readonly [code in PhotoProblem['code']]: string } = {
  noPicture: 'This file is no picture (JPEG or WebP). It was not taken; take the photo again.',
  cutPicture: 'The picture is cut off. It was not taken; take the photo again.',
  hugePicture: 'The picture has too many pixels. It was not taken; let the app shrink it.',
  hashDiffers: 'The bytes differ from the SHA-256 that was announced. Nothing was kept; send the photo again.',
  otherType: 'The picture is of another type than announced. Nothing was kept.',
}

/** Photos come in by tus 1.0 and go out to whoever may read the room that they were sent for. */
export function photoRoutes(app: FastifyInstance, deps: Deps): void {
  const { photos, rooms } = deps
  const authed = signedIn(deps)
  const tus = createTus(photos, PATH, (code) => {
    if (code === 'full') return { status_code: 507, body: json(507, 'full', 'The server is full. The photo waits.') }
    if (code === 'readOnly') return { status_code: 503, body: json(503, code, 'No photo can be stored now. It waits.') }
    return { status_code: 422, body: json(422, code, SENTENCES[code]) }
  })
  // tus reads the body itself, as it comes.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _body, done) => done(null))

  async function pass(request: FastifyRequest, reply: FastifyReply, claim?: PhotoClaim): Promise<FastifyReply> {
    const answer = await tus.handle(webRequest(request), claim)
    const body = await answer.text()
    if (answer.status >= 400) {
      return body.startsWith('{')
        ? reply.code(answer.status).type('application/problem+json').send(body)
        : refuse(reply, answer.status, 'upload', body.trim())
    }
    return reply.code(answer.status).headers(Object.fromEntries(answer.headers)).send(body)
  }
  const own = authed(async (request, reply, author) => {
    const { id } = request.params as { id: string }
    const upload = await photos.progress(id)
    return upload?.person === author.person ? pass(request, reply) : notFound(reply)
  })

  app.options(PATH, (request, reply) => pass(request, reply))
  app.post(
    PATH,
    authed((request, reply, author) => {
      const claim = claimOf(request, author)
      if (typeof claim === 'string') return refuse(reply, 400, 'badRequest', claim)
      if (claim.bytes > MAX_PHOTO_BYTES) {
        return refuse(reply, 413, 'tooLarge', `A photo has at most ${MAX_MB} MB. Let the app shrink it.`)
      }
      const room = parseRoom(claim.room)
      const may = room && mayHaveWritten(room, author.person, author.grants, rooms.grantsOf)
      return may ? pass(request, reply, claim) : notFound(reply)
    }),
  )
  for (const method of ['HEAD', 'PATCH', 'DELETE'] as const) app.route({ method, url: `${PATH}/:id`, handler: own })

  app.get(
    `${PATH}/:sha256`,
    { exposeHeadRoute: false },
    authed((request, reply, author) => {
      const { sha256 } = request.params as { sha256: string }
      const { room, record, size } = request.query as { [name: string]: string | undefined }
      if (!SHA256.test(sha256) || !room || !record) {
        return refuse(reply, 400, 'badRequest', 'Ask for /api/photos/{sha256}?room={room}&record={record}.')
      }
      if (size !== undefined && !/^[1-9]\d{0,4}$/.test(size)) {
        return refuse(reply, 400, 'badRequest', 'size is a number of pixels: the longest side that you need.')
      }
      const readable = rooms.access(author, room) !== 'none'
      const found = readable ? photos.find(asRoom(room), record as RecordId, sha256) : undefined
      if (!found) return notFound(reply)
      if (!existsSync(found.path)) return refuse(reply, 410, 'photoLost', LOST)
      // Asked for again each time: who may no longer read the room sees the photo no longer.
      reply.header('etag', `"${sha256}"`).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === `"${sha256}"`) return reply.code(304).send()
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cross-origin-resource-policy', 'same-origin')
        .header('content-length', found.photo.bytes)
        .type(found.photo.mime)
        .send(createReadStream(found.path))
    }),
  )
}

const json = (status: number, code: string, detail: string): string => JSON.stringify(problemOf(status, code, detail))

/** What an upload announces, or a sentence that says what is wrong with it. */
function claimOf(request: FastifyRequest, author: Author): PhotoClaim | string {
  const header = request.headers['upload-metadata']
  const bytes = Number(request.headers['upload-length'])
  if (!Number.isSafeInteger(bytes) || bytes < 1) return 'Upload-Length is the number of bytes of the photo, from 1.'
  const { sha256, room, record, filetype } = parsed(typeof header === 'string' ? header : '')
  const mime = photoTypes.find((type) => type === filetype)
  if (!sha256 || !SHA256.test(sha256)) return 'Upload-Metadata needs sha256: 64 hexadecimal digits.'
  if (!room || !isEventId(record)) return 'Upload-Metadata needs room and record.'
  if (!mime) return `Upload-Metadata needs filetype: ${photoTypes.join(' or ')}.`
  return { sha256, room: asRoom(room), record: record as string as RecordId, person: author.person, mime, bytes }
}

function parsed(header: string): { readonly [name: string]: string | null } {
  try {
    return Metadata.parse(header)
  } catch {
    return {}
  }
}

/** tus speaks in web requests; the body stays a stream. */
function webRequest(request: FastifyRequest): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !name.startsWith(':')) headers.set(name, String(value))
  }
  const { method } = request
  const body = method === 'PATCH' || method === 'POST' ? Readable.toWeb(request.raw) : undefined
  const url = `http://localhost${request.url}`
  return new Request(url, { method, headers, ...(body ? { body: body as ReadableStream, duplex: 'half' } : {}) })
}
