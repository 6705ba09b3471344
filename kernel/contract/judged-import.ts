import { Type } from 'typebox'

/** Where an import stands that is judged while one asks, so that nothing runs in between. */
export const importStates = ['uploaded', 'checked', 'done', 'cancelled', 'undone'] as const
export type ImportState = (typeof importStates)[number]

/** What can be done with such an import now. */
export const importSteps = ['columns', 'accept', 'cancel', 'undo'] as const
export type ImportStep = (typeof importSteps)[number]

/** One type of two names: of a union, the validator would make the null a 0. */
const ColumnOrNowhere = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 16_383 })

/** Which column of the file each known one is read from, as somebody chose it. */
export const ChosenSchema = Type.Record(Type.String({ pattern: '^[a-zA-Z0-9:_-]{1,60}$' }), ColumnOrNowhere)
