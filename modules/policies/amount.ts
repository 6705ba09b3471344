import { type Static, Type } from 'typebox'
import type { Words } from '../../kernel/contract/words.ts'
import type { CalendarDay } from './calendar-month.ts'
import { checkExpression } from './check.ts'
import { compileNumber } from './compile.ts'
import { missingIn } from './evaluate.ts'
import { type Expression, ExpressionSchema, type Limits, pointerStep } from './expression.ts'
import type { Dictionary } from './fact.ts'
import type { NumberPlan } from './plan.ts'
import type { Row } from './row.ts'
import type { Fault } from './typed.ts'
import type { UnitCode } from './unit.ts'
import { number } from './value-type.ts'

/** Fen: never more than a hundred billion yuan, which is beyond any grant. */
const Fen = Type.Integer({ minimum: 0, maximum: 10_000_000_000_000 })
/** Basis points; a tier may pay more than the whole. */
const Rate = Type.Integer({ minimum: 0, maximum: 1_000_000 })
const cap = Type.Optional(Fen)

/** `from` is included. One of: a sum, so much for each unit, a rate of the amount. */
const Tier = Type.Object({
  from: Type.Integer({ minimum: 0 }),
  fen: Type.Optional(Fen),
  each: Type.Optional(Fen),
  rate: Type.Optional(Rate),
})

/** What a policy gives, as data. Expressions stand for numbers here. */
export const AmountSchema = Type.Union([
  /** No money: a service, a title, a green lane. */
  Type.Object({ kind: Type.Literal('none') }),
  Type.Object({ kind: Type.Literal('fixed'), fen: Fen }),
  Type.Object({ kind: Type.Literal('rate'), of: ExpressionSchema, rate: Rate, cap }),
  Type.Object({ kind: Type.Literal('per_head'), heads: ExpressionSchema, each: Fen, cap }),
  /**
   * bracket 分档: the tier in which the number lies pays; progressive 累进: each tier pays for the part that lies in it.
   * Below the first tier nothing is paid.
   */
  Type.Object({
    kind: Type.Literal('tiers'),
    of: ExpressionSchema,
    how: Type.Union([Type.Literal('bracket'), Type.Literal('progressive')]),
    tiers: Type.Array(Tier, { minItems: 1, maxItems: 20 }),
    cap,
  }),
  Type.Object({ kind: Type.Literal('formula'), fen: ExpressionSchema, cap }),
])
export type Amount = Static<typeof AmountSchema>
export type Tier = Static<typeof Tier>

/** What a firm gets as far as its facts tell, in fen. */
export interface Sum {
  readonly from: number
  /** null: no upper bound is known. */
  readonly to: number | null
  readonly exact: boolean
  /** Unknown facts on which it still depends. */
  readonly missing: readonly string[]
}

/** A billion yuan: an upper bound above it says nothing. */
const largestTold = 100_000_000_000

/**
 * Calculates a sum for one firm. It is never negative and never none: where a part is none (no loan, no rent) or where
 * a divisor is 0, nothing is paid.
 */
export function sumOf(plan: NumberPlan, row: Row, today: CalendarDay): Sum {
  const reading = plan.read(row, today)
  if (reading === null) return { from: 0, to: 0, exact: true, missing: [] }
  if (typeof reading === 'number') return { from: reading, to: reading, exact: true, missing: [] }
  const to = reading.hi <= largestTold ? reading.hi : null
  return { from: reading.lo, to, exact: false, missing: missingIn(plan, row, today) }
}

type CompiledAmount =
  | { readonly plan: NumberPlan; readonly faults: readonly [] }
  | { readonly plan: null; readonly faults: readonly Fault[] }

/** What an officer writes is checked within the usual limits; unfolded tiers may be larger. */
const unfolded: Limits = { depth: 64, nodes: 40_000, codes: 80_000 }

/** Checks an amount and compiles it. `at` is its JSON pointer within the policy. */
export function compileAmount(amount: Amount, dictionary: Dictionary, at = ''): CompiledAmount {
  const { unit, faults } = checkAmount(amount, dictionary, at)
  if (faults.length > 0) return { plan: null, faults }
  const whole = amountExpression(amount, unit)
  const { tree, faults: left } = checkExpression(whole, dictionary, { wanted: number('fen'), at, within: unfolded })
  return tree === null
    ? { plan: null, faults: left.map(({ words }) => ({ path: at, words })) }
    : { plan: compileNumber(tree), faults: [] }
}

/** Checks the rules within an amount, and finds what the number is counted in by which it pays. */
function checkAmount(
  amount: Amount,
  dictionary: Dictionary,
  at: string,
): { unit: UnitCode | null; faults: readonly Fault[] } {
  const basis = basisOf(amount)
  if (basis === null) return { unit: null, faults: [] }
  const path = at + pointerStep(basis.name)
  const { tree, faults } = checkExpression(basis.expression, dictionary, { wanted: number(basis.unit), at: path })
  const unit = tree?.type.kind === 'number' ? tree.type.unit : null
  if (tree === null) return { unit, faults }
  if (amount.kind === 'tiers') return { unit, faults: tierFaults(amount, unit, at) }
  const isCounted = amount.kind !== 'per_head' || canPayEach(unit)
  return { unit, faults: isCounted ? [] : [{ path, words: words.eachOfMoney }] }
}

/** The rule by which an amount pays. */
function basisOf(amount: Amount): { name: string; expression: Expression; unit: UnitCode | null } | null {
  switch (amount.kind) {
    case 'none':
    case 'fixed':
      return null
    case 'rate':
      return { name: 'of', expression: amount.of, unit: 'fen' }
    case 'formula':
      return { name: 'fen', expression: amount.fen, unit: 'fen' }
    case 'per_head':
      return { name: 'heads', expression: amount.heads, unit: null }
    case 'tiers':
      return { name: 'of', expression: amount.of, unit: null }
  }
}

/** So much for each yuan or each percent makes no sense. */
const canPayEach = (unit: UnitCode | null): boolean => unit !== 'fen' && unit !== 'bp'

function tierFaults({ how, tiers }: Extract<Amount, { kind: 'tiers' }>, unit: UnitCode | null, at: string): Fault[] {
  return tiers.flatMap((tier, index): Fault[] => {
    const words = tierFault(tier, tiers[index - 1], how, unit)
    return words === null ? [] : [{ path: at + pointerStep('tiers') + pointerStep(index), words }]
  })
}

function tierFault(tier: Tier, below: Tier | undefined, how: string, unit: UnitCode | null): Words | null {
  const ways = [tier.fen, tier.each, tier.rate].filter((way) => way !== undefined)
  if (ways.length !== 1) return words.oneWay
  if (how === 'progressive' && tier.fen !== undefined) return words.noSum
  if (tier.rate !== undefined && unit !== 'fen') return words.rateOfMoney
  if (tier.each !== undefined && !canPayEach(unit)) return words.eachOfMoney
  return below && below.from >= tier.from ? words.rising : null
}

const words = {
  oneWay: {
    zh: '每档写一种给法:一笔金额、每单位金额或比率',
    en: 'A tier pays in exactly one way: a sum, so much for each, or a rate',
  },
  noSum: { zh: '累进的各档写比率或每单位金额', en: 'A progressive tier pays a rate or so much for each' },
  rateOfMoney: { zh: '比率只能用于金额', en: 'A rate can only be taken of an amount of money' },
  eachOfMoney: { zh: '按每单位给付只能用于人数、数量、面积', en: 'So much for each needs people, a number or an area' },
  rising: { zh: '各档应由低到高', en: 'Tiers must rise' },
} satisfies Record<string, Words>

/**
 * The amount written out in the language of rules, so that one meaning serves both. Each product is rounded half up to
 * the fen, so progressive tiers are rounded tier by tier.
 */
function amountExpression(amount: Amount, unit: UnitCode | null): Expression {
  const whole = bareExpression(amount, unit)
  const capped: Expression = 'cap' in amount && amount.cap !== undefined ? { min: [whole, { fen: amount.cap }] } : whole
  return { ifNone: [{ max: [capped, { fen: 0 }] }, { fen: 0 }] }
}

function bareExpression(amount: Amount, unit: UnitCode | null): Expression {
  switch (amount.kind) {
    case 'none':
      return { fen: 0 }
    case 'fixed':
      return { fen: amount.fen }
    case 'formula':
      return amount.fen
    case 'rate':
      return { share: [amount.of, { bp: amount.rate }] }
    case 'per_head':
      return payEach(amount.each, amount.heads, unit)
    case 'tiers':
      return amount.how === 'bracket' ? bracket(amount, unit) : progressive(amount, unit)
  }
}

/** Areas are paid by the ㎡, which is 100 dm². */
const payEach = (each: number, of: Expression, unit: UnitCode | null): Expression =>
  unit === 'dm2' ? { prorate: [{ fen: each }, of, { dm2: 100 }] } : { '*': [{ fen: each }, of] }

function payTier({ fen, each, rate }: Tier, of: Expression, unit: UnitCode | null): Expression {
  if (fen !== undefined) return { fen }
  return each !== undefined ? payEach(each, of, unit) : { share: [of, { bp: rate ?? 0 }] }
}

type Tiers = Extract<Amount, { kind: 'tiers' }>

const bracket = ({ of, tiers }: Tiers, unit: UnitCode | null): Expression =>
  tiers.reduce<Expression>((below, tier) => ({ if: [{ '>=': [of, tier.from] }, payTier(tier, of, unit), below] }), {
    fen: 0,
  })

function progressive({ of, tiers }: Tiers, unit: UnitCode | null): Expression {
  const parts = tiers.map((tier, index): Expression => {
    const next = tiers[index + 1]
    const below: Expression = next ? { min: [of, next.from] } : of
    return payTier(tier, { max: [{ '-': [below, tier.from] }, 0] }, unit)
  })
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { '+': parts }
}
