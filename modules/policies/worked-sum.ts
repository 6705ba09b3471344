import type { Words } from '../../kernel/contract/words.ts'
import { type Amount, compileAmount, type Sum, sumOf, type Tier } from './amount.ts'
import { eachWords, spanWords } from './amount-words.ts'
import type { CalendarDay } from './calendar-month.ts'
import { checkExpression } from './check.ts'
import { compileNumber } from './compile.ts'
import { factsOf } from './evaluate.ts'
import type { Expression } from './expression.ts'
import type { Dictionary } from './fact.ts'
import { phrase } from './phrases.ts'
import type { Row } from './row.ts'
import { quantityWords, type UnitCode } from './unit.ts'
import { number } from './value-type.ts'

/** How a sum comes about for one firm. */
export interface WorkedSum {
  /** "20 人 × 600 元 = 12,000 元", a line each. */
  readonly steps: readonly Words[]
  readonly sum: Sum
}

interface World {
  readonly dictionary: Dictionary
  readonly row: Row
  readonly today: CalendarDay
}

/** The facts that an amount reads; empty where it cannot be read itself. */
export function factsOfAmount(amount: Amount, dictionary: Dictionary): readonly string[] {
  const { plan } = compileAmount(amount, dictionary)
  return plan ? factsOf(plan.typed) : []
}

/** Works an amount out for a firm, step by step as far as its facts tell; null where the amount has faults. */
export function workedSum(amount: Amount, world: World): WorkedSum | null {
  const sum = paidBy(amount, world)
  if (sum === null) return null
  const steps = sum.exact ? [...ownSteps(amount, world), ...capped(amount, world)] : []
  return { steps, sum }
}

function paidBy(amount: Amount, { dictionary, row, today }: World): Sum | null {
  const { plan } = compileAmount(amount, dictionary)
  return plan && sumOf(plan, row, today)
}

const money = (fen: number): Words => quantityWords(fen, 'fen')
const paid = (amount: Amount, world: World): Words => money(paidBy(amount, world)?.from ?? 0)

/** A number of the firm that is known exactly; null where it is none or not known. */
function knownValue(expression: Expression, { dictionary, row, today }: World) {
  const { tree } = checkExpression(expression, dictionary, { wanted: number(null) })
  if (tree?.type.kind !== 'number') return null
  const value = compileNumber(tree).read(row, today)
  return typeof value === 'number' ? { value, unit: tree.type.unit, words: phrase(tree, dictionary) } : null
}

const equation = (left: Words, sign: string, right: Words, result: Words): Words => ({
  zh: `${left.zh} ${sign} ${right.zh} = ${result.zh}`,
  en: `${left.en} ${sign} ${right.en} = ${result.en}`,
})

function ownSteps(amount: Amount, world: World): Words[] {
  switch (amount.kind) {
    case 'none':
    case 'fixed':
      return []
    case 'per_head':
    case 'rate': {
      const expression = amount.kind === 'rate' ? amount.of : amount.heads
      const of = knownValue(expression, world)
      if (of === null) return [noneStep]
      const by = amount.kind === 'rate' ? quantityWords(amount.rate, 'bp') : eachWords(amount.each, of.unit)
      return [equation(quantityWords(of.value, of.unit), '×', by, paid(withoutCap(amount), world))]
    }
    case 'tiers':
      return tierSteps(amount, world)
    case 'formula':
      return sumSteps(amount.fen, world)
  }
}

const noneStep: Words = { zh: '所依据的信息为「没有」，不给付', en: 'What it goes by is none: nothing is paid' }

function withoutCap(amount: Amount): Amount {
  if (!('cap' in amount)) return amount
  const { cap: _, ...rest } = amount
  return rest
}

function capped(amount: Amount, world: World): Words[] {
  if (!('cap' in amount) || amount.cap === undefined) return []
  const whole = paidBy(withoutCap(amount), world)
  if (whole === null || whole.from <= amount.cap) return []
  const [over, most] = [money(whole.from), money(amount.cap)]
  return [{ zh: `${over.zh}超过封顶，按 ${most.zh}`, en: `${over.en} is above the cap: ${most.en}` }]
}

type Tiers = Extract<Amount, { kind: 'tiers' }>

function tierSteps({ of: expression, how, tiers }: Tiers, world: World): Words[] {
  const of = knownValue(expression, world)
  if (of === null) return [noneStep]
  const { value, unit } = of
  const reached = tiers.flatMap((tier, index) => (value >= tier.from ? [{ tier, index }] : []))
  const shown = how === 'bracket' ? reached.slice(-1) : reached
  if (shown.length === 0) {
    const own = quantityWords(value, unit)
    return [{ zh: `${own.zh}低于第一档，不给付`, en: `${own.en} is below the first tier: nothing is paid` }]
  }
  return shown.map(({ tier, index }) => {
    const next = tiers[index + 1]?.from
    const span = spanWords(tier.from, next, unit)
    const part = how === 'bracket' ? value : Math.min(value, next ?? value) - tier.from
    const within: Expression = next === undefined ? expression : { min: [expression, next] }
    const one: Tiers = { kind: 'tiers', of: how === 'bracket' ? expression : within, how, tiers: [tier] }
    const step = tierStep(tier, part, unit, paid(one, world))
    return { zh: `${span.zh}：${step.zh}`, en: `${span.en}: ${step.en}` }
  })
}

function tierStep({ fen, each, rate }: Tier, part: number, unit: UnitCode | null, result: Words): Words {
  if (fen !== undefined) return result
  const by = each !== undefined ? eachWords(each, unit) : quantityWords(rate ?? 0, 'bp')
  return equation(quantityWords(part, unit), '×', by, result)
}

/** A sum is told part by part, other calculations by their parts' values. */
function sumSteps(fen: Expression, world: World): Words[] {
  const [[name, argument] = ['', null]] = typeof fen === 'object' ? Object.entries(fen) : []
  if (!['+', 'min', 'max'].includes(name) || !Array.isArray(argument)) return []
  return argument.flatMap((part: Expression): Words[] => {
    const { tree } = checkExpression(part, world.dictionary, { wanted: number('fen') })
    const value = knownValue(part, world)
    if (tree === null || value === null || tree.node === 'literal') return []
    const [words, own] = [phrase(tree, world.dictionary), money(value.value)]
    return [{ zh: `${words.zh} = ${own.zh}`, en: `${words.en} = ${own.en}` }]
  })
}
