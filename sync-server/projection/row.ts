import type { RecordRow } from '../../domain/api.ts'

/** What the projection keeps of a row: all that neither the time nor a person's name can change. */
export type StoredRow = Omit<RecordRow, 'createdByName' | 'card' | 'dueAt'>
