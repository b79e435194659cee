import type { Kind } from '../../../domain/kinds/define.ts'
import { fieldOf, labelOf } from '../../../domain/kinds/registry.ts'
import type { Mark } from '../../../domain/record/marks.ts'
import { spanWords } from '../../parts/card-mark.tsx'
import { lang, t } from '../../words/words.ts'

/** What a mark says, in one line. It is a hint, never a verdict. */
export function markWords(kind: Kind, mark: Mark): string {
  const subject = () => labelOf(kind.subject === undefined ? kind : fieldOf(kind, kind.subject), lang())
  switch (mark.type) {
    case 'far':
      return t('markFar', { subject: subject(), n: mark.metres })
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
