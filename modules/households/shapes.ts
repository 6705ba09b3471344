import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, type Id, idSchema } from '../../kernel/contract/ids.ts'

// What a household consists of, and what happened to a value of it. A leaf: browser and server both read it.

export type HouseholdId = Id<'household'>
export type EntryId = Id<'entry'>
export type MemberId = Id<'member'>
export type NoteId = Id<'note'>
export type WishId = Id<'wish'>
export type RoomId = Id<'room'>

/** A part of a household that has one current value. */
export const itemKinds = ['contact', 'member', 'fact', 'circumstance'] as const
export type ItemKind = (typeof itemKinds)[number]

export const FactKey = Type.String({ pattern: '^[a-z][A-Za-z0-9]{1,39}$' })
export const CircumstanceCode = Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' })

/** Which one: the contact, a member, a fact by its key, a circumstance of the household or of one member. */
export const ItemSchema = Type.Union([
  Type.Object({ kind: Type.Literal('contact') }),
  Type.Object({ kind: Type.Literal('member'), memberId: idSchema<'member'>() }),
  Type.Object({ kind: Type.Literal('fact'), key: FactKey }),
  Type.Object({
    kind: Type.Literal('circumstance'),
    code: CircumstanceCode,
    memberId: nullable(idSchema<'member'>()),
  }),
])
export type Item = Static<typeof ItemSchema>

const Phone = Type.String({ minLength: 5, maxLength: 20 })
const Name = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })

export const ContactValue = Type.Object({ name: Name, phone: nullable(Phone) })
export type ContactValue = Static<typeof ContactValue>

export const sexes = ['female', 'male'] as const
/** To the head of the household. */
export const relations = ['head', 'spouse', 'child', 'parent', 'grandchild', 'sibling', 'tenant', 'other'] as const

export const MemberValue = Type.Object({
  name: Name,
  phone: nullable(Phone),
  /** `1941-03`. Who is 80 follows from it on the day, and is never typed. */
  birth: nullable(Type.String({ pattern: '^(19|20)\\d{2}-(0[1-9]|1[0-2])$' })),
  sex: nullable(Type.Enum(sexes)),
  relation: Type.Enum(relations),
})
export type MemberValue = Static<typeof MemberValue>

/** An answer; several where the fact is a list. */
export const FactValue = Type.Union([
  Type.String({ minLength: 1, maxLength: 200 }),
  Type.Number({ minimum: 0, maximum: 1e6 }),
  Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 12 }),
])
export type FactValue = Static<typeof FactValue>

export const CircumstanceValue = Type.Object({
  fromOn: Day,
  /** The first day on which it is over; left out: as long as its kind lasts, or until it is ended. */
  untilOn: Type.Optional(nullable(Day)),
  words: Type.Optional(Type.String({ maxLength: 300 })),
})
export type CircumstanceValue = Static<typeof CircumstanceValue>

/** Who told a value: somebody at a door, the resident, an import, another office. */
export const SourceSchema = Type.String({ pattern: '^(visit|resident|import|desk|office:[^\\s:][^:]{0,39})$' })

/**
 * What became of an entered value. `current`: it counts; `same`: it said what is current; `past`: it was current, or waited,
 * and a later one took its place; `conflict`: another one was quicker; `difference`: another office or the resident says
 * otherwise; `declined`: somebody chose the other one.
 */
export const entryStates = ['current', 'same', 'past', 'conflict', 'difference', 'declined'] as const
export type EntryState = (typeof entryStates)[number]
export const EntryStateSchema = Type.Enum(entryStates)

/** How an open one is settled: what stands stays, the other one is taken, or both where the fact is a list. */
export const choices = ['current', 'other', 'both'] as const
export type Choice = (typeof choices)[number]

export const sensitivities = ['open_to_community', 'sealed_to_those_in_charge'] as const
export type Sensitivity = (typeof sensitivities)[number]
export const SensitivitySchema = Type.Enum(sensitivities)

/** What neighbours can do for a household; the same codes in the event that tells of a wish. */
export const wishKinds = [
  'repair',
  'appliances',
  'phone_help',
  'company',
  'errands',
  'escort',
  'tutoring',
  'hair',
  'moving',
  'other',
] as const
export type WishKind = (typeof wishKinds)[number]
export const wishStates = ['open', 'taken', 'withdrawn'] as const

export const endReasons = ['moved_out', 'nobody_lives', 'joined', 'mistake', 'demolished'] as const
export type EndReason = (typeof endReasons)[number]
