import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, idSchema } from '../../kernel/contract/ids.ts'
import { sourceKinds } from './money-kinds.ts'
import { amount, FileIds, fen, here, ItemIdSchema, ProjectIdSchema, words } from './parts.ts'

const SourceId = idSchema<'renewal_source'>()
const ReceiptId = idSchema<'renewal_receipt'>()
const PaymentId = idSchema<'renewal_payment'>()

/** With the id of a source that exists: changes its plan. */
export const SourceBody = Type.Object({
  id: Type.Optional(SourceId),
  kind: Type.Enum(sourceKinds),
  name: Type.Optional(nullable(words(80))),
  plannedFen: fen,
})
export type SourceBody = Static<typeof SourceBody>

export const saveSource = endpoint({
  id: 'renewal.save_source',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/sources',
  summary: { zh: '资金来源', en: 'Save a source of money' },
  ...here,
  body: SourceBody,
  response: Type.Object({ id: SourceId }),
})

const moved = {
  fen: amount,
  onDay: Day,
  words: Type.Optional(words(300)),
  fileIds: Type.Optional(FileIds),
}

export const ReceiptBody = Type.Object({ id: Type.Optional(ReceiptId), sourceId: SourceId, ...moved })
export type ReceiptBody = Static<typeof ReceiptBody>

export const receiveMoney = endpoint({
  id: 'renewal.receive',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/receipts',
  summary: { zh: '登记到账', en: 'Enter money received' },
  ...here,
  body: ReceiptBody,
  response: Type.Object({ id: ReceiptId }),
})

export const PaymentBody = Type.Object({
  id: Type.Optional(PaymentId),
  payee: words(80),
  itemId: ItemIdSchema,
  ...moved,
})
export type PaymentBody = Static<typeof PaymentBody>

/** Refused where more would be paid than was received. */
export const payMoney = endpoint({
  id: 'renewal.pay',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/payments',
  summary: { zh: '登记支付', en: 'Enter money paid out' },
  ...here,
  body: PaymentBody,
  response: Type.Object({ id: PaymentId }),
})

const Why = Type.Object({ why: words(300) })

/** Refused where it has been paid out already. */
export const undoReceipt = endpoint({
  id: 'renewal.undo_receipt',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/receipts/:receiptId/undo',
  summary: { zh: '撤回到账登记', en: 'Take a receipt back' },
  params: Type.Object({ projectId: ProjectIdSchema, receiptId: ReceiptId }),
  body: Why,
  response: Done,
})

export const undoPayment = endpoint({
  id: 'renewal.undo_payment',
  method: 'POST',
  path: '/api/renewal/projects/:projectId/payments/:paymentId/undo',
  summary: { zh: '撤回支付登记', en: 'Take a payment back' },
  params: Type.Object({ projectId: ProjectIdSchema, paymentId: PaymentId }),
  body: Why,
  response: Done,
})
