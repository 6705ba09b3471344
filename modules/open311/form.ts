import { fail } from '../../kernel/contract/errors.ts'
import { refuseUnsound } from '../../kernel/http/sound-text.ts'

/** The fields of a query or a form: the last value of a name counts, unless all are asked for. */
export interface Form {
  /** Null where it is left out or empty (anchor G6). */
  get(name: string): string | null
  /** All values of `name` and `name[]`. */
  all(name: string): readonly string[]
}

/** @param said as a query or a form in an address's own writing: `a=1&b=%E4%BD%A0`. */
export function formOf(said: string): Form {
  const fields = new URLSearchParams(said)
  refuseUnsound([...fields].flat())
  return {
    get: (name) => fields.getAll(name).at(-1)?.trim() || null,
    all: (name) => [...fields.getAll(name), ...fields.getAll(`${name}[]`)].map((one) => one.trim()).filter(Boolean),
  }
}

/** The form in the body of a request. */
export function formInBody(type: string | null, bytes: Buffer): Form {
  if (!type?.toLowerCase().startsWith('application/x-www-form-urlencoded'))
    fail('invalid', 'open311.not_a_form', {
      zh: '请用 application/x-www-form-urlencoded 表单提交',
      en: 'Please send a form, application/x-www-form-urlencoded',
    })
  return formOf(bytes.toString('utf8'))
}

const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/

/** An instant with its zone (anchor G5), or null where it is left out. */
export function instantIn(form: Form, name: string): Date | null {
  // A plus that nobody encoded arrives as a space.
  const said = form.get(name)?.replace(/ (\d{2}:?\d{2})$/, '+$1')
  if (said === undefined) return null
  const at = written.test(said) ? new Date(said.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : new Date(Number.NaN)
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1970 || at.getUTCFullYear() > 2200)
    fail('invalid', 'open311.bad_date', {
      zh: `${name} 应为带时区的时间，例如 2026-11-23T10:00:00+08:00`,
      en: `${name} must be a time with its zone, such as 2026-11-23T10:00:00+08:00`,
    })
  return at
}

/** A comma list, or null where it is left out. */
export function listIn(form: Form, name: string): readonly string[] | null {
  const said = form.get(name)
  if (said === null) return null
  const list = said
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  if (list.length > 1000)
    fail('invalid', 'open311.too_many_ids', {
      zh: `${name} 一次最多 1000 个`,
      en: `at most 1,000 of ${name} at once`,
    })
  return list
}

/** A whole number within bounds, or `otherwise` where it is left out. */
export function numberIn(
  form: Form,
  name: string,
  [least, most]: readonly [number, number],
  otherwise: number,
): number {
  const said = form.get(name)
  if (said === null) return otherwise
  const number = /^\d{1,9}$/.test(said) ? Number(said) : Number.NaN
  if (!(number >= least && number <= most))
    fail('invalid', 'open311.bad_number', {
      zh: `${name} 应为 ${least} 到 ${most} 的整数`,
      en: `${name} must be a whole number from ${least} to ${most}`,
    })
  return number
}
