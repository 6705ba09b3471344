import { type Static, Type } from 'typebox'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { Day, WordsSchema } from '../../kernel/contract/ids.ts'
import { ExpressionSchema } from '../policies/contract.ts'
import { wantUses } from './want.ts'

export const securities = ['credit', 'guarantee', 'mortgage', 'pledge'] as const
export type Security = (typeof securities)[number]

export const versionStates = ['draft', 'published', 'withdrawn'] as const
export type VersionState = (typeof versionStates)[number]

/** A hundred thousand million yuan. */
export const mostFen = 10_000_000_000_000
export const mostMonths = 600
export const mostRateBp = 10_000

export const Fen = Type.Integer({ minimum: 1, maximum: mostFen })
export const Months = Type.Integer({ minimum: 1, maximum: mostMonths })
export const RateBp = Type.Integer({ minimum: 0, maximum: mostRateBp })

/** One version of a product: words for people, ranges and conditions for the machine. */
export const ProductSpec = Type.Object({
  name: WordsSchema,
  summary: WordsSchema,
  uses: Type.Array(Type.Enum([...wantUses]), { minItems: 1, maxItems: wantUses.length }),
  amountFromFen: Fen,
  amountToFen: Fen,
  monthsFrom: Months,
  monthsTo: Months,
  /** A year's rate. */
  rateFromBp: RateBp,
  rateToBp: RateBp,
  securities: Type.Array(Type.Enum([...securities]), { minItems: 1, maxItems: securities.length }),
  documents: Type.Array(WordsSchema, { maxItems: 30 }),
  validFrom: Day,
  /** No longer on this day; null: until it is withdrawn. */
  validUntil: nullable(Day),
  /** In the language of policies, over facts of the firm and of the want; `true` where there is none. */
  conditions: ExpressionSchema,
})
export type ProductSpec = Static<typeof ProductSpec>
