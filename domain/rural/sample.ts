import { sampleSize } from '../record/others.ts'

/** What a sample is drawn with; the number is written on the list, so that anybody can draw it again. */
export type Draw = { readonly village: string; readonly season: number; readonly number: string }

/** What is drawn from: the file number names a household in its village. */
export type Lot = { readonly id: string; readonly fileNo: string }

/**
 * Draws a tenth of the lot (`share`), rounded up, at least one. The same draw from the same lot gives the same sample,
 * in whatever order the lot stands; a household more or less changes only its own place in the row.
 */
export function drawSample<T extends Lot>(lot: readonly T[], draw: Draw, share: number): readonly T[] {
  const key = `${draw.village}/${draw.season}/${draw.number.trim()}/`
  const ranked = lot
    .map((one) => ({ one, rank: rankOf(key + (one.fileNo || one.id)), id: one.id }))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
  return ranked.slice(0, sampleSize(lot.length, share)).map(({ one }) => one)
}

/** A number in [0, 2^53) that follows from the text alone: two 32-bit mixes, spread well for texts that differ in one digit. */
export function rankOf(text: string): number {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (const char of text) {
    const code = char.codePointAt(0) as number
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (b & 0x1fffff) + (a >>> 0)
}
