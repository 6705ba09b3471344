import { Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { type Id, idSchema } from '../../kernel/contract/ids.ts'
import type { Explanation } from '../policies/contract.ts'
import type { ProductSpec } from './product.ts'

export type PartnerId = Id<'financePartner'>
export type ProductId = Id<'financeProduct'>
export type WantId = Id<'financeWant'>
export type ReferralId = Id<'financeReferral'>
export const literals = <Values extends string[]>(values: readonly [...Values]) => Type.Enum(values)
export const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
export const Firm = Type.Object({ id: idSchema<'firm'>(), name: Type.String(), nameEn: nullable(Type.String()) })
export const Place = Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() })
export const firmParams = Type.Object({ firmId: idSchema<'firm'>() })
export const partnerParams = Type.Object({ partnerId: idSchema<'financePartner'>() })
export const productParams = Type.Object({ productId: idSchema<'financeProduct'>() })
export const versionParams = Type.Object({
  productId: idSchema<'financeProduct'>(),
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
})
export const wantParams = Type.Object({ wantId: idSchema<'financeWant'>() })
export const referralParams = Type.Object({ referralId: idSchema<'financeReferral'>() })
/** A product on its way in: checked by `openProduct`, which tells every fault with its place. */
export const SpecSchema = Type.Unsafe<ProductSpec>(
  Type.Unknown({ description: 'A product; see docs/enterprise-service.md' }),
)
export const ExplanationSchema = Type.Unsafe<Explanation>(Type.Unknown({ description: 'Conditions in plain words' }))
