import type { PersonId } from '../../../domain/ids.ts'
import type { Fields } from '../../../domain/record/event.ts'
import type { FoldedRecord } from '../../../domain/record/folded.ts'
import type { Offered } from '../../../domain/record/moves.ts'
import { asResolved, resolutions } from '../../../domain/shift/appeal.ts'
import { t } from '../../words/words.ts'

/** A button of the desk: a step, what is written with it, and its word where the step alone does not say enough. */
export type Variant = Offered & { readonly key?: string; readonly word?: string; readonly set?: Fields }

/** The record with what its next step's button itself brings: nobody has to type it first. */
export function asOffered(record: FoldedRecord): FoldedRecord {
  if (record.kind === 'swap_request') return { ...record, fields: { ...record.fields, agreed: true } }
  return record.kind === 'shift' ? asResolved(record) : record
}

/** The buttons of a step: of a swap the colleague's consent is said with the yes; an absence ends one way or the other. */
export function variantsOf(record: FoldedRecord, offer: Offered, by: PersonId): readonly Variant[] {
  if (record.kind === 'swap_request' && offer.move.id === 'approve') {
    return [{ ...offer, word: t('approveSwap'), set: { agreed: true } }]
  }
  if (record.kind === 'shift' && offer.move.id === 'resolve') {
    return resolutions(record, by).map(({ worked, set }) => ({
      ...offer,
      set,
      ...(worked === undefined
        ? {}
        : { key: worked ? 'worked' : 'absent', word: t(worked ? 'wasThere' : 'wasAbsent') }),
    }))
  }
  return [offer]
}
