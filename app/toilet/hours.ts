import type { CheckWindow } from '../../domain/toilet/rounds.ts'
import { clockTime } from '../words/words.ts'

/** `06:00–10:00` */
export const hourWords = ({ from, to }: CheckWindow): string => `${hour(from)}–${hour(to)}`
const hour = (at: number): string => clockTime(at).slice(-5)
