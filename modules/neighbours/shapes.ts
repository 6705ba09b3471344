import { type Static, Type } from 'typebox'
import { nullable, oneOf } from '../../kernel/contract/endpoint.ts'
import { idSchema } from '../../kernel/contract/ids.ts'
import { sexes } from './pairings/matching.ts'
import { languageCodes, skillKindCodes } from './skills/kinds.ts'
import { slotCount } from './skills/slots.ts'

export const VolunteerIdSchema = idSchema<'volunteer'>()
export const SkillIdSchema = idSchema<'skill'>()
export const TeamIdSchema = idSchema<'team'>()
export const MemberIdSchema = idSchema<'team_member'>()
export const WishIdSchema = idSchema<'wish'>()
export const PairingIdSchema = idSchema<'pairing'>()

export const PlaceShape = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
export type PlaceShape = Static<typeof PlaceShape>
export const Kind = Type.Enum(skillKindCodes)
export const LanguageCode = oneOf(languageCodes)
export const Sex = Type.Enum([...sexes])
export const Slots = Type.Array(Type.Integer({ minimum: 0, maximum: slotCount - 1 }), {
  minItems: 1,
  maxItems: slotCount,
  uniqueItems: true,
})
export const count = Type.Integer({ minimum: 0 })
export const text = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' })
export const Reason = Type.String({ minLength: 4, maxLength: 200 })
/** What volunteers agree to (docs/privacy.md, Consent texts). */
export const helpPurpose = 'neighbours.help'
/** What people agree to who want help (docs/privacy.md, Consent texts). */
export const wishPurpose = 'neighbours.wishes'
/** How somebody agreed where staff type it: on paper, or by word of mouth, and where. */
export const TypedConsent = { consentHow: Type.Enum(['signed', 'spoken']), consentNote: Reason }
export const Whom = Type.Object({ name: Type.String(), phone: nullable(Type.String()) })
export const PlaceQuery = { placeId: Type.Optional(idSchema<'place'>()) }
