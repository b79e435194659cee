import type { RecordRow } from '../../domain/api.ts'
import type { Witnessed } from '../../domain/record/marks.ts'

/** What the projection keeps of a row: all that neither the time nor a person's name nor another record can change. */
export type StoredRow = Omit<RecordRow, 'createdByName' | 'card' | 'dueAt' | 'marks'> & {
  /** What the marks are judged by when the row is read. */
  readonly witness: Omit<Witnessed, 'id' | 'fields'>
}
