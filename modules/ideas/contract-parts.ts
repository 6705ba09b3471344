import { Type } from 'typebox'
import { CallIdSchema, IdeaIdSchema } from './shapes.ts'

// What the contracts of this module share.

export const callHere = { params: Type.Object({ callId: CallIdSchema }) }
export const ideaHere = { params: Type.Object({ ideaId: IdeaIdSchema }) }
export const door = { params: Type.Object({ code: Type.String({ minLength: 6, maxLength: 40 }) }) }
export const words = (most: number) => Type.String({ minLength: 1, maxLength: most })
/** The receipt code, for an author without an account. */
export const Receipt = Type.String({ minLength: 8, maxLength: 24 })
export const receipt = { receipt: Type.Optional(Receipt) }
