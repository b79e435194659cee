import { createHash } from 'node:crypto'

/** A number from 0 to 1 that follows from the words alone: the mover does the same on the same day again. */
export function chanceOf(...words: readonly string[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE(0) / 2 ** 32
}
