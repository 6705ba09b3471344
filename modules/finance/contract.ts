import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, Month, WordsSchema } from '../../kernel/contract/ids.ts'
import { ConsentVersion } from '../people/contract.ts'
import { FactSpec, verdicts } from '../policies/contract.ts'
import { Fen, Months, RateBp, securities } from './product.ts'
import { ProductRow } from './products-contract.ts'
import { Firm, firmParams, literals, Place, productParams, referralParams, Text, wantParams } from './shapes.ts'
import { answerSteps, consentWays, endReasons, referralStates, wantStates, wantUses } from './want.ts'

export { type ProductSpec, versionStates } from './product.ts'
export * from './products-contract.ts'
export type { PartnerId, ProductId, ReferralId, WantId } from './shapes.ts'
export { wantStates, wantUses } from './want.ts'

// ---- wants -----------------------------------------------------------------------------------------------------

export const WantRow = Type.Object({
  id: idSchema<'financeWant'>(),
  firm: Firm,
  /** The community where the firm works. */
  place: nullable(Place),
  amountFen: Type.Integer(),
  months: Type.Integer(),
  use: literals(wantUses),
  words: Type.String(),
  neededBy: nullable(Day),
  state: literals(wantStates),
  raisedAt: Instant,
  /** Banks that it was passed to, of which not taken back; those that approved; and what they approved. */
  passed: Type.Integer(),
  approved: Type.Integer(),
  approvedFen: Type.Integer(),
})
export type WantRow = Static<typeof WantRow>

/** What a figure counts: wants; those that were passed on; those that a bank approved. */
export const wantFigures = ['wants', 'passed', 'approved'] as const

const WantFilter = {
  q: Type.Optional(Type.String({ maxLength: 60 })),
  state: Type.Optional(Type.Array(literals(wantStates), { maxItems: 5 })),
  use: Type.Optional(literals(wantUses)),
  firmId: Type.Optional(idSchema<'firm'>()),
  /** The community (the nearest area) where the firm works. */
  placeId: Type.Optional(idSchema<'place'>()),
  /** The month in which it was raised, or the first and the last of some. */
  month: Type.Optional(Month),
  fromMonth: Type.Optional(Month),
  toMonth: Type.Optional(Month),
  figure: Type.Optional(literals(wantFigures)),
}
export const WantFilterQuery = Type.Object(WantFilter)
export type WantFilter = Static<typeof WantFilterQuery>

/** Of wants that were raised in a time and a place. */
export const FinanceFigures = Type.Object({
  wants: Type.Integer(),
  wantedFen: Type.Integer(),
  passed: Type.Integer(),
  approved: Type.Integer(),
  approvedFen: Type.Integer(),
})
export type FinanceFigures = Static<typeof FinanceFigures>

export const listWants = endpoint({
  id: 'finance.wants',
  method: 'GET',
  path: '/api/finance/wants',
  summary: { zh: '融资需求', en: 'Wants' },
  query: Type.Object({ ...WantFilter, ...PageQuery }),
  response: Type.Object({ ...pageOf(WantRow).properties, figures: FinanceFigures, mayRaise: Type.Boolean() }),
})

export const exportWants = endpoint({
  id: 'finance.export_wants',
  method: 'GET',
  path: '/api/finance/wants.xlsx',
  summary: { zh: '导出融资需求', en: 'Export wants' },
  query: WantFilterQuery,
  produces: 'bytes',
  hands: 'export',
})

/** The same figures month by month, and by community. */
export const getFigures = endpoint({
  id: 'finance.figures',
  method: 'GET',
  path: '/api/finance/figures',
  summary: { zh: '融资对接统计', en: 'Figures of finance' },
  query: Type.Object({ from: Type.Optional(Month), to: Type.Optional(Month) }),
  response: Type.Object({
    from: Month,
    to: Month,
    total: FinanceFigures,
    months: Type.Array(Type.Object({ month: Month, ...FinanceFigures.properties })),
    places: Type.Array(Type.Object({ place: nullable(Place), ...FinanceFigures.properties })),
  }),
})

/** A firm says what it needs, or staff take it down. One open want a use: a second like it is the same. */
export const raiseWant = endpoint({
  id: 'finance.raise_want',
  method: 'POST',
  path: '/api/finance/wants',
  summary: { zh: '提出融资需求', en: 'Raise a want' },
  body: Type.Object({
    firmId: idSchema<'firm'>(),
    amountFen: Fen,
    months: Months,
    use: literals(wantUses),
    words: Type.Optional(Type.String({ maxLength: 500 })),
    neededBy: Type.Optional(Day),
  }),
  response: Type.Object({ wantId: idSchema<'financeWant'>(), isNew: Type.Boolean() }),
})

const Told = Type.Object({ name: WordsSchema, words: WordsSchema })

export const MatchView = Type.Object({
  productId: idSchema<'financeProduct'>(),
  name: WordsSchema,
  summary: WordsSchema,
  partner: Firm,
  verdict: literals(verdicts),
  /** Of what fits: why. Of what does not: the conditions that failed. */
  reasons: Type.Array(WordsSchema),
  /** Names of the facts that are still open. */
  missing: Type.Array(WordsSchema),
  rateFromBp: Type.Integer(),
  rateToBp: Type.Integer(),
  /** A year's interest on the sum that is wanted, at least and at most. */
  interestFromFen: Type.Integer(),
  interestToFen: Type.Integer(),
  securities: Type.Array(literals(securities)),
  documents: Type.Array(WordsSchema),
  /** What the bank would be told of the firm. */
  told: Type.Array(Told),
  /** It was passed on for this product, and not taken back. */
  referralId: nullable(idSchema<'financeReferral'>()),
})
export type MatchView = Static<typeof MatchView>

const AnswerView = Type.Object({
  step: literals([...answerSteps, 'taken_back'] as const),
  words: nullable(Type.String()),
  visitOn: nullable(Day),
  fen: nullable(Type.Integer()),
  months: nullable(Type.Integer()),
  rateBp: nullable(Type.Integer()),
  at: Instant,
})
export type AnswerView = Static<typeof AnswerView>

const consents = ['firm', ...consentWays] as const

export const ReferralRow = Type.Object({
  id: idSchema<'financeReferral'>(),
  product: Type.Object({ id: idSchema<'financeProduct'>(), name: WordsSchema }),
  partner: Firm,
  state: literals(referralStates),
  verdict: literals(['fits', 'unknown'] as const),
  passedAt: Instant,
  /** Nothing was said by the last of the five working days. */
  silent: Type.Boolean(),
  consent: literals(consents),
  consentWords: nullable(Type.String()),
  /** Of the text that was agreed to. */
  consentVersion: Type.Integer(),
  approvedFen: nullable(Type.Integer()),
  approvedMonths: nullable(Type.Integer()),
  approvedRateBp: nullable(Type.Integer()),
  answers: Type.Array(AnswerView),
  mayTakeBack: Type.Boolean(),
  /** Staff may note what the bank said. */
  mayNote: Type.Boolean(),
})
export type ReferralRow = Static<typeof ReferralRow>

const MaskedContact = Type.Object({
  id: idSchema<'firmContact'>(),
  name: Type.String(),
  phone: Type.String(),
  duty: Type.String(),
})

export const WantView = Type.Object({
  ...WantRow.properties,
  /** By the firm itself, or by staff (who is told to staff alone). */
  raisedBy: literals(['firm', 'staff'] as const),
  raisedByName: nullable(Type.String()),
  endedReason: nullable(literals(endReasons)),
  endedWords: nullable(Type.String()),
  matches: Type.Array(MatchView),
  /** The one fact to ask for next, with the products for which it matters. */
  question: nullable(Type.Object({ fact: FactSpec, settles: Type.Integer(), concerns: Type.Array(WordsSchema) })),
  referrals: Type.Array(ReferralRow),
  /** Who may agree for the firm; for staff who may pass it on. */
  contacts: Type.Array(MaskedContact),
  /** The asker speaks for the firm. */
  isOwn: Type.Boolean(),
  mayAnswer: Type.Boolean(),
  mayPass: Type.Boolean(),
  mayEnd: Type.Boolean(),
})
export type WantView = Static<typeof WantView>

/** A want with what products say of it; for staff of the area and for the firm itself. */
export const getWant = endpoint({
  id: 'finance.want',
  method: 'GET',
  path: '/api/finance/wants/:wantId',
  summary: { zh: '融资需求详情', en: 'One want' },
  params: wantParams,
  response: WantView,
})

export const endWant = endpoint({
  id: 'finance.end_want',
  method: 'POST',
  path: '/api/finance/wants/:wantId/end',
  summary: { zh: '结束融资需求', en: 'End a want' },
  params: wantParams,
  body: Type.Object({ reason: literals(endReasons), words: Type.Optional(Type.String({ maxLength: 300 })) }),
  response: Done,
})

/** Open wants of the asker's area by what one product says of them, those that fit first. */
export const wantsOfProduct = endpoint({
  id: 'finance.product_wants',
  method: 'GET',
  path: '/api/finance/products/:productId/wants',
  summary: { zh: '哪些融资需求符合这项产品', en: 'Which open wants a product fits' },
  params: productParams,
  response: Type.Object({
    wants: Type.Array(
      Type.Object({
        id: idSchema<'financeWant'>(),
        firm: Firm,
        amountFen: Type.Integer(),
        months: Type.Integer(),
        use: literals(wantUses),
        state: literals(wantStates),
        verdict: literals(verdicts),
        reasons: Type.Array(WordsSchema),
        missing: Type.Array(WordsSchema),
      }),
    ),
    /** There are more open wants than were looked at. */
    more: Type.Boolean(),
  }),
})

/** What a firm agrees to each time that a want is passed on. */
export const referralPurpose = 'finance.referral'

// ---- passing on ------------------------------------------------------------------------------------------------

/** With the firm's consent: its member presses the button, or staff note which contact agreed and how. */
export const passOn = endpoint({
  id: 'finance.pass_on',
  method: 'POST',
  path: '/api/finance/wants/:wantId/referrals',
  summary: { zh: '转介给银行', en: 'Pass a want on to a bank' },
  params: wantParams,
  body: Type.Object({
    productId: idSchema<'financeProduct'>(),
    /** Of the text that was ticked; for staff, that was shown or read out. */
    consentVersion: ConsentVersion,
    /** Of staff; a member of the firm agrees by doing it. */
    consent: Type.Optional(
      Type.Object({
        contactId: idSchema<'firmContact'>(),
        how: literals(consentWays),
        words: Type.Optional(Type.String({ maxLength: 300 })),
      }),
    ),
  }),
  response: Type.Object({ referralId: idSchema<'financeReferral'>() }),
})

export const takeBack = endpoint({
  id: 'finance.take_back',
  method: 'POST',
  path: '/api/finance/referrals/:referralId/withdrawal',
  summary: { zh: '收回转介', en: 'Take a referral back' },
  params: referralParams,
  body: Type.Object({ why: Text(300) }),
  response: Done,
})

export const ReferralView = Type.Object({
  ...ReferralRow.properties,
  /** What the bank sees; nothing of it once it was taken back. */
  want: nullable(
    Type.Object({
      firm: Firm,
      amountFen: Type.Integer(),
      months: Type.Integer(),
      use: literals(wantUses),
      words: Type.String(),
      neededBy: nullable(Day),
      told: Type.Array(Told),
      contact: nullable(MaskedContact),
    }),
  ),
  maySay: Type.Array(literals(answerSteps)),
  mayReveal: Type.Boolean(),
})
export type ReferralView = Static<typeof ReferralView>

/** What a bank sees of a want; staff of the firm's area see just the same. */
export const getReferral = endpoint({
  id: 'finance.referral',
  method: 'GET',
  path: '/api/finance/referrals/:referralId',
  summary: { zh: '转介详情', en: 'One referral' },
  params: referralParams,
  response: ReferralView,
})

/** The bank says what came of it; staff may note what it said. */
export const answerReferral = endpoint({
  id: 'finance.answer',
  method: 'POST',
  path: '/api/finance/referrals/:referralId/answers',
  summary: { zh: '银行答复', en: 'A bank answers' },
  params: referralParams,
  body: Type.Object({
    step: literals(answerSteps),
    words: Type.Optional(Type.String({ maxLength: 500 })),
    /** Of a visit. */
    visitOn: Type.Optional(Day),
    /** Of an approval. */
    fen: Type.Optional(Fen),
    months: Type.Optional(Months),
    rateBp: Type.Optional(RateBp),
  }),
  response: Done,
})

/** Name and number of the firm's contact, for the bank; the register keeps who asked and why. */
export const revealReferral = endpoint({
  id: 'finance.reveal',
  method: 'POST',
  path: '/api/finance/referrals/:referralId/contact/reveal',
  summary: { zh: '查看企业联系方式', en: 'Reveal the contact of a firm' },
  params: referralParams,
  body: Type.Object({ reason: Text(200) }),
  response: Type.Object({ name: Type.String(), phone: Type.String() }),
})

// ---- what a firm and a bank see of their own -------------------------------------------------------------------

export const myFinance = endpoint({
  id: 'finance.my_finance',
  method: 'GET',
  path: '/api/finance/my-firms/:firmId',
  summary: { zh: '我的企业的融资', en: 'Finance of my firm' },
  params: firmParams,
  response: Type.Object({
    firm: Firm,
    wants: Type.Array(WantRow),
    /** It is a finance partner today. */
    isPartner: Type.Boolean(),
  }),
})

export const MyReferral = Type.Object({
  id: idSchema<'financeReferral'>(),
  /** Null once it was taken back. */
  firm: nullable(Firm),
  product: WordsSchema,
  amountFen: Type.Integer(),
  use: literals(wantUses),
  state: literals(referralStates),
  passedAt: Instant,
})
export type MyReferral = Static<typeof MyReferral>

/** A bank's products, and the wants that were passed to it. */
export const myProducts = endpoint({
  id: 'finance.my_products',
  method: 'GET',
  path: '/api/finance/my-firms/:firmId/products',
  summary: { zh: '我的金融产品与转介', en: 'Products of my bank and what was passed to it' },
  params: firmParams,
  response: Type.Object({ firm: Firm, products: Type.Array(ProductRow), referrals: Type.Array(MyReferral) }),
})
