import { MINUTE } from '../../../domain/clock.ts'
import { kindOf, labelOf, moveOf } from '../../../domain/kinds/registry.ts'
import type { Mark } from '../../../domain/record/marks.ts'
import { spanWords } from '../../parts/card-mark.tsx'
import { lang, t } from '../../words/words.ts'

/** Only shifts have marks of a step: in or out. */
const stepWords = (move: string): string => {
  const kind = kindOf('shift')
  return kind ? labelOf(moveOf(kind, move), lang()) : move
}

/** What a mark says, in one line. It is a hint, never a verdict. */
export function markWords(mark: Mark): string {
  switch (mark.type) {
    case 'far':
      return mark.move
        ? t('markOffRoute', { step: stepWords(mark.move), n: mark.metres })
        : t('markFar', { n: mark.metres })
    case 'noPlace':
      return mark.move ? t('markStepNoPlace', { step: stepWords(mark.move) }) : t('markNoPlace')
    case 'rough':
      return mark.move
        ? t('markRouteUnsure', { step: stepWords(mark.move), n: mark.acc })
        : t('markRough', { n: mark.acc })
    case 'clockOff':
      return t(mark.skewMs > 0 ? 'markFast' : 'markSlow', {
        span: spanWords(Math.round(Math.abs(mark.skewMs) / MINUTE) * MINUTE),
      })
    case 'late':
      return t('markLate', { span: spanWords(mark.lateMs) })
  }
}
