import type { Dictionary } from '../../fact.ts'
import type { UnitCode } from '../../unit.ts'
import {
  type Calc,
  type CalcOperator,
  type Call,
  type Comparison,
  calcOf,
  comparisonsFor,
  kindOf,
  type Line,
  leadingFact,
  valuesOf,
} from './form.ts'

// What a part of the form is when one begins it, and what of it stays when one changes one's mind.

const noFact: Calc = { kind: 'fact', fact: '' }
const noNumber: Calc = { kind: 'number', text: '', unit: null }

/** Operators that take as many parts as one likes. */
export const isSeveral = (operator: CalcOperator): boolean => ['+', '*', 'min', 'max'].includes(operator)

/** "Months since a day": a fact of its own in the list. */
export function sinceOf({ operator, args }: Call): { in: 'months' | 'days'; fact: string } | null {
  const day = calcOf(args[0])
  if (day?.kind !== 'fact') return null
  if (operator === 'monthsSince') return { in: 'months', fact: day.fact }
  return operator === 'daysSince' ? { in: 'days', fact: day.fact } : null
}

export const sinceCalc = (unit: 'months' | 'days', fact: string): Call => ({
  kind: 'call',
  operator: `${unit}Since`,
  args: [{ kind: 'fact', fact }],
})

/** A calculation of what stood there before. */
export function blankCall(operator: CalcOperator, before: Calc, around: UnitCode | null): Call {
  const parts = before.kind === 'call' ? before.args.map(calcOf).filter((part) => part !== undefined) : [before]
  // A number that nobody typed is no part: one is asked what stands there.
  const kept = parts.map((part) => (part.kind === 'number' && part.text === '' ? noFact : part))
  const [first = noFact, second = noFact, third = noFact] = kept
  const fixed = (part: Calc) => (part.kind === 'number' ? part : noNumber)
  const call = (...args: Call['args']): Call => ({ kind: 'call', operator, args })
  switch (operator) {
    case 'share':
    case 'round':
    case 'roundDown':
    case 'roundUp':
    case 'ifNone':
      return call(first, fixed(second))
    case 'prorate':
      return call(first, second, third)
    case 'if':
      return call(alwaysLine, first, around === null ? second : { kind: 'number', text: '', unit: around })
    case 'monthsSince':
    case 'daysSince':
      return call(first)
    case '-':
    case '/':
    case 'ratio':
      return call(first, second)
    default:
      return kept.length > 1 ? call(...kept) : call(first, second)
  }
}

const alwaysLine: Line = { kind: 'line', left: noFact, comparison: 'yes', right: [], codes: [] }

/** A row about something, with its first comparison. */
export function blankLine(left: Calc, dictionary: Dictionary): Line {
  const comparison = comparisonsFor(left, dictionary)[0] ?? 'yes'
  return withComparison({ kind: 'line', left, comparison, right: [], codes: [] }, comparison, dictionary)
}

/** A new row begins with the first fact. */
export const newLine = (dictionary: Dictionary): Line =>
  blankLine({ kind: 'fact', fact: dictionary.facts[0]?.key ?? '' }, dictionary)

/** Another comparison: what was typed stays where it can. */
export function withComparison(line: Line, comparison: Comparison, dictionary: Dictionary): Line {
  const many = valuesOf(comparison)
  const kind = kindOf(line.left, dictionary)
  const blank: Calc = kind === 'number' ? noNumber : { kind: 'text', text: '' }
  const [first, second] = line.right
  const code = first?.kind === 'text' ? first.text : ''
  if (many === 'list')
    return { ...line, comparison, right: [], codes: line.codes.length > 0 || !code ? line.codes : [code] }
  const [one] = line.codes
  const only: Calc = first ?? (one === undefined ? blank : { kind: 'text', text: one })
  const right = many === 0 ? [] : many === 1 ? [only] : [only, second ?? blank]
  return { ...line, comparison, right, codes: [] }
}

/** Another thing to compare: numbers that were typed stay if it is a number too. */
export function withLeft(line: Line, left: Calc, dictionary: Dictionary): Line {
  const offered = comparisonsFor(left, dictionary)
  const [before, after] = [kindOf(line.left, dictionary), kindOf(left, dictionary)]
  const codes = (calc: Calc) => {
    const type = leadingFact(calc, dictionary)?.type
    return type && 'scheme' in type ? type.scheme : type?.kind === 'choice' ? JSON.stringify(type.options) : ''
  }
  const isAlike = before === after && codes(line.left) === codes(left) && offered.includes(line.comparison)
  return isAlike ? { ...line, left } : blankLine(left, dictionary)
}
