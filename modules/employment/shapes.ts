import { type Static, Type } from 'typebox'
import { idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

export const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)
export const openingParams = Type.Object({ openingId: idSchema<'opening'>() })
export const seekerParams = Type.Object({ seekerId: idSchema<'seeker'>() })
export const referralParams = Type.Object({ referralId: idSchema<'referral'>() })
export const firmParams = Type.Object({ firmId: idSchema<'firm'>() })
export const Place = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
export const ShortWords = Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 12 })
export const Why = Type.String({ minLength: 2, maxLength: 200 })

export const wishHours = ['full', 'part', 'either'] as const
export const reaches = ['walk', 'ride', 'any'] as const
export const consentHows = ['self', 'signed', 'spoken'] as const

export const Reason = Type.Object({ tone: literals(['for', 'unknown', 'mind']), words: WordsSchema })
export type Reason = Static<typeof Reason>
