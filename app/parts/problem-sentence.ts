import type { Kind } from '../../domain/kinds/define.ts'
import { fieldOf, labelOf, moveOf, roleName, stateOf } from '../../domain/kinds/registry.ts'
import type { FoldedRecord, MoveRefusal, Problem } from '../../domain/record/folded.ts'
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
    case 'IllegalMove': {
      const move = labelOf(moveOf(kind, problem.move), lang()) || problem.move
      return t('illegalMove', { move, why: refusalSentence(kind, problem.why) })
    }
    case 'ClockOff':
      return t(problem.skewMs > 0 ? 'clockFast' : 'clockSlow', { span: spanWords(Math.abs(problem.skewMs)) })
    case 'TooManyEvents':
      return t('visitsN', { n: problem.count })
  }
}

/** Why a step does not count, and what it would need. */
export function refusalSentence(kind: Kind, why: MoveRefusal): string {
  const labelsOf = (fields: readonly string[]) =>
    fields.map((id) => labelOf(fieldOf(kind, id), lang()) || id).join(t('comma'))
  switch (why.type) {
    case 'UnknownMove':
      return t('refusalUnknown')
    case 'WrongState':
      return t('refusalState', { state: labelOf(stateOf(kind, why.state), lang()) || why.state })
    case 'WrongRole':
      return t('refusalRole', { role: roleName(why.role, lang()) })
    case 'NoReason':
      return t('refusalReason')
    case 'MissingFields':
      return t('refusalFields', { fields: labelsOf(why.fields) })
    case 'MissingPhoto': {
      const photo = kind.evidence.find((one) => one.type === 'photo' && one.label === why.label)
      return t('refusalPhoto', { label: photo?.type === 'photo' ? labelOf(photo, lang()) : why.label })
    }
    case 'OwnWork':
      return t('refusalOwn')
    case 'NotThePerson':
      return t('refusalPerson', { fields: labelsOf([why.field]) })
    case 'ConditionFalse':
      return t('refusalCondition')
    case 'TooFew':
      return t('refusalFew', { fields: labelsOf([why.field]), min: why.min })
    case 'TooEarly':
      return t('refusalEarly')
    case 'TooLate':
      return t('refusalLate')
    case 'OncePerPerson':
      return t('refusalOnce')
    case 'Overtaken':
      return t('refusalOvertaken')
    case 'TooManyMoves':
      return t('refusalTooMany', { max: why.max })
    default:
      return t('refusalOthers')
  }
}
