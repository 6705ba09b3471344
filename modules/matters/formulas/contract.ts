import { type Static, Type } from 'typebox'
import { endpoint, nullable } from '../../../kernel/contract/endpoint.ts'
import { Instant, WordsSchema } from '../../../kernel/contract/ids.ts'

/** 0: as delivered. */
const Version = Type.Integer({ minimum: 0, maximum: 100_000 })
const Name = Type.Object({
  zh: Type.String({ minLength: 1, maxLength: 20, pattern: '\\S' }),
  en: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
})
const Meaning = Type.Object({ zh: Type.String({ maxLength: 200 }), en: Type.String({ maxLength: 300 }) })
/** Codes of conditions; which there are: `conditions` of the list. */
const Conditions = Type.Array(Type.String({ maxLength: 40 }), { maxItems: 8, uniqueItems: true })

/** A formula as a tenant writes it: what is counted, of what, what is left out, what counts in part, whence it comes. */
export const FormulaSpec = Type.Object({
  name: Name,
  meaning: Meaning,
  numerator: Conditions,
  /** null: a plain count. */
  denominator: nullable(Conditions),
  exclusions: Conditions,
  partly: nullable(Type.Object({ conditions: Conditions, percent: Type.Integer({ minimum: 1, maximum: 99 }) })),
  source: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
  /** On the board; one that is not shown keeps its versions. */
  shown: Type.Boolean(),
})
export type FormulaSpec = Static<typeof FormulaSpec>

export const FormulaVersion = Type.Object({
  /** 0: as delivered. */
  version: Type.Integer(),
  spec: FormulaSpec,
  /** null: as delivered. */
  validFrom: nullable(Instant),
  savedAt: nullable(Instant),
  author: nullable(Type.String()),
  note: nullable(Type.String()),
  returnsTo: nullable(Type.Integer()),
})
export type FormulaVersion = Static<typeof FormulaVersion>

export const FormulaView = Type.Object({
  code: Type.String(),
  /** Other numbers are made of it: it stays as delivered. */
  fixed: Type.Boolean(),
  inForce: Type.Integer(),
  /** The newest first. */
  versions: Type.Array(FormulaVersion, { minItems: 1 }),
})
export type FormulaView = Static<typeof FormulaView>

const code = Type.Object({ code: Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' }) })
const Note = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

export const listFormulas = endpoint({
  id: 'matters.formulas',
  method: 'GET',
  path: '/api/formulas',
  summary: { zh: '指标公式', en: 'Formulas of figures' },
  response: Type.Object({
    formulas: Type.Array(FormulaView),
    /** What formulas are put together from. */
    conditions: Type.Array(Type.Object({ code: Type.String(), words: WordsSchema })),
  }),
})

const Tried = Type.Object({
  numerator: Type.Integer(),
  denominator: nullable(Type.Integer()),
  excluded: Type.Integer(),
  partly: Type.Integer(),
  value: nullable(Type.Number()),
})
export type Tried = Static<typeof Tried>

/** What a formula would have come to last month, beside the one in force; nothing is written. */
export const tryFormula = endpoint({
  id: 'matters.try_formula',
  method: 'POST',
  path: '/api/formulas/trial',
  summary: { zh: '试算公式', en: 'Try a formula' },
  body: Type.Object({ code: Type.String({ maxLength: 40 }), spec: FormulaSpec }),
  response: Type.Object({
    /** `2026-10`. */
    month: Type.String(),
    /** The whole first, then the places right below it. */
    rows: Type.Array(Type.Object({ name: WordsSchema, before: nullable(Tried), after: Tried })),
  }),
})
export type TrialRow = Static<(typeof tryFormula)['response']>['rows'][number]

/** Saves a formula as its next version; a new code makes a new formula. Refused where somebody was quicker. */
export const saveFormula = endpoint({
  id: 'matters.save_formula',
  method: 'POST',
  path: '/api/formulas/:code',
  summary: { zh: '保存公式新版本', en: 'Save a new version of a formula' },
  params: code,
  body: Type.Object({
    spec: FormulaSpec,
    note: Note,
    /** The version that was in force when editing began; null: there was none. */
    basedOn: nullable(Version),
    /** null: at once. */
    validFrom: Type.Optional(Instant),
  }),
  response: Type.Object({ version: Type.Integer() }),
})

/** Goes back to an earlier version, as a new one. */
export const returnToFormula = endpoint({
  id: 'matters.return_to_formula',
  method: 'POST',
  path: '/api/formulas/:code/return',
  summary: { zh: '退回到旧版公式', en: 'Go back to an earlier formula' },
  params: code,
  body: Type.Object({ version: Version, basedOn: Version }),
  response: Type.Object({ version: Type.Integer() }),
})
