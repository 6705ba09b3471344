import type { FirmId } from '../enterprises/contract.ts'
import type { PartnerId, ProductId, ReferralId, WantId } from './contract.ts'
import type { AnswerStep, EndReason, WantState, WantUse } from './want.ts'

/** The stream of a firm as a partner. */
export const partnerStream = (firmId: FirmId): string => `finance-partners:${firmId}`
/** The stream of one product: its versions. */
export const productStream = (productId: ProductId): string => `finance-products:${productId}`
/** The stream of one want with all its referrals. */
export const wantStream = (wantId: WantId): string => `finance-wants:${wantId}`

export const partnerEvents = {
  confirmed: 'finance.partner_confirmed',
  ended: 'finance.partner_ended',
} as const

export const productEvents = {
  saved: 'finance.product_saved',
  published: 'finance.product_published',
  withdrawn: 'finance.product_withdrawn',
} as const

export const wantEvents = {
  raised: 'finance.want_raised',
  passed: 'finance.want_passed_on',
  answered: 'finance.bank_answered',
  takenBack: 'finance.referral_taken_back',
  ended: 'finance.want_ended',
  /** A bank said nothing for five working days. */
  silent: 'finance.bank_silent',
} as const
export type WantEventName = keyof typeof wantEvents

export interface PartnerEvent {
  readonly partnerId: PartnerId
  readonly firmId: FirmId
  readonly fromOn?: string
  readonly toOn?: string | null
  readonly why: string
}

export interface ProductEvent {
  readonly productId: ProductId
  readonly partnerFirmId: FirmId
  readonly version: number
  readonly replaces?: number
  readonly why?: string
}

/** What every event on a want's stream carries. */
export interface WantEvent {
  readonly wantId: WantId
  readonly firmId: FirmId
  /** The want's state after it. */
  readonly state: WantState
  /** Of a new want. */
  readonly wanted?: {
    readonly amountFen: number
    readonly months: number
    readonly use: WantUse
    readonly neededBy: string | null
    readonly by: 'firm' | 'staff'
  }
  readonly referralId?: ReferralId
  readonly productId?: ProductId
  readonly version?: number
  readonly partnerFirmId?: FirmId
  readonly consent?: string
  /** Of the text that the firm agreed to; left out before versions were kept. */
  readonly consentVersion?: number
  readonly step?: AnswerStep | 'taken_back'
  /** Of an approval. */
  readonly fen?: number
  readonly months?: number
  readonly rateBp?: number
  readonly reason?: EndReason
  readonly why?: string
}
