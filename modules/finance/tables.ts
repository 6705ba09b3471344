import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import type { ContactId, FirmId } from '../enterprises/contract.ts'
import type { PartnerId, ProductId, ReferralId, WantId } from './contract.ts'
import type { ProductSpec, VersionState } from './product.ts'
import type { AnswerStep, ConsentWay, EndReason, ReferralState, WantState, WantUse } from './want.ts'

export type PartnerRecord = {
  tenant_id: TenantId
  id: PartnerId
  firm_id: FirmId
  from_on: Day
  to_on: Day | null
  why: string
  confirmed_at: Date
  confirmed_by: PersonId | null
  post_id: PostId | null
  ended_at: Date | null
  ended_by: PersonId | null
  ended_why: Words | null
}

export type VersionRecord = {
  tenant_id: TenantId
  product_id: ProductId
  version: number
  spec: ProductSpec
  state: VersionState
  saved_at: Date
  author_id: PersonId | null
  published_at: Date | null
  published_by: PersonId | null
  withdrawn_at: Date | null
  withdrawn_by: PersonId | null
  withdrawn_why: string | null
  replaced_by: number | null
}

export type WantRecord = {
  tenant_id: TenantId
  id: WantId
  firm_id: FirmId
  amount_fen: number
  months: number
  use: WantUse
  words: string
  needed_by: Day | null
  state: WantState
  raised_at: Date
  by_firm: boolean
  raised_by: PersonId | null
  post_id: PostId | null
  ended_at: Date | null
  ended_by: PersonId | null
  ended_reason: EndReason | null
  ended_words: string | null
  changed_at: Date
}

export type ReferralRecord = {
  tenant_id: TenantId
  id: ReferralId
  want_id: WantId
  product_id: ProductId
  version: number
  partner_firm_id: FirmId
  state: ReferralState
  verdict: 'fits' | 'unknown'
  told: { name: { zh: string; en: string }; words: { zh: string; en: string } }[]
  contact_id: ContactId
  consent: 'firm' | ConsentWay
  consent_words: string | null
  consent_version: number
  passed_at: Date
  passed_by: PersonId | null
  post_id: PostId | null
  late_from: Date
  late_told_at: Date | null
  approved_fen: number | null
  approved_months: number | null
  approved_rate_bp: number | null
  changed_at: Date
}

export type AnswerRecord = {
  tenant_id: TenantId
  id: string
  referral_id: ReferralId
  step: AnswerStep | 'taken_back'
  words: string | null
  visit_on: Day | null
  fen: number | null
  months: number | null
  rate_bp: number | null
  at: Date
  person_id: PersonId | null
}

export type FinanceTables = {
  'finance.partners': PartnerRecord
  'finance.products': { tenant_id: TenantId; id: ProductId; firm_id: FirmId; entered_at: Date }
  'finance.product_versions': Omit<VersionRecord, 'spec'> & { spec: unknown }
  'finance.wants': WantRecord
  'finance.referrals': Omit<ReferralRecord, 'told'> & { told: unknown }
  'finance.answers': AnswerRecord
}

/** A transaction that knows this module's tables. */
export const mine = (tx: Tx) => tx.withTables<FinanceTables>()
