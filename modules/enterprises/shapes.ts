import { Type } from 'typebox'
import { type Id, idSchema } from '../../kernel/contract/ids.ts'

// Names and small schemas that the contracts of this module share.

export type FirmId = Id<'firm'>
export type SuiteId = Id<'suite'>
export type TenancyId = Id<'tenancy'>
export type ContactId = Id<'firmContact'>
export type TagId = Id<'firmTag'>
export type MergeId = Id<'firmMerge'>
export type FirmImportId = Id<'firmImport'>

export const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)

export const buildingPurposes = ['office', 'mixed', 'shop', 'industry'] as const
export const suitePurposes = ['office', 'shop', 'storage', 'service', 'public'] as const
/** How a suite stands on a day. Occupied and expiring hold a firm; only what is lettable can be vacant. */
export const suiteStates = ['occupied', 'expiring', 'vacant', 'closed'] as const
export const bases = ['rent', 'own', 'free'] as const
export const leftReasons = ['lease_end', 'moved_within', 'moved_away', 'closed', 'other'] as const
export const firmStates = ['active', 'left', 'closed', 'merged'] as const
export const legalForms = ['company', 'branch', 'sole', 'partnership', 'self_employed', 'institution', 'other'] as const
export const sizeClasses = ['micro', 'small', 'medium', 'large'] as const
export const sources = ['staff', 'firm', 'call', 'import', 'visit'] as const
/** A lease that ends within so many days is expiring. */
export const expiringDays = 90

export type BuildingPurpose = (typeof buildingPurposes)[number]
export type SuitePurpose = (typeof suitePurposes)[number]
export type SuiteState = (typeof suiteStates)[number]
export type Basis = (typeof bases)[number]
export type LeftReason = (typeof leftReasons)[number]
export type FirmState = (typeof firmStates)[number]
export type LegalForm = (typeof legalForms)[number]
export type SizeClass = (typeof sizeClasses)[number]
export type Source = (typeof sources)[number]

export const Area = Type.Integer({ minimum: 1, maximum: 100_000_000_000 })
export const Fen = Type.Integer({ minimum: 0, maximum: 100_000_000_000_000 })
export const Name = Type.Object({ name: Type.String(), nameEn: Type.String() })
export const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const placeParams = Type.Object({ placeId: idSchema<'place'>() })
export const suiteParams = Type.Object({ suiteId: idSchema<'suite'>() })
export const firmParams = Type.Object({ firmId: idSchema<'firm'>() })
export const contactParams = Type.Object({ contactId: idSchema<'firmContact'>() })
