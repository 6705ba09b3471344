import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import { sourceKinds } from './money-kinds.ts'
import { amount, count, fen, ItemIdSchema, Named } from './parts.ts'

/** What the money comes to, all in whole fen; what was taken back does not count. */
export const Sums = Type.Object({
  /** Of the sources. */
  plannedFen: fen,
  receivedFen: fen,
  paidFen: fen,
  /** Received and not paid out. */
  restFen: fen,
  /** Of the work items: final costs where they are known, planned costs else. */
  costFen: fen,
  /** Whether every item has its final cost. */
  costIsFinal: Type.Boolean(),
  /** `costFen` for each household touched, to the nearest fen; null where nobody entered the households. */
  costAHouseholdFen: nullable(fen),
})
export type Sums = Static<typeof Sums>

export const SourceView = Type.Object({
  id: idSchema<'renewal_source'>(),
  kind: Type.Enum(sourceKinds),
  name: nullable(Type.String()),
  plannedFen: fen,
  receivedFen: fen,
})

const moved = {
  fen: amount,
  onDay: Day,
  words: nullable(Type.String()),
  fileIds: Type.Array(idSchema<'file'>()),
  by: Type.Object(Named),
  at: Instant,
  /** It was entered wrongly: kept, struck through, not counted. */
  undone: nullable(Type.Object({ why: Type.String(), at: Instant })),
}

export const ReceiptView = Type.Object({
  id: idSchema<'renewal_receipt'>(),
  sourceId: idSchema<'renewal_source'>(),
  ...moved,
})
export const PaymentView = Type.Object({
  id: idSchema<'renewal_payment'>(),
  payee: Type.String(),
  itemId: ItemIdSchema,
  ...moved,
})

export const MoneyView = Type.Object({
  sources: Type.Array(SourceView),
  receipts: Type.Array(ReceiptView),
  payments: Type.Array(PaymentView),
})
export type MoneyView = Static<typeof MoneyView>

/** Money by kind of source, as everybody sees it. */
export const PublicMoney = Type.Object({
  sources: Type.Array(Type.Object({ kind: Type.Enum(sourceKinds), plannedFen: fen, receivedFen: fen })),
  /** Paid for each work item. */
  payments: Type.Array(Type.Object({ itemId: ItemIdSchema, paidFen: fen, payments: count })),
})
