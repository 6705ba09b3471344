import type { CalendarDay } from './calendar-month.ts'
import { walk } from './evaluate.ts'
import { boundsOf, type FactSpec } from './fact.ts'
import { type Cell, firstDay, lastDay } from './row.ts'
import type { Typed, TypedCall } from './typed.ts'

/** So many answers to one question are tried at most. */
const mostAnswers = 120

/**
 * Answers to a question that can make a difference to some rules: every option, each limit that the rules name with its
 * neighbours, and a few sizes in between. Not all that a firm may answer, but one of each sort.
 */
export function answersOf(fact: FactSpec, rules: readonly Typed[], today: CalendarDay): Cell[] {
  const told = [...new Set(ownAnswers(fact, rules, today))].slice(0, mostAnswers)
  return fact.mayBeNone ? [...told, null] : told
}

function ownAnswers(fact: FactSpec, rules: readonly Typed[], today: CalendarDay): Cell[] {
  const { type } = fact
  switch (type.kind) {
    case 'boolean':
      return [true, false]
    case 'choice':
      return type.options.map(({ code }) => code)
    case 'number': {
      const { min, max } = boundsOf(type)
      return within(min, max, [...limitsBeside(fact, rules).flatMap(around), ...sizes, min, max])
    }
    case 'day':
      return within(firstDay, lastDay, daysBeside(fact, rules, today))
    case 'code':
      return [...codesBeside(fact, rules).flat(), other]
    case 'codes':
      return [...codesBeside(fact, rules), []]
  }
}

/** A code that no rule names. */
const other = '-'
const sizes = [0, 1, ...Array.from({ length: 15 }, (_, power) => 10 ** (power + 1))]

const around = (limit: number): number[] => [limit - 1, limit, limit + 1]
const within = (min: number, max: number, all: readonly number[]): number[] =>
  all.filter((value) => value >= min && value <= max)

/** The operators that stand around a fact, innermost last. */
function callsAround(fact: FactSpec, rules: readonly Typed[]): TypedCall[] {
  const found: TypedCall[] = []
  const visit = (typed: Typed): boolean => {
    if (typed.node === 'fact') return typed.fact.key === fact.key
    if (typed.node !== 'call') return false
    const holds = typed.args.map(visit).some((inside) => inside)
    if (holds && typed.type.kind === 'boolean' && !isGroup(typed)) found.push(typed)
    return holds && !isGroup(typed)
  }
  for (const rule of rules) visit(rule)
  return found
}

const isGroup = ({ operator }: TypedCall): boolean => operator === 'and' || operator === 'or' || operator === 'not'

/** Numbers that stand in one condition with a fact. */
const limitsBeside = (fact: FactSpec, rules: readonly Typed[]): number[] =>
  literalsIn(callsAround(fact, rules), (typed) => typed.type.kind === 'number')

function literalsIn(calls: readonly TypedCall[], isWanted: (typed: Typed) => boolean): number[] {
  const found: number[] = []
  for (const call of calls)
    walk(call, (typed) => {
      if (typed.node === 'literal' && typeof typed.value === 'number' && isWanted(typed)) found.push(typed.value)
    })
  return found
}

/** The days that rules name, and those so many months or days ago; months are met in their middle. */
function daysBeside(fact: FactSpec, rules: readonly Typed[], today: CalendarDay): number[] {
  const calls = callsAround(fact, rules)
  const named = literalsIn(calls, ({ type }) => type.kind === 'day')
  const months = literalsIn(calls, ({ type }) => type.kind === 'number' && type.unit === 'month')
  const days = literalsIn(calls, ({ type }) => type.kind === 'number' && type.unit === 'day')
  const { number } = today
  return [
    ...named.flatMap(around),
    ...days.flatMap((limit) => around(number - limit)),
    ...months.flatMap((limit) => around(limit).map((month) => Math.round(number - (month + 0.5) * 30.44))),
    number,
    number - 30,
    number - 365,
    number - 3_650,
  ]
}

/** Lists of codes that stand in one condition with a fact. */
function codesBeside(fact: FactSpec, rules: readonly Typed[]): string[][] {
  const found: string[][] = []
  for (const call of callsAround(fact, rules))
    for (const part of call.args) {
      if (part.node === 'codes') found.push([...part.codes])
      if (part.node === 'literal' && typeof part.value === 'string') found.push([part.value])
    }
  return found
}
