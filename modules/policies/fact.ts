import { type Static, Type } from 'typebox'
import { WordsSchema } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { unitCodes } from './unit.ts'
import { most } from './whole-number.ts'

/** Codes as registers write them: GB/T 4754 with its section letter (I6513), places by their 区划代码 (530103001). */
export const CodeSchema = Type.String({ pattern: '^[A-Za-z0-9._-]{1,32}$' })

/** What values a fact takes. Bounds of numbers are promises on which rules conclude: no firm has fewer than 0 staff. */
export const FactTypeSchema = Type.Union([
  Type.Object({
    kind: Type.Literal('number'),
    unit: Type.Enum(unitCodes),
    /** The smallest and largest value, 0 and no bound unless said. */
    min: Type.Optional(Type.Integer({ minimum: -most, maximum: most })),
    max: Type.Optional(Type.Integer({ minimum: -most, maximum: most })),
  }),
  /** `yes` and `no` are what is said of a firm: "is a head office", "is not a head office". */
  Type.Object({ kind: Type.Literal('boolean'), yes: WordsSchema, no: WordsSchema }),
  Type.Object({
    kind: Type.Literal('choice'),
    options: Type.Array(Type.Object({ code: CodeSchema, name: WordsSchema }), { minItems: 2, maxItems: 50 }),
  }),
  Type.Object({ kind: Type.Literal('day') }),
  /** Codes of one scheme may be compared: where a firm is registered with where it works. */
  Type.Object({ kind: Type.Literal('code'), scheme: CodeSchema }),
  Type.Object({ kind: Type.Literal('codes'), scheme: CodeSchema }),
])
export type FactType = Static<typeof FactTypeSchema>

/** One fact of a firm that rules may read. */
export const FactSpec = Type.Object({
  key: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,39}$' }),
  /** As it stands within a sentence: "在职人数", "number of staff". */
  name: WordsSchema,
  /** What to ask the firm when it is not known. */
  question: WordsSchema,
  /** Asked last, shown to few: revenue, taxes, debts. */
  sensitive: Type.Boolean(),
  /** Whether "none" is an answer (a firm without a loan has no loan rate). Never for yes and no. */
  mayBeNone: Type.Boolean(),
  type: FactTypeSchema,
})
export type FactSpec = Static<typeof FactSpec>

/** A known value: a day is written 'YYYY-MM-DD', a choice by its option's code. */
export type FactValue = number | boolean | string | readonly string[]

/** What is known of a firm, by the facts' keys. `null`: known that there is none. Absent: not known. */
export type Facts = Readonly<Record<string, FactValue | null>>

/** The facts that rules may read, each with its slot in a firm's row, and the names of codes. */
export interface Dictionary {
  readonly facts: readonly FactSpec[]
  readonly slots: ReadonlyMap<string, number>
  readonly codes: CodeNames
}

/** Names of codes by scheme; a code without a name is shown as it is. */
export type CodeNames = Readonly<Record<string, Readonly<Record<string, Words>>>>

/** Orders facts into a dictionary. Throws a RangeError if two have one key, or yes and no may be none. */
export function dictionaryOf(facts: readonly FactSpec[], codes: CodeNames = {}): Dictionary {
  const slots = new Map(facts.map(({ key }, slot) => [key, slot]))
  if (slots.size < facts.length) throw new RangeError('two facts have one key')
  const vague = facts.find(({ type, mayBeNone }) => type.kind === 'boolean' && mayBeNone)
  if (vague) throw new RangeError(`${vague.key} is yes or no and cannot be none`)
  return { facts, slots, codes }
}

/** The fact with a key, if there is one. */
export function factOf(dictionary: Dictionary, key: string): FactSpec | undefined {
  const slot = dictionary.slots.get(key)
  return slot === undefined ? undefined : dictionary.facts[slot]
}

/** The smallest and the largest value of a number. */
export const boundsOf = (
  type: Extract<FactType, { kind: 'number' }>,
): { readonly min: number; readonly max: number } => ({
  min: type.min ?? 0,
  max: type.max ?? most,
})
