import { type Static, Type } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { nullable } from '../../kernel/contract/endpoint.ts'
import { WordsSchema } from '../../kernel/contract/ids.ts'
import { RoleSchema } from '../people/contract.ts'

export const subjectKinds = ['firm', 'household'] as const
export type SubjectKind = (typeof subjectKinds)[number]
export const SubjectKindSchema = Type.Enum(subjectKinds)

export const methods = ['call', 'visit'] as const
export type Method = (typeof methods)[number]
export const MethodSchema = Type.Enum(methods)

export const rhythms = ['week', 'month', 'quarter'] as const
export type Rhythm = (typeof rhythms)[number]

/** A code in lower case: of rules, questions, triggers. */
const Code = Type.String({ pattern: '^[a-z][a-z0-9_]{1,39}$' })

/** One short question of a form. `fact`: the answer is kept as this fact of the subject, and not asked again while it is known. */
export const QuestionSchema = Type.Object({
  code: Code,
  words: WordsSchema,
  answer: Type.Enum(['choice', 'number', 'text'] as const),
  /** Of a choice. */
  options: Type.Array(Type.Object({ value: Type.String({ minLength: 1, maxLength: 40 }), words: WordsSchema }), {
    maxItems: 8,
  }),
  unit: nullable(WordsSchema),
  fact: nullable(Type.String({ pattern: '^[a-z][A-Za-z0-9]{1,39}$' })),
  /** Asked each time, known or not. */
  always: Type.Boolean(),
})
export type Question = Static<typeof QuestionSchema>

export const FormSchema = Type.Object({
  code: Code,
  questions: Type.Array(QuestionSchema, { maxItems: 6 }),
  /** Photos are taken only where a form asks for them: at most so many; 0 takes none. */
  photos: Type.Integer({ minimum: 0, maximum: 9 }),
})

/** Where to look for the post: a role or a kind of post on the way up from the subject's place, the first that is manned. */
export const CandidateSchema = Type.Object({ role: Type.Optional(RoleSchema), postKind: Type.Optional(Type.String()) })

const WorkingDays = Type.Integer({ minimum: 1, maximum: 120 })

export const WhenSchema = Type.Union([
  Type.Object({
    /** What happened to the subject: registered, moved_in, difficulty_solved, lease_expiring, became_key … */
    on: Code,
    /** Once in the life of a subject, however often it is told. */
    once: Type.Boolean(),
    /** Within so many working days. */
    within: WorkingDays,
    /** And once more, so many working days after it happened; null: not again. */
    again: nullable(WorkingDays),
  }),
  Type.Object({
    every: Type.Enum(rhythms),
    /** Only subjects that carry this tag; null: all. */
    tag: nullable(Type.String({ minLength: 1, maxLength: 40 })),
  }),
])

/** One version of a rule of visits: who is called on or visited, when, by whom, with which form. Data with a from-date. */
export const RuleSpec = Type.Object({
  name: WordsSchema,
  subjectKind: SubjectKindSchema,
  when: WhenSchema,
  method: MethodSchema,
  by: Type.Array(CandidateSchema, { minItems: 1, maxItems: 6 }),
  form: FormSchema,
  /** 1 comes first. */
  priority: Type.Integer({ minimum: 1, maximum: 5 }),
  /** Nobody answered: tried again after so many working days … */
  retryAfter: WorkingDays,
  /** … and given up after so many tries. */
  tries: Type.Integer({ minimum: 1, maximum: 10 }),
  /** A rule that rests makes no dues. */
  paused: Type.Boolean(),
  /** Ours, to be confirmed by the office. */
  proposal: Type.Boolean(),
  /** Where the rule comes from: a document, a decision, or that it is a first proposal. */
  source: Type.String({ minLength: 2, maxLength: 200 }),
})
export type RuleSpec = Static<typeof RuleSpec>

export interface VisitRule {
  readonly code: string
  readonly version: number
  readonly spec: RuleSpec
}

export type Triggered = Extract<RuleSpec['when'], { on: string }>
export type Standing = Extract<RuleSpec['when'], { every: Rhythm }>

export const isTriggered = (when: RuleSpec['when']): when is Triggered => 'on' in when

/** Why a rule cannot be saved, or null: its shape, and questions that cannot be answered. */
export function ruleFault(spec: unknown): string | null {
  if (!Check(RuleSpec, spec))
    return Errors(RuleSpec, spec)
      .map((e) => `${e.instancePath} ${e.message}`)
      .join('; ')
  const codes = spec.form.questions.map((question) => question.code)
  if (new Set(codes).size < codes.length) return 'two questions have the same code'
  const empty = spec.form.questions.find(({ answer, options }) => (answer === 'choice') !== options.length > 1)
  return empty ? `question ${empty.code}: a choice needs two options or more, and nothing else has any` : null
}

/** The version of each rule that is in force at an instant: the newest that has begun. Codes in order. */
export function inForce<Version extends { code: string; version: number; validFrom: Date }>(
  versions: readonly Version[],
  at: Date,
): Version[] {
  const newest = new Map<string, Version>()
  for (const one of versions) {
    const best = newest.get(one.code)
    if (one.validFrom <= at && (!best || one.version > best.version)) newest.set(one.code, one)
  }
  return [...newest.values()].sort((a, b) => a.code.localeCompare(b.code))
}

/** What is still to be asked: not what is known already, unless it is asked each time; a fact is asked once. */
export function openQuestions(forms: readonly { questions: readonly Question[] }[], known: ReadonlySet<string>) {
  const asked = new Set<string>()
  return forms
    .flatMap((form) => form.questions)
    .filter((question) => {
      const key = question.fact ?? `code ${question.code}`
      if (asked.has(key) || (!question.always && question.fact !== null && known.has(question.fact))) return false
      asked.add(key)
      return true
    })
}

export type Answer = string | number

/** The answer to a question as it is kept, or null where it does not fit. Numbers may come as text and text as numbers. */
export function answerTo(question: Question, given: unknown): Answer | null {
  if (typeof given !== 'string' && typeof given !== 'number') return null
  const text = String(given).trim()
  if (question.answer === 'choice') return question.options.some(({ value }) => value === text) ? text : null
  if (question.answer === 'text') return text.length > 0 && text.length <= 200 ? text : null
  const number = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) && number >= 0 && number <= 1e12 ? number : null
}

/** The answers that are facts of the subject, by fact key. */
export function factsOf(questions: readonly Question[], answers: Readonly<Record<string, Answer>>) {
  return Object.fromEntries(
    questions.flatMap(({ code, fact }) => {
      const answer = answers[code]
      return fact !== null && answer !== undefined ? [[fact, answer] as const] : []
    }),
  )
}
