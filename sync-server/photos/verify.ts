import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPhotoRows } from '../storage/photo-rows.ts'
import { sha256Of } from './photo-files.ts'

export type VerifiedPhotos = {
  readonly photos: number
  /** References whose file is gone or is not what its name says. */
  readonly lost: readonly { readonly sha256: string; readonly room: string; readonly record: string }[]
  /** Files that no reference names: a kill between file and reference leaves one, whose phone sends again. */
  readonly unnamed: number
}

/** Reads every photo on disk and compares it to its hash. Safe while the server runs. */
export function verifyPhotos(dataDir: string): VerifiedPhotos {
  const rows = openPhotoRows(join(dataDir, 'photos.sqlite'))
  const all = rows.all()
  rows.close()
  const sound = new Map<string, boolean>()
  const isSound = (sha256: string): boolean => {
    const known = sound.get(sha256) ?? holds(join(dataDir, 'photos', sha256.slice(0, 2), sha256), sha256)
    sound.set(sha256, known)
    return known
  }
  const lost = all.flatMap(({ sha256, room, record }) => (isSound(sha256) ? [] : [{ sha256, room, record }]))
  const unnamed = filesOf(join(dataDir, 'photos')).filter((name) => !sound.has(name)).length
  return { photos: sound.size, lost, unnamed }
}

function holds(path: string, sha256: string): boolean {
  try {
    return sha256Of(readFileSync(path)) === sha256
  } catch {
    return false
  }
}

function filesOf(root: string): readonly string[] {
  if (!existsSync(root)) return []
  return readdirSync(root)
    .filter((folder) => /^[0-9a-f]{2}$/.test(folder))
    .flatMap((folder) => readdirSync(join(root, folder)))
}
