import { Type } from 'typebox'
import { nullable } from './endpoint.ts'
import { WordsSchema } from './ids.ts'

/** Where an import stands that is judged while one asks; what it writes, and takes back, a worker does. */
export const importStates = ['uploaded', 'checked', 'running', 'done', 'cancelled', 'undoing', 'undone'] as const
export type ImportState = (typeof importStates)[number]

/** What can be done with such an import now. */
export const importSteps = ['columns', 'accept', 'cancel', 'undo'] as const
export type ImportStep = (typeof importSteps)[number]

/** How a worker comes on with it. */
export const runFields = {
  /** Percent that is written, or taken back; null: it waits for a worker, or none is at it. */
  progress: nullable(Type.Integer({ minimum: 0, maximum: 100 })),
  /** Why the last run wrote nothing. */
  failure: nullable(WordsSchema),
}

/** One type of two names: of a union, the validator would make the null a 0. */
const ColumnOrNowhere = Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 16_383 })

/** Which column of the file each known one is read from, as somebody chose it. */
export const ChosenSchema = Type.Record(Type.String({ pattern: '^[a-zA-Z0-9:_-]{1,60}$' }), ColumnOrNowhere)
