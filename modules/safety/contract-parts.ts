import { Type } from 'typebox'
import { idSchema } from '../../kernel/contract/ids.ts'
import { levels } from './checklist.ts'
import { checklistCodes, kindCodes } from './kinds.ts'

/** What somebody writes: not empty, at most so many characters. */
export const words = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' })
export const count = Type.Integer({ minimum: 0 })
export const Named = Type.Object({ name: Type.String(), nameEn: Type.String() })
export const PlaceShape = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
export const PostShape = Type.Object({ id: idSchema<'post'>(), name: Type.String(), nameEn: Type.String() })
export const KindSchema = Type.Enum(kindCodes)
export const ChecklistCodeSchema = Type.Enum(checklistCodes)
export const LevelSchema = Type.Enum(levels)
export const FileIds = Type.Optional(Type.Array(idSchema<'file'>(), { maxItems: 6 }))
export const pointId = idSchema<'point'>()
export const routeId = idSchema<'route'>()
export const roundId = idSchema<'round'>()
export const findingId = idSchema<'finding'>()
