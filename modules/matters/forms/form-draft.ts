import type { Words } from '../../../kernel/contract/words.ts'
import type { FieldKind, Form, FormField, Statement } from '../form.ts'

// What an administrator does to a form, as pure steps.

/** A key that no field, choice or statement of any version has had: `f1`, `f2` … */
export function freeKey(letter: string, used: Iterable<string>): string {
  const taken = new Set(used)
  for (let n = 1; ; n++) if (!taken.has(`${letter}${n}`)) return `${letter}${n}`
}

const blank: Words = { zh: '', en: '' }

/** A new field at the end; one to choose from begins with two empty choices. */
export function withField(form: Form, kind: FieldKind, earlier: readonly Form[]): Form {
  const key = freeKey(
    'f',
    [form, ...earlier].flatMap((one) => one.map((field) => field.key)),
  )
  const picks = kind === 'choice' || kind === 'choices'
  const field: FormField = { key, kind, label: blank, required: false, shown: 'workers', asked: 'report' }
  return [...form, picks ? { ...field, choices: ['c1', 'c2'].map((one) => ({ key: one, label: blank })) } : field]
}

export const withFieldChanged = (form: Form, key: string, change: (field: FormField) => FormField): Form =>
  form.map((field) => (field.key === key ? change(field) : field))

export const withoutField = (form: Form, key: string): Form => form.filter((field) => field.key !== key)

/** Moves one that has a key up (-1) or down (1); at the end it stays. */
export function moved<One extends { readonly key: string }>(list: readonly One[], key: string, by: -1 | 1): One[] {
  const from = list.findIndex((one) => one.key === key)
  const to = from + by
  const one = list[from]
  if (!one || to < 0 || to >= list.length) return [...list]
  const rest = list.filter((other) => other !== one)
  return [...rest.slice(0, to), one, ...rest.slice(to)]
}

export function withChoice(field: FormField): FormField {
  const choices = field.choices ?? []
  return {
    ...field,
    choices: [
      ...choices,
      {
        key: freeKey(
          'c',
          choices.map(({ key }) => key),
        ),
        label: blank,
      },
    ],
  }
}

/** A new statement, empty, at the end. */
export const withStatement = (list: readonly Statement[], earlier: readonly string[]): Statement[] => [
  ...list,
  { key: freeKey('s', [...list.map(({ key }) => key), ...earlier]), words: blank },
]

export interface FieldChange {
  readonly key: string
  readonly label: Words
  readonly what: 'added' | 'removed' | 'changed' | 'moved'
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** In what two forms differ. A field counts as moved where its place among those that stayed is another. */
export function formChanges(before: Form, after: Form): FieldChange[] {
  const was = new Map(before.map((field) => [field.key, field]))
  const is = new Set(after.map(({ key }) => key))
  const staying = before.filter(({ key }) => is.has(key)).map(({ key }) => key)
  const stayed = after.filter(({ key }) => was.has(key)).map(({ key }) => key)
  const changes = after.flatMap((field): FieldChange[] => {
    const { key, label } = field
    const old = was.get(key)
    if (!old) return [{ key, label, what: 'added' }]
    if (!isSame(sorted(old), sorted(field))) return [{ key, label, what: 'changed' }]
    return staying.indexOf(key) === stayed.indexOf(key) ? [] : [{ key, label, what: 'moved' }]
  })
  const gone = before.filter(({ key }) => !is.has(key))
  return [...changes, ...gone.map(({ key, label }) => ({ key, label, what: 'removed' as const }))]
}

/** The database gives the parts of a field back in another order. */
const sorted = ({ key, kind, label, help, required, shown, asked, unit, min, max, choices = [] }: FormField) => [
  ...[key, kind, label.zh, label.en, help?.zh ?? '', help?.en ?? '', required, shown, asked, unit ?? '', min, max],
  choices.map((choice) => [choice.key, choice.label.zh, choice.label.en]),
]

export interface StatementChange {
  readonly key: string
  readonly before: Words | null
  readonly after: Words | null
}

export function statementChanges(before: readonly Statement[], after: readonly Statement[]): StatementChange[] {
  const keys = [...new Set([...before, ...after].map(({ key }) => key))]
  const of = (list: readonly Statement[], key: string) => list.find((one) => one.key === key)?.words ?? null
  return keys
    .map((key) => ({ key, before: of(before, key), after: of(after, key) }))
    .filter((one) => one.before?.zh !== one.after?.zh || one.before?.en !== one.after?.en)
}
