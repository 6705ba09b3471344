import type { Words } from '../../../kernel/contract/words.ts'
import { type Answer, type Answers, checkAnswers, type Form, type FormField } from '../form.ts'

/** Answers as they stand in a form on the screen: text as it was typed, `yes` or `no`, the choices that are ticked. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

/** What goes out. A number that is none goes as it was typed, so that it is told beside its field. */
export function answersOf(fields: Form, typed: Typed): Answers {
  const found: Record<string, Answer> = {}
  for (const field of fields) {
    const value = typed[field.key]
    if (value === undefined || value.length === 0) continue
    found[field.key] = answerOf(field, value)
  }
  return found
}

function answerOf({ kind }: FormField, value: string | readonly string[]): Answer {
  if (typeof value !== 'string') return value
  if (kind === 'yesno') return value === 'yes'
  if (kind !== 'number') return value
  // A comma of a Chinese keyboard, or one between thousands.
  const number = Number(value.trim().replaceAll('，', ',').replaceAll(',', ''))
  return value.trim() !== '' && Number.isFinite(number) ? number : value
}

/** What is wrong with what was typed, by the key of its field. */
export function typedFaults(fields: Form, typed: Typed, complete: boolean): ReadonlyMap<string, Words> {
  const { faults } = checkAnswers(fields, answersOf(fields, typed), { complete })
  return new Map(faults.map(({ path, words }) => [path.slice('answers.'.length), words]))
}

/** Answers as a request carries them. */
export const plainAnswers = (answers: Answers): Record<string, string | number | boolean | string[]> =>
  Object.fromEntries(
    Object.entries(answers).map(([key, value]) => [key, typeof value === 'object' ? [...value] : value]),
  )
