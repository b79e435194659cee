import type { Field, Kind } from '../kinds/define.ts'

/** The fields of a household that a list of a village can hold: a place on the map is nothing that somebody types. */
export const ruralFields = (kind: Kind): readonly Field[] =>
  kind.fields.filter((field) => !field.derived && field.type !== 'geo')
