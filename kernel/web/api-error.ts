import type { ErrorBody, ErrorCode } from '../contract/errors.ts'
import { currentLang } from './words.ts'

/** `offline`: the server was not reached, so nothing is known about the outcome and the same key may be sent again. */
export type ApiErrorCode = ErrorCode | 'offline'

/** What a call throws. `message` is in the reader's language and fit to be shown as it is. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  /** Stable id of the reason, e.g. `matters.evidence_missing`. */
  readonly reason: string
  readonly fields: readonly { readonly path: string; readonly message: string }[]

  constructor(code: ApiErrorCode, reason: string, message: string, fields: ApiError['fields'] = []) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.reason = reason
    this.fields = fields
  }

  /** What is wrong with one field, if it is this one: `error.field('phone')`. Understands `/phone` and `phone`. */
  field(path: string): string | undefined {
    const plain = (p: string) => p.replace(/^(body)?[/.]/, '').replaceAll('/', '.')
    return this.fields.find((fault) => plain(fault.path) === plain(path))?.message
  }

  /** Trying again with the same key may succeed. */
  get mayRetry(): boolean {
    return this.code === 'offline' || this.code === 'unavailable' || this.code === 'internal'
  }
}

const isErrorBody = (value: unknown): value is ErrorBody =>
  typeof value === 'object' &&
  value !== null &&
  'error' in value &&
  typeof (value as ErrorBody).error?.message === 'string'

/** Turns an answer that is not 2xx into an ApiError, also when a proxy answered instead of our server. */
export function errorOfAnswer(status: number, text: string): ApiError {
  const body = parse(text)
  if (isErrorBody(body)) {
    const { code, reason, message, fields } = body.error
    return new ApiError(code, reason, message, fields)
  }
  const code: ErrorCode = status === 413 ? 'too_large' : status === 429 ? 'too_many' : 'unavailable'
  return new ApiError(code, `http_${status}`, unreadable[code === 'unavailable' ? 'down' : code][currentLang()])
}

export const offlineError = (): ApiError => new ApiError('offline', 'offline', unreadable.offline[currentLang()])

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const unreadable = {
  offline: {
    zh: '没有连上服务器。您填的内容都还在，请看看网络再试一次。',
    en: 'The server could not be reached. What you typed is still here; check the network and try again.',
  },
  down: {
    zh: '服务器暂时没有回应。您填的内容都还在，请稍后再试。',
    en: 'The server is not answering just now. What you typed is still here; try again in a moment.',
  },
  too_large: { zh: '文件太大了，请换小一点的再试。', en: 'That file is too large. Please try a smaller one.' },
  too_many: { zh: '操作太频繁了，请歇一分钟再试。', en: 'That was a lot of requests. Please try again in a minute.' },
} as const
