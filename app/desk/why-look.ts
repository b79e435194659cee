import type { RecordRow } from '../../domain/api.ts'
import { dueWords } from '../parts/card-mark.tsx'
import { t } from '../words/words.ts'
import { markWords } from './record/mark-words.ts'

/** Why a record wants a look; empty if place, time and content agree. */
export function whyLook(row: RecordRow): string {
  const reasons: string[] = []
  if (row.card !== 'none' && row.dueAt) reasons.push(dueWords(row.dueAt))
  if (row.conflicts.length > 0) reasons.push(t('inConflict'))
  if (row.held > 0) reasons.push(t('hasHeld'))
  // A clock that was off is a broken rule as well, but its mark says more.
  const rules = row.problems - row.marks.filter((mark) => mark.type === 'clockOff').length
  if (rules > 0) reasons.push(t('problemsN', { n: rules }))
  for (const mark of row.marks) reasons.push(markWords(mark))
  if (row.photosArrived < row.photosExpected) {
    reasons.push(t('photosArrived', { n: row.photosArrived, of: row.photosExpected }))
  }
  return reasons.join(' · ')
}
