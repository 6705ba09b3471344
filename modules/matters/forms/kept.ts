import { createHash } from 'node:crypto'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { type Answers, answerWords, type Form, type FormField } from '../form.ts'

/** What a matter keeps of forms (`matters.matters.answers`); sealed answers stand in `answers_sealed` as JSON by their keys. */
export interface KeptAnswers {
  /** The version of the kind whose form was filled in. */
  readonly version?: number
  readonly values?: Answers
  /** Keys of those that are sealed. */
  readonly sealed?: readonly string[]
  /** Statements ticked by whoever filed it. */
  readonly filed?: readonly string[]
  readonly finish?: { readonly version: number; readonly values: Answers; readonly ticked: readonly string[] }
}

/** The hash by which the ledger vouches for what was filled in, whatever order its parts come back in. */
export const answersHash = (kept: KeptAnswers): string =>
  createHash('sha256')
    .update(JSON.stringify(inOrder(kept)))
    .digest('hex')

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, inOrder(part)]))
}

/** One line of what was filled in. */
export interface Answered {
  readonly key: string
  readonly asked: FormField['asked']
  readonly label: Words
  /** Null: it is sealed. */
  readonly value: Words | null
}

/** Which fields a reader sees: what is for everybody, and the rest for those who work on it. */
const readable = (field: FormField, asWorker: boolean): boolean => asWorker || field.shown === 'everybody'

/** What was filled in, in the order of the form and in the words of its version. `formOf`: the form of a version. */
export function answered(kept: KeptAnswers | null, formOf: (version: number) => Form, asWorker: boolean): Answered[] {
  if (!kept) return []
  const { finish } = kept
  return [
    ...(kept.version === undefined
      ? []
      : linesOf(formOf(kept.version), 'report', kept.values ?? {}, kept.sealed ?? [])),
    ...(finish ? linesOf(formOf(finish.version), 'finish', finish.values, []) : []),
  ]

  function linesOf(form: Form, asked: FormField['asked'], values: Answers, sealed: readonly string[]): Answered[] {
    return form
      .filter((field) => field.asked === asked && readable(field, asWorker))
      .flatMap((field): Answered[] => {
        const { key, label } = field
        if (sealed.includes(key)) return [{ key, asked, label, value: null }]
        const value = values[key]
        return value === undefined ? [] : [{ key, asked, label, value: answerWords(field, value) }]
      })
  }
}

/** Sealed answers in full, for a reveal. */
export function sealedAnswers(secrets: Secrets, sealed: Buffer | null, form: Form): { label: Words; value: Words }[] {
  if (!sealed) return []
  const values = JSON.parse(secrets.open(sealed)) as Answers
  return form.flatMap((field) => {
    const value = values[field.key]
    return value === undefined ? [] : [{ label: field.label, value: answerWords(field, value) }]
  })
}
