// The same conditions in json-rules-engine, as its documentation says to use it: one engine with all rules, run for each firm.
import { Almanac, Engine, Fact, type RuleProperties } from 'json-rules-engine'
import type { Expression } from '../modules/policies/expression.ts'
import type { Facts } from '../modules/policies/fact.ts'

type Conditions = RuleProperties['conditions']
type Condition = Extract<Conditions, { all: unknown }>['all'][number]

const comparing: Readonly<Record<string, string>> = {
  '==': 'equal',
  '!=': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
  in: 'in',
}

/** One condition of ours in its words. Throws for what it cannot say with its own operators. */
function translated(rule: Expression): Condition {
  if (typeof rule !== 'object') throw new Error(`cannot be translated: ${JSON.stringify(rule)}`)
  const [[name, inner] = ['', null]] = Object.entries(rule) as [string, unknown][]
  if (name === 'fact') return { fact: String(inner), operator: 'equal', value: true }
  const args = (Array.isArray(inner) ? inner : [inner]) as Expression[]
  if (name === 'and') return { all: args.map(translated) }
  if (name === 'or') return { any: args.map(translated) }
  if (name === 'not') return { not: translated(args[0] as Expression) }
  const [of, value, highest] = args as [{ fact: string }, unknown, unknown]
  if (name === 'between')
    return {
      all: [
        { fact: of.fact, operator: 'greaterThanInclusive', value },
        { fact: of.fact, operator: 'lessThanInclusive', value: highest },
      ],
    }
  if (name === 'hasAny' && Array.isArray(value) && value.length === 1)
    return { fact: of.fact, operator: 'contains', value: value[0] }
  const operator = comparing[name]
  if (operator === undefined) throw new Error(`cannot be translated: ${name}`)
  return { fact: of.fact, operator, value }
}

const topLevel = (condition: Condition): Conditions => ('fact' in condition ? { all: [condition] } : condition)

/** How the facts of a firm are handed over: as a plain object (they are cached by key), or as facts without a cache. */
export const handings = ['cached', 'uncached'] as const
export type Handing = (typeof handings)[number]

/** Runs all rules for a firm. @returns the positions of those that it fits. */
export type RunFirm = (facts: Facts, handing: Handing) => Promise<Set<number>>

export function rulesEngine(rules: readonly Expression[]): RunFirm {
  const engine = new Engine(
    rules.map((rule, index) => ({
      name: String(index),
      conditions: topLevel(translated(rule)),
      event: { type: String(index) },
    })),
  )
  return async (facts, handing) => {
    const { events } = await (handing === 'cached' ? engine.run(facts) : engine.run({}, { almanac: uncached(facts) }))
    return new Set(events.map(({ type }) => Number(type)))
  }
}

function uncached(facts: Facts): Almanac {
  const almanac = new Almanac()
  for (const [key, value] of Object.entries(facts)) almanac.addFact(new Fact(key, value, { cache: false }))
  return almanac
}
