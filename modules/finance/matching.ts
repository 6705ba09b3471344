import { Check, Errors } from 'typebox/value'
import type { Words } from '../../kernel/contract/words.ts'
import { dayNumberFrom } from '../../kernel/time/day.ts'
import type { Expression, Verdict } from '../policies/contract.ts'
import {
  type Asking,
  type CalendarDay,
  checkExpression,
  compileAmount,
  compileCondition,
  type Dictionary,
  evaluate,
  explain,
  type Fault,
  factsRead,
  isOpenOn,
  limits,
  punctuated,
  type Row,
} from '../policies/public.ts'
import { ProductSpec } from './product.ts'
import { type Interest, yearlyInterest } from './want.ts'
import { isWantFact } from './want-facts.ts'

/** A product whose rules were checked and compiled: made once, used for every want. */
export interface Product extends Asking {
  readonly spec: ProductSpec
  readonly dictionary: Dictionary
  /** Facts of the firm that its conditions read: what a bank is told, and nothing else. */
  readonly reads: readonly string[]
}

export type OpenedProduct =
  | { readonly product: Product; readonly faults: readonly [] }
  | { readonly product: null; readonly faults: readonly Fault[] }

/** What a product asks of a want and its firm as one condition: its ranges first, then what the bank wrote. */
export function wholeCondition(spec: ProductSpec): Expression {
  const own: readonly Expression[] = [
    { in: [{ fact: 'wantUse' }, [...spec.uses]] },
    { between: [{ fact: 'wantAmount' }, spec.amountFromFen, spec.amountToFen] },
    { between: [{ fact: 'wantMonths' }, spec.monthsFrom, spec.monthsTo] },
  ]
  return { and: spec.conditions === true ? own : [...own, spec.conditions] }
}

/** The ranges and the `and` around them are ours, not the writer's. */
const within = { depth: limits.depth + 1, nodes: limits.nodes + 20, codes: limits.codes + 20 }

/** Checks a product of any origin against the facts there are, and compiles it. Nothing throws: all faults are told. */
export function openProduct(code: string, spec: unknown, dictionary: Dictionary): OpenedProduct {
  if (!Check(ProductSpec, spec)) return { product: null, faults: shapeFaults(spec) }
  const faults = [...checkExpression(spec.conditions, dictionary, { at: '/conditions' }).faults, ...rangeFaults(spec)]
  if (faults.length > 0) return { product: null, faults }
  const { tree, faults: own } = checkExpression(wholeCondition(spec), dictionary, { within })
  const worth = compileAmount({ kind: 'fixed', fen: 0 }, dictionary)
  if (tree === null || worth.plan === null) return { product: null, faults: own }
  const product: Product = {
    code,
    spec,
    dictionary,
    condition: compileCondition(tree),
    amount: worth.plan,
    reads: factsRead(tree).filter((key) => !isWantFact(key)),
    from: dayNumberFrom(spec.validFrom),
    until: spec.validUntil === null ? Number.POSITIVE_INFINITY : dayNumberFrom(spec.validUntil),
  }
  return { product, faults: [] }
}

const shapeFaults = (spec: unknown): Fault[] =>
  Errors(ProductSpec, spec)
    .slice(0, 20)
    .map(({ instancePath, message }) => ({
      path: instancePath,
      words: { zh: `填写不完整或格式不对（${message}）`, en: `Incomplete or of a wrong form (${message})` },
    }))

function rangeFaults(spec: ProductSpec): Fault[] {
  const wrong = (bad: boolean, path: string, zh: string, en: string): Fault[] =>
    bad ? [{ path, words: { zh, en } }] : []
  return [
    ...wrong(
      spec.amountToFen < spec.amountFromFen,
      '/amountToFen',
      '最高额度低于最低额度',
      'Less than the least amount',
    ),
    ...wrong(spec.monthsTo < spec.monthsFrom, '/monthsTo', '最长期限短于最短期限', 'Shorter than the shortest term'),
    ...wrong(spec.rateToBp < spec.rateFromBp, '/rateToBp', '最高利率低于最低利率', 'Below the lowest rate'),
    ...wrong(
      spec.validUntil !== null && spec.validUntil <= spec.validFrom,
      '/validUntil',
      '失效日应晚于生效日',
      'It must end after it begins',
    ),
  ]
}

export interface Match {
  readonly product: Product
  readonly verdict: Verdict
  /** What stands against it, in words. */
  readonly failed: readonly Words[]
  /** Unknown facts that can still change the verdict. */
  readonly missing: readonly string[]
  readonly interest: Interest
}

/** What a product says of a want. `row` holds the facts of the firm and of the want. */
export function match(product: Product, row: Row, amountFen: number, today: CalendarDay): Match {
  const { spec, dictionary, condition } = product
  const interest = yearlyInterest(amountFen, spec.rateFromBp, spec.rateToBp)
  if (!isOpenOn(product, today)) return { product, verdict: 'unfit', failed: [notInForce], missing: [], interest }
  const { verdict, failed, missing } = evaluate(condition, row, today)
  return {
    product,
    verdict,
    failed: failed.map((typed) => punctuated(explain(typed, dictionary).words)),
    missing,
    interest,
  }
}

const notInForce: Words = { zh: '这项产品不在有效期内', en: 'The product is not offered today' }

const rank: Readonly<Record<Verdict, number>> = { fits: 0, unknown: 1, unfit: 2 }

/** What fits comes first, then what may; the lower rate first; at one rate what is certain: a narrower range, fewer open facts. */
export function byWorth(a: Match, b: Match): number {
  const [one, other] = [a.product.spec, b.product.spec]
  return (
    rank[a.verdict] - rank[b.verdict] ||
    one.rateFromBp - other.rateFromBp ||
    one.rateToBp - other.rateToBp ||
    a.missing.length - b.missing.length ||
    a.failed.length - b.failed.length ||
    a.product.code.localeCompare(b.product.code)
  )
}
