import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'
import { FactSpec } from '../policies/contract.ts'
import { securities, versionStates } from './product.ts'
import {
  ExplanationSchema,
  Firm,
  literals,
  partnerParams,
  productParams,
  SpecSchema,
  Text,
  versionParams,
} from './shapes.ts'
import { wantUses } from './want.ts'

// ---- the language ----------------------------------------------------------------------------------------------

/** The facts that conditions of products may read, with the names of codes. */
export const getLanguage = endpoint({
  id: 'finance.language',
  method: 'GET',
  path: '/api/finance/language',
  summary: { zh: '金融产品条件可用的信息', en: 'Facts that conditions of products may read' },
  response: Type.Object({
    facts: Type.Array(FactSpec),
    codes: Type.Record(Type.String(), Type.Record(Type.String(), WordsSchema)),
  }),
})

// ---- partners --------------------------------------------------------------------------------------------------

export const partnerStates = ['current', 'coming', 'ended'] as const

export const PartnerRow = Type.Object({
  id: idSchema<'financePartner'>(),
  firm: Firm,
  state: literals(partnerStates),
  fromOn: Day,
  toOn: nullable(Day),
  why: Type.String(),
  confirmedBy: nullable(Type.String()),
  endedWhy: nullable(WordsSchema),
  /** Published products, and wants that were passed to it and not taken back. */
  products: Type.Integer(),
  passed: Type.Integer(),
  approved: Type.Integer(),
  /** Its contacts who may sign in. */
  members: Type.Integer(),
  mayEnd: Type.Boolean(),
  mayEnter: Type.Boolean(),
  /** Whether the asker may open the page of the firm. */
  seesFirm: Type.Boolean(),
})
export type PartnerRow = Static<typeof PartnerRow>

export const listPartners = endpoint({
  id: 'finance.partners',
  method: 'GET',
  path: '/api/finance/partners',
  summary: { zh: '金融合作机构', en: 'Finance partners' },
  response: Type.Object({ partners: Type.Array(PartnerRow), mayConfirm: Type.Boolean() }),
})

export const confirmPartner = endpoint({
  id: 'finance.confirm_partner',
  method: 'POST',
  path: '/api/finance/partners',
  summary: { zh: '确认金融合作机构', en: 'Confirm a finance partner' },
  body: Type.Object({ firmId: idSchema<'firm'>(), fromOn: Day, toOn: Type.Optional(Day), why: Text(300) }),
  response: Type.Object({ partnerId: idSchema<'financePartner'>() }),
})

export const endPartner = endpoint({
  id: 'finance.end_partner',
  method: 'POST',
  path: '/api/finance/partners/:partnerId/end',
  summary: { zh: '终止金融合作', en: 'End a partnership' },
  params: partnerParams,
  body: Type.Object({ why: Text(300) }),
  response: Done,
})

// ---- products --------------------------------------------------------------------------------------------------

export const ProductRow = Type.Object({
  id: idSchema<'financeProduct'>(),
  partner: Firm,
  name: WordsSchema,
  /** The version that is published, else the newest. */
  version: Type.Integer(),
  state: literals(versionStates),
  /** A newer version that is not published yet. */
  draft: nullable(Type.Integer()),
  uses: Type.Array(literals(wantUses)),
  amountFromFen: Type.Integer(),
  amountToFen: Type.Integer(),
  monthsFrom: Type.Integer(),
  monthsTo: Type.Integer(),
  rateFromBp: Type.Integer(),
  rateToBp: Type.Integer(),
  securities: Type.Array(literals(securities)),
  validFrom: Day,
  validUntil: nullable(Day),
})
export type ProductRow = Static<typeof ProductRow>

const ProductFilter = {
  q: Type.Optional(Type.String({ maxLength: 60 })),
  use: Type.Optional(literals(wantUses)),
  state: Type.Optional(Type.Array(literals(versionStates), { maxItems: 3 })),
  partnerFirmId: Type.Optional(idSchema<'firm'>()),
}

export const listProducts = endpoint({
  id: 'finance.products',
  method: 'GET',
  path: '/api/finance/products',
  summary: { zh: '金融产品', en: 'Finance products' },
  query: Type.Object({ ...ProductFilter, ...PageQuery }),
  response: pageOf(ProductRow),
})

export const ProductVersion = Type.Object({
  version: Type.Integer(),
  state: literals(versionStates),
  savedAt: Instant,
  author: nullable(Type.String()),
  publishedAt: nullable(Instant),
  withdrawnAt: nullable(Instant),
  withdrawnWhy: nullable(Type.String()),
  replacedBy: nullable(Type.Integer()),
})

export const ProductView = Type.Object({
  ...ProductRow.properties,
  spec: SpecSchema,
  conditions: ExplanationSchema,
  /** Names of the firm's facts that its conditions read: what a bank is told of a firm. */
  reads: Type.Array(WordsSchema),
  /** Of the newest version that the reader sees, which an editor goes on from. */
  newest: Type.Object({ version: Type.Integer(), state: literals(versionStates), spec: SpecSchema }),
  /** The newest version's conditions one by one, as far as they are a list; for what a form cannot show. */
  newestConditions: ExplanationSchema,
  versions: Type.Array(ProductVersion),
  mayWrite: Type.Boolean(),
})
export type ProductView = Static<typeof ProductView>

export const getProduct = endpoint({
  id: 'finance.product',
  method: 'GET',
  path: '/api/finance/products/:productId',
  summary: { zh: '金融产品详情', en: 'One product' },
  params: productParams,
  response: ProductView,
})

/** Enters a product of a partner as a draft. What is wrong is told with JSON pointers into `spec`. */
export const enterProduct = endpoint({
  id: 'finance.enter_product',
  method: 'POST',
  path: '/api/finance/products',
  summary: { zh: '录入金融产品', en: 'Enter a product' },
  body: Type.Object({ partnerFirmId: idSchema<'firm'>(), spec: SpecSchema }),
  response: Type.Object({ productId: idSchema<'financeProduct'>(), version: Type.Integer() }),
})

export const saveProduct = endpoint({
  id: 'finance.save_product',
  method: 'POST',
  path: '/api/finance/products/:productId/versions',
  summary: { zh: '修改金融产品（另存一版）', en: 'Save a new version of a product' },
  params: productParams,
  body: Type.Object({ spec: SpecSchema }),
  response: Type.Object({ productId: idSchema<'financeProduct'>(), version: Type.Integer() }),
})

export const publishProduct = endpoint({
  id: 'finance.publish_product',
  method: 'POST',
  path: '/api/finance/products/:productId/versions/:version/publication',
  summary: { zh: '发布金融产品', en: 'Publish a product' },
  params: versionParams,
  response: Done,
})

export const withdrawProduct = endpoint({
  id: 'finance.withdraw_product',
  method: 'POST',
  path: '/api/finance/products/:productId/withdrawal',
  summary: { zh: '撤下金融产品', en: 'Withdraw a product' },
  params: productParams,
  body: Type.Object({ why: Text(300) }),
  response: Done,
})
