import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf, labelOf, moveOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord, Problem } from '../../domain/record/folded.ts'
import { badValueSentence } from '../words/problem.ts'
import { lang, t } from '../words/words.ts'
import { spanWords } from './card-mark.tsx'

/** A broken rule of the kind, said so that somebody can mend it. */
export function problemSentence(kind: Kind, record: FoldedRecord, problem: Problem): string {
  switch (problem.type) {
    case 'UnknownKind':
      return t('unknownKind')
    case 'BadValue': {
      const field = fieldOf(kind, problem.field)
      if (!field) return problem.field
      const why = badValueSentence(kind, field, record.fields[field.id], problem.why, record.fields)
      return `${labelOf(field, lang())}${lang() === 'zh' ? '：' : ': '}${why}`
    }
    case 'IllegalMove':
      return t('illegalMove', { move: labelOf(moveOf(kind, problem.move), lang()) || problem.move })
    case 'ClockOff':
      return t(problem.skewMs > 0 ? 'clockFast' : 'clockSlow', { span: spanWords(Math.abs(problem.skewMs)) })
    case 'TooManyEvents':
      return t('visitsN', { n: problem.count })
  }
}
