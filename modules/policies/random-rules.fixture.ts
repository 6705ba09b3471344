import fc from 'fast-check'
import type { Expression } from './expression.ts'
import { dictionaryOf, type FactSpec, type Facts, type FactType, type FactValue } from './fact.ts'
import type { UnitCode } from './unit.ts'

/** A small world: facts with so few values that every completion of what is missing can be tried. */
interface SmallFact {
  readonly spec: FactSpec
  readonly values: readonly (FactValue | null)[]
}

function small(key: string, type: FactType, values: readonly FactValue[], mayBeNone = false): SmallFact {
  const name = { zh: key, en: key }
  const spec: FactSpec = { key, name, question: name, sensitive: false, mayBeNone, type }
  return { spec, values: mayBeNone ? [...values, null] : values }
}

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const counted = (key: string, unit: UnitCode, min: number, max: number, mayBeNone = false) =>
  small(key, { kind: 'number', unit, min, max }, upTo(min, max), mayBeNone)
const yesNo = (key: string) =>
  small(key, { kind: 'boolean', yes: { zh: key, en: key }, no: { zh: `非${key}`, en: `not ${key}` } }, [true, false])
const oneOf = (key: string, options: readonly string[], mayBeNone = false) =>
  small(
    key,
    { kind: 'choice', options: options.map((code) => ({ code, name: { zh: code, en: code } })) },
    options,
    mayBeNone,
  )

export const today = '2026-02-28'
/** Days around month ends; all other days are possible as well, so completions by these are a sample. */
const days = ['2026-03-31', '2026-02-28', '2026-01-31', '2026-01-28', '2025-12-31', '2024-02-29', '1900-05-05']

const smallFacts: readonly SmallFact[] = [
  counted('staff', 'person', 0, 3),
  counted('openings', 'person', 0, 2, true),
  counted('revenue', 'fen', 0, 3),
  counted('balance', 'fen', -2, 1, true),
  counted('rate', 'bp', 4_999, 5_001),
  yesNo('isNew'),
  yesNo('isHead'),
  oneOf('sizeClass', ['micro', 'small', 'large']),
  oneOf('purpose', ['research', 'other'], true),
  small('foundedOn', { kind: 'day' }, days),
  small('listedOn', { kind: 'day' }, days, true),
  small('registered', { kind: 'code', scheme: 'place' }, ['5301', '530103', '44'], true),
  small('operating', { kind: 'code', scheme: 'place' }, ['5301', '530103', '44'], true),
  small('certificates', { kind: 'codes', scheme: 'certificate' }, [[], ['x'], ['y', 'z'], ['x', 'y', 'z']], true),
]

export const smallDictionary = dictionaryOf(smallFacts.map(({ spec }) => spec))
const valuesOf = (key: string) => smallFacts.find(({ spec }) => spec.key === key)?.values ?? []

/** A firm of which everything is known. */
export const fullFirms: fc.Arbitrary<Facts> = fc.record(
  Object.fromEntries(smallFacts.map(({ spec, values }) => [spec.key, fc.constantFrom(...values)])),
)

/** A firm of which some facts are not known. */
export const firms: fc.Arbitrary<Facts> = fc
  .tuple(fullFirms, fc.array(fc.boolean(), { minLength: smallFacts.length, maxLength: smallFacts.length }))
  .map(([facts, known]) => Object.fromEntries(Object.entries(facts).filter((_, index) => known[index])))

/** Every way to complete some facts of a firm. */
export function completions(facts: Facts, keys: readonly string[]): Facts[] {
  const [key, ...more] = keys
  if (key === undefined) return [facts]
  const rest = completions(facts, more)
  if (facts[key] !== undefined) return rest
  return valuesOf(key).flatMap((value) => rest.map((completed) => ({ ...completed, [key]: value })))
}

type Parts = Record<'condition' | 'fen' | 'person' | 'bp' | 'day', Expression>

/** A call whose operator is drawn too. */
const call = (operator: string, args: unknown): Expression => ({ [operator]: args }) as unknown as Expression
const fact = (key: string): Expression => ({ fact: key })
const factsOfUnit = { fen: ['revenue', 'balance'], person: ['staff', 'openings'], bp: ['rate'] } as const
const comparisons = ['==', '!=', '<', '<=', '>', '>='] as const

/** Shared by all kinds of parts, so that the whole stays within the limits. */
const depthIdentifier = fc.createDepthIdentifier()

const rules = fc.letrec<Parts>((tie) => {
  const pair = (of: keyof Parts) => fc.tuple(tie(of), tie(of))
  const measure = (unit: keyof typeof factsOfUnit, literals: fc.Arbitrary<number>, extra: fc.Arbitrary<Expression>[]) =>
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 5, depthIdentifier },
      fc.constantFrom(...factsOfUnit[unit].map(fact)),
      literals.map((value) => ({ [unit]: value }) as Expression),
      pair(unit).map((args) => ({ '+': args })),
      pair(unit).map((args) => ({ '-': args })),
      fc.tuple(tie(unit), literals).map((args) => ({ min: args })),
      pair(unit).map((args) => ({ max: args })),
      fc.tuple(tie(unit), fc.integer({ min: -2, max: 3 })).map((args) => ({ '*': args })),
      fc
        .tuple(tie(unit), unit === 'person' ? fc.integer({ min: -1, max: 2 }) : tie('person'))
        .map((args) => ({ '/': args })),
      fc.tuple(tie(unit), tie('bp')).map((args) => ({ share: args })),
      fc.tuple(tie(unit), tie('person'), tie('person')).map((args) => ({ prorate: args })),
      ...(['round', 'roundDown', 'roundUp'] as const).map((name) =>
        fc.tuple(tie(unit), fc.integer({ min: 1, max: 3 })).map((args) => call(name, args)),
      ),
      fc.tuple(tie('condition'), tie(unit), tie(unit)).map((args) => ({ if: args })),
      pair(unit).map((args) => ({ ifNone: args })),
      ...extra,
    )
  const compared = (of: 'fen' | 'person' | 'bp' | 'day') =>
    fc.tuple(fc.constantFrom(...comparisons), pair(of)).map(([operator, args]) => call(operator, args))
  return {
    fen: measure('fen', fc.integer({ min: -3, max: 4 }), [
      fc.tuple(tie('fen'), tie('person')).map((args) => ({ '*': args })),
    ]),
    person: measure('person', fc.integer({ min: -1, max: 4 }), []),
    bp: measure('bp', fc.constantFrom(0, 4_999, 5_000, 10_000, -1), [
      pair('fen').map((args) => ({ ratio: args })),
      pair('person').map((args) => ({ ratio: args })),
    ]),
    day: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 5, depthIdentifier },
      fc.constantFrom(fact('foundedOn'), fact('listedOn')),
      fc
        .tuple(tie('condition'), fc.constant(fact('foundedOn')), fc.constant(fact('listedOn')))
        .map((args) => ({ if: args })),
      fc.tuple(fc.constant(fact('listedOn')), fc.constantFrom<Expression>(...days)).map((args) => ({ ifNone: args })),
    ),
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 5, depthIdentifier },
      fc.constantFrom<Expression>(fact('isNew'), fact('isHead'), true, false),
      compared('fen'),
      compared('person'),
      compared('bp'),
      compared('day'),
      fc.tuple(tie('fen'), tie('fen'), tie('fen')).map((args) => ({ between: args })),
      fc
        .tuple(fc.constantFrom('<', '<=', '>', '>=', '==' as const), tie('day'), fc.integer({ min: -2, max: 30 }))
        .map(([operator, day, limit]) => call(operator, [{ monthsSince: day }, limit])),
      fc
        .tuple(tie('day'), fc.integer({ min: -40, max: 60 }))
        .map(([day, limit]) => ({ '>': [{ daysSince: day }, limit] })),
      fc
        .tuple(fc.constantFrom(...comparisons.slice(0, 2)), fc.constantFrom('micro', 'large'))
        .map(([operator, code]) => call(operator, [fact('sizeClass'), code])),
      fc.constantFrom<Expression>(
        { '==': [fact('registered'), fact('operating')] },
        { '!=': [fact('registered'), fact('operating')] },
        { in: [fact('sizeClass'), ['micro', 'small', 'large']] },
        { in: [fact('purpose'), ['research', 'other']] },
        { in: [fact('purpose'), ['research']] },
        { in: [fact('registered'), ['5301', '44']] },
        { startsWith: [fact('registered'), '5301'] },
        { startsWith: [fact('operating'), ['44', '53']] },
        { hasAny: [fact('certificates'), ['x', 'y']] },
        { hasAll: [fact('certificates'), ['y', 'z']] },
        { isNone: fact('openings') },
        { isNone: [fact('purpose')] },
        { isNone: fact('certificates') },
        { isNone: fact('staff') },
      ),
      tie('fen').map((of) => ({ isNone: of })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((args) => ({ and: args })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((args) => ({ or: args })),
      tie('condition').map((of) => ({ not: of })),
    ),
  }
})

/** Well-typed conditions over the small world. */
export const randomConditions = rules.condition
/** Well-typed calculations of money over the small world. */
export const randomSums = rules.fen
