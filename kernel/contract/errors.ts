import type { Words } from './words.ts'

/** Every error a client can meet; each has one HTTP status and stays stable. */
export const errorStatus = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  refused: 422,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof errorStatus

/** What is wrong with one field: its path as in the request, and why. */
export interface FieldFault {
  readonly path: string
  readonly words: Words
}

/** What a client receives: words are already in the reader's language. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode
    /** Stable id of the reason, e.g. `matters.evidence_missing`. */
    readonly reason: string
    readonly message: string
    readonly fields?: readonly { readonly path: string; readonly message: string }[]
  }
}

/** The one exception that rules, services and routes throw on purpose. */
export class Failure extends Error {
  readonly code: ErrorCode
  readonly reason: string
  readonly words: Words
  readonly fields: readonly FieldFault[]

  constructor(code: ErrorCode, reason: string, words: Words, fields: readonly FieldFault[] = []) {
    super(`${code} ${reason}: ${words.en}`)
    this.name = 'Failure'
    this.code = code
    this.reason = reason
    this.words = words
    this.fields = fields
  }
}

/** Throws a Failure. */
export function fail(code: ErrorCode, reason: string, words: Words, fields?: readonly FieldFault[]): never {
  throw new Failure(code, reason, words, fields)
}

/** What an actor may not see does not exist for that actor. */
export const notFound = (): never =>
  fail('not_found', 'not_found', { zh: '没有找到，或不在您的范围内', en: 'Not found, or outside your area' })

export const forbidden = (): never =>
  fail('forbidden', 'forbidden', { zh: '您的岗位不能做这一步', en: 'Your post may not do this' })
