import type { Mark } from '../../../domain/record/marks.ts'
import { spanWords } from '../../parts/card-mark.tsx'
import { t } from '../../words/words.ts'

/** What a mark says, in one line. It is a hint, never a verdict. */
export function markWords(mark: Mark): string {
  switch (mark.type) {
    case 'far':
      return t('markFar', { n: mark.metres })
    case 'noPlace':
      return t('markNoPlace')
    case 'rough':
      return t('markRough', { n: mark.acc })
    case 'clockOff':
      return t(mark.skewMs > 0 ? 'markFast' : 'markSlow', { span: spanWords(Math.abs(mark.skewMs)) })
    case 'late':
      return t('markLate', { span: spanWords(mark.lateMs) })
  }
}
