import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { PersonId, RecordId, RoomName } from '../../domain/ids.ts'
import type { Photos } from '../photos/photos.ts'

/** A drawing of a repair or a latrine; `photos/draw.html` made them, all alike in size (pixels). */
export type Picture = { readonly data: Buffer; readonly sha256: string; readonly bytes: number }
export const WIDTH = 960
export const HEIGHT = 720
export const PICTURED = ['lamp', 'lock', 'tap'] as const

type Drawn = `${(typeof PICTURED)[number]}-${'before' | 'after'}` | 'pit' | 'tank' | 'finished'

const known = new Map<Drawn, Picture>()
export function pictureOf(name: Drawn): Picture {
  const before = known.get(name)
  if (before) return before
  const data = readFileSync(join(import.meta.dirname, 'photos', `${name}.jpg`))
  const picture = { data, sha256: createHash('sha256').update(data).digest('hex'), bytes: data.length }
  known.set(name, picture)
  return picture
}

export type Delivery = {
  readonly picture: Picture
  readonly room: RoomName
  readonly record: RecordId
  readonly person: PersonId
}

/** Hands the pictures in as a phone does: announced, written, checked. Anything refused ends the start. */
export async function deliver(photos: Photos, deliveries: readonly Delivery[]): Promise<void> {
  for (const { picture, room, record, person } of deliveries) {
    const { sha256, bytes, data } = picture
    const id = await photos.begin({ sha256, room, record, person, mime: 'image/jpeg', bytes })
    await photos.write(id, 0, Readable.from([data]))
    const outcome = await photos.finish(id)
    if (!outcome.ok) throw new Error(`demo: ${sha256} refused: ${outcome.problem.code}`)
  }
}
