import { Type } from 'typebox'
import { idSchema } from '../../kernel/contract/ids.ts'
import { stageCodes } from './stages.ts'

// Parts that several shapes of renewal are made of.

export const ProjectIdSchema = idSchema<'renewal'>()
export const ItemIdSchema = idSchema<'renewal_item'>()
export const count = Type.Integer({ minimum: 0 })
/** Whole fen, at most ten thousand million yuan. */
export const fen = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 })
/** An amount that somebody enters: never nothing. */
export const amount = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })
export const Named = { name: Type.String(), nameEn: Type.String() }
export const PlaceNamed = Type.Object({ id: idSchema<'place'>(), ...Named })
export const StageSchema = Type.Enum(stageCodes)
/** WGS-84. */
export const Point = Type.Object({
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
})
export const words = (most: number) => Type.String({ minLength: 1, maxLength: most })
export const FileIds = Type.Array(idSchema<'file'>(), { maxItems: 6, uniqueItems: true })
export const here = { params: Type.Object({ projectId: ProjectIdSchema }) }
