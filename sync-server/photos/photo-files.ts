import { createHash } from 'node:crypto'
import { constants, existsSync, mkdirSync } from 'node:fs'
import { access, type FileHandle, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/**
 * Photos on disk: `partial/{upload id}` while they come in, then `{first two digits}/{sha256}`, written once. Names are
 * made here, from ids of our own and hashes that were checked: nothing that a client says becomes a path.
 */
export interface PhotoFiles {
  begin(upload: string): Promise<void>
  /** Bytes that came in; undefined if there is no such upload. */
  sizeOf(upload: string): Promise<number | undefined>
  /** Appends at `offset`; what came in before the stream broke stays. Resolves with the new size. */
  write(upload: string, offset: number, stream: Readable): Promise<number>
  read(upload: string): Promise<Uint8Array>
  /** The upload becomes the photo of its hash: file on disk, then its name. */
  keep(upload: string, sha256: string): Promise<void>
  drop(upload: string): Promise<void>
  /** Uploads that lie on disk. */
  partials(): Promise<readonly string[]>
  has(sha256: string): boolean
  writable(): Promise<boolean>
  pathOf(sha256: string): string
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export function openPhotoFiles(root: string): PhotoFiles {
  const partial = join(root, 'partial')
  mkdirSync(partial, { recursive: true })
  const partialOf = (upload: string): string => join(partial, checked(upload, 32))
  const folderOf = (sha256: string): string => join(root, sha256.slice(0, 2))
  const pathOf = (sha256: string): string => join(folderOf(checked(sha256, 64)), sha256)

  return {
    async begin(upload) {
      await (await open(partialOf(upload), 'wx', 0o600)).close()
    },
    sizeOf: (upload) =>
      stat(partialOf(upload)).then(
        (found) => found.size,
        () => undefined,
      ),
    async write(upload, offset, stream) {
      const file = await open(partialOf(upload), 'r+')
      try {
        return await writeAll(file, offset, stream)
      } finally {
        await file.close()
      }
    },
    read: (upload) => readFile(partialOf(upload)),
    async keep(upload, sha256) {
      const path = pathOf(sha256)
      await sync(partialOf(upload))
      mkdirSync(folderOf(sha256), { recursive: true })
      await rename(partialOf(upload), path)
      for (const folder of [folderOf(sha256), partial, root]) await sync(folder)
    },
    drop: (upload) => unlink(partialOf(upload)).catch(ignoreAbsent),
    partials: () => readdir(partial),
    writable: () =>
      access(partial, constants.W_OK).then(
        () => true,
        () => false,
      ),
    has: (sha256) => existsSync(pathOf(sha256)),
    pathOf,
  }
}

async function writeAll(file: FileHandle, offset: number, stream: Readable): Promise<number> {
  let at = offset
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    // A write may take less than it is given, as when the disk is about to be full.
    for (let from = 0; from < chunk.length; ) {
      const { bytesWritten } = await file.write(chunk, from, chunk.length - from, at)
      from += bytesWritten
      at += bytesWritten
    }
  }
  return at
}

/** Also for a folder: a name is on disk only when its folder is. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

function checked(name: string, digits: number): string {
  if (name.length !== digits || !/^[0-9a-f]+$/.test(name)) throw new Error('photo files: not a name of ours')
  return name
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
