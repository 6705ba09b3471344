import { type Static, Type } from 'typebox'
import type { Words } from '../../kernel/contract/words.ts'
import { formatDay } from '../../kernel/time/time-words.ts'

// The form of a kind of matter: what is asked beside the words, as data of a version. Browser-safe and pure.

export const fieldKinds = ['text', 'lines', 'number', 'choice', 'choices', 'date', 'yesno'] as const
export type FieldKind = (typeof fieldKinds)[number]

/** `sealed`: encrypted like a telephone, shown masked, in full only after a reason. */
export const shownTo = ['everybody', 'workers', 'sealed'] as const

/** By whoever reports, or by the worker who finishes it. */
export const askedWhen = ['report', 'finish'] as const

export const mostFields = 20
export const mostChoices = 30
export const mostStatements = 10
/** Characters of an answer; numbers lie between plus and minus `largest`. */
export const longest = { text: 120, lines: 1000 } as const
const largest = 1_000_000_000

const Key = Type.String({ pattern: '^[a-z][a-z0-9_]{0,23}$' })
const Label = Type.Object({ zh: Type.String({ maxLength: 40 }), en: Type.String({ maxLength: 80 }) })
const Bound = Type.Number({ minimum: -largest, maximum: largest })

const FormFieldSchema = Type.Object({
  /** Stays the same when the label is put right, and is never given to another field. */
  key: Key,
  kind: Type.Enum(fieldKinds),
  label: Label,
  help: Type.Optional(Type.Object({ zh: Type.String({ maxLength: 120 }), en: Type.String({ maxLength: 240 }) })),
  required: Type.Boolean(),
  shown: Type.Enum(shownTo),
  asked: Type.Enum(askedWhen),
  /** Of a number. */
  unit: Type.Optional(Type.String({ maxLength: 12 })),
  min: Type.Optional(Bound),
  max: Type.Optional(Bound),
  choices: Type.Optional(Type.Array(Type.Object({ key: Key, label: Label }), { maxItems: mostChoices })),
})
export type FormField = Static<typeof FormFieldSchema>
export type Form = readonly FormField[]

export const FormSchema = Type.Array(FormFieldSchema, { maxItems: mostFields })

/** A sentence that somebody ticks: it is so. */
const StatementSchema = Type.Object({
  key: Key,
  words: Type.Object({ zh: Type.String({ maxLength: 100 }), en: Type.String({ maxLength: 200 }) }),
})
export type Statement = Static<typeof StatementSchema>
export const StatementsSchema = Type.Array(StatementSchema, { maxItems: mostStatements })

const AnswerSchema = Type.Union([
  Type.String({ maxLength: longest.lines }),
  Bound,
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: 24 }), { maxItems: mostChoices }),
])
/** Answers by the keys of their fields; choices by theirs. */
export const AnswersSchema = Type.Record(Key, AnswerSchema, { maxProperties: mostFields, additionalProperties: false })
export type Answer = string | number | boolean | readonly string[]
export type Answers = Readonly<Record<string, Answer>>

/** Keys of statements that were ticked. */
export const TickedSchema = Type.Array(Key, { maxItems: mostStatements })

export interface Fault {
  readonly path: string
  readonly words: Words
}

const isDay = (value: string): boolean => {
  if (!/^(19|20)\d{2}-\d{2}-\d{2}$/.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

const wrong = {
  missing: { zh: '请填写', en: 'Please fill this in' },
  choose: { zh: '请从选项里选', en: 'Choose one that is offered' },
  number: { zh: '请填数字', en: 'A number, please' },
  day: { zh: '请填日期', en: 'A day, please' },
  yesno: { zh: '请选是或否', en: 'Yes or no, please' },
  text: { zh: `最多 ${longest.text} 个字，一行`, en: `One line of ${longest.text} characters at most` },
  lines: { zh: `最多 ${longest.lines} 个字`, en: `${longest.lines} characters at most` },
} as const

function boundWords({ min, max, unit = '' }: FormField): Words {
  const [least, most] = [`${min ?? ''} ${unit}`.trim(), `${max ?? ''} ${unit}`.trim()]
  if (min === undefined) return { zh: `不超过 ${most}`, en: `${most} at most` }
  if (max === undefined) return { zh: `不少于 ${least}`, en: `${least} at least` }
  return { zh: `在 ${least} 与 ${most} 之间`, en: `Between ${least} and ${most}` }
}

/** What is wrong with an answer to a field; null: nothing. */
export function answerFault(field: FormField, value: Answer): Words | null {
  const offered = (key: unknown) => field.choices?.some((choice) => choice.key === key) ?? false
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' && value.length <= longest.text && !/[\r\n]/.test(value) ? null : wrong.text
    case 'lines':
      return typeof value === 'string' && value.length <= longest.lines ? null : wrong.lines
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return wrong.number
      const { min = -largest, max = largest } = field
      return value >= min && value <= max ? null : boundWords(field)
    }
    case 'choice':
      return offered(value) ? null : wrong.choose
    case 'choices':
      return typeof value === 'object' && value.every(offered) && new Set(value).size === value.length
        ? null
        : wrong.choose
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : wrong.day
    case 'yesno':
      return typeof value === 'boolean' ? null : wrong.yesno
  }
}

/** Nothing was said: an empty line, no choice. */
const isEmpty = (value: Answer | undefined): boolean =>
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (typeof value === 'object' && value.length === 0)

interface Checked {
  /** Without what is empty; texts trimmed. */
  readonly values: Answers
  readonly faults: readonly Fault[]
}

/**
 * Holds answers against fields.
 * @param complete false: what is required may be left out, as where nothing is said to be solved.
 */
export function checkAnswers(fields: Form, given: Answers, { complete }: { readonly complete: boolean }): Checked {
  const values: Record<string, Answer> = {}
  const faults: Fault[] = []
  const known = new Map(fields.map((field) => [field.key, field]))
  for (const key of Object.keys(given))
    if (!known.has(key))
      faults.push({
        path: `answers.${key}`,
        words: { zh: '表单已经改过，请重新打开再填', en: 'The form has changed meanwhile: please open it anew' },
      })
  for (const field of fields) {
    const raw = given[field.key]
    const value = typeof raw === 'string' ? raw.trim() : raw
    if (value === undefined || isEmpty(value)) {
      if (complete && field.required) faults.push({ path: `answers.${field.key}`, words: wrong.missing })
      continue
    }
    const fault = answerFault(field, value)
    if (fault) faults.push({ path: `answers.${field.key}`, words: fault })
    else values[field.key] = value
  }
  return { values, faults }
}

const yes = { zh: '是', en: 'Yes' }
const no = { zh: '否', en: 'No' }

/** An answer in words, by the labels of the version that it was given to. */
export function answerWords(field: FormField, value: Answer): Words {
  if (typeof value === 'boolean') return value ? yes : no
  if (typeof value === 'number') {
    const said = `${value}${field.unit ? ` ${field.unit}` : ''}`
    return { zh: said, en: said }
  }
  const labelOf = (key: string) => field.choices?.find((choice) => choice.key === key)?.label ?? { zh: key, en: key }
  if (typeof value !== 'string') {
    const labels = value.map(labelOf)
    return { zh: labels.map(({ zh }) => zh).join('、'), en: labels.map(({ en }) => en).join(', ') }
  }
  if (field.kind === 'date' && isDay(value)) return { zh: formatDay('zh', value), en: formatDay('en', value) }
  return field.kind === 'choice' ? labelOf(value) : { zh: value, en: value }
}

const hasWords = ({ zh, en }: Words): boolean => zh.trim() !== '' && en.trim() !== ''

const say = (path: string, zh: string, en: string): Fault => ({ path, words: { zh, en } })

/**
 * What is wrong with a form that an office made, each beside its field.
 * @param earlier forms of earlier versions: a key stays with the sort of field that it was.
 */
export function formFaults(form: Form, earlier: readonly Form[]): Fault[] {
  const was = new Map(earlier.flat().map(({ key, kind }) => [key, kind]))
  const seen = new Set<string>()
  return form.flatMap((field, n) => {
    const faults = fieldFaults(field, `spec.form.${n}`)
    if (seen.has(field.key)) faults.push(say(`spec.form.${n}`, '两项用了同一个编号', 'Two fields have the same key'))
    seen.add(field.key)
    if ((was.get(field.key) ?? field.kind) !== field.kind)
      faults.push(
        say(
          `spec.form.${n}`,
          '旧版本里同一编号是另一种内容，请新加一项',
          'An earlier version had another sort of field under this key: add a new one',
        ),
      )
    return faults
  })
}

function fieldFaults(field: FormField, path: string): Fault[] {
  const { kind, label, choices = [], min, max, shown, asked } = field
  const faults: Fault[] = []
  const picks = kind === 'choice' || kind === 'choices'
  if (!hasWords(label)) faults.push(say(path, '名称要写中文和英文', 'The label is needed in Chinese and in English'))
  if (picks && choices.length < 2) faults.push(say(path, '至少要有两个选项', 'At least two choices are needed'))
  if (!picks && choices.length > 0) faults.push(say(path, '这种内容没有选项', 'This sort of field has no choices'))
  if (choices.some((choice) => !hasWords(choice.label)))
    faults.push(say(path, '选项要写中文和英文', 'Choices are needed in Chinese and in English'))
  if (new Set(choices.map(({ key }) => key)).size < choices.length)
    faults.push(say(path, '两个选项用了同一个编号', 'Two choices have the same key'))
  if (new Set(choices.map((choice) => choice.label.zh.trim())).size < choices.length)
    faults.push(say(path, '两个选项同名', 'Two choices have the same name'))
  if (kind !== 'number' && (min !== undefined || max !== undefined || field.unit !== undefined))
    faults.push(say(path, '只有数字才有单位和范围', 'Only numbers have a unit and bounds'))
  if (min !== undefined && max !== undefined && min > max)
    faults.push(say(path, '最小值大于最大值', 'The least is more than the most'))
  if (shown === 'sealed' && asked === 'finish')
    faults.push(say(path, '办结时填的不加密：个人信息在上报时问', 'Only what is asked when reporting can be sealed'))
  return faults
}

/** What is wrong with statements to tick. */
export function statementFaults(statements: readonly Statement[], path: string): Fault[] {
  const seen = new Set<string>()
  return statements.flatMap(({ key, words }, n) => {
    const twice = seen.has(key)
    seen.add(key)
    if (twice) return [say(`${path}.${n}`, '两条用了同一个编号', 'Two statements have the same key')]
    return hasWords(words)
      ? []
      : [say(`${path}.${n}`, '每条要写中文和英文', 'Each is needed in Chinese and in English')]
  })
}

/** The statements that are not ticked yet. */
export const unticked = (statements: readonly Statement[], ticked: readonly string[]): Statement[] =>
  statements.filter(({ key }) => !ticked.includes(key))
