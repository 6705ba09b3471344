import type { FastifyError } from 'fastify'
import { type ErrorBody, errorStatus, Failure } from '../contract/errors.ts'
import type { Lang, Words } from '../contract/words.ts'
import { isOutage, wasRolledBack } from '../db.ts'

interface Answer {
  readonly status: number
  readonly body: ErrorBody
}

const internal: Words = {
  zh: '系统出了问题，您填写的内容没有丢失。请稍后再试一次。',
  en: 'Something broke on our side; what you entered is still here. Please try again in a moment.',
}

/** The database said no (no room, no memory, two that waited for each other), so that all of it was taken back. */
const nothingKept: Words = {
  zh: '系统暂时存不下内容，这一次什么都没有保存。请稍后再提交一次。',
  en: 'The system cannot store anything right now, so nothing of this was kept. Please send it again in a moment.',
}

/** The database went away, perhaps between keeping it and saying so: commands carry a key, so that it does not matter. */
const noAnswer: Words = {
  zh: '数据库暂时没有回应，不能确定这一次是否已保存。请稍后再提交一次，同一内容不会重复登记。',
  en: 'The database does not answer, so we cannot say whether this was kept. Please send it again in a moment: the same is not done twice.',
}

const byStatus: Record<number, { code: keyof typeof errorStatus; words: Words }> = {
  400: { code: 'invalid', words: { zh: '请求的内容有误', en: 'The request is not well formed' } },
  404: { code: 'not_found', words: { zh: '没有这个地址', en: 'There is nothing at this address' } },
  // HTTP has finer shades; the interface has these.
  408: { code: 'invalid', words: { zh: '请求没有发完', en: 'The request did not arrive whole' } },
  414: { code: 'invalid', words: { zh: '地址太长', en: 'The address is too long' } },
  413: { code: 'too_large', words: { zh: '内容太大', en: 'That is too large' } },
  415: { code: 'invalid', words: { zh: '不支持这种格式', en: 'This format is not accepted' } },
  429: { code: 'too_many', words: { zh: '操作太频繁，请稍等一分钟', en: 'Too many requests. Please wait a minute' } },
  503: {
    code: 'unavailable',
    words: { zh: '系统正忙，请稍后再试', en: 'The system is busy. Please try again shortly' },
  },
}

const faultWords: Record<string, (params: Record<string, unknown>) => Words> = {
  required: (p) => ({ zh: `缺少 ${String(p['missingProperty'])}`, en: `${String(p['missingProperty'])} is missing` }),
  minLength: (p) => ({ zh: `至少 ${String(p['limit'])} 个字`, en: `at least ${String(p['limit'])} characters` }),
  maxLength: (p) => ({ zh: `最多 ${String(p['limit'])} 个字`, en: `at most ${String(p['limit'])} characters` }),
  minimum: (p) => ({ zh: `不能小于 ${String(p['limit'])}`, en: `not less than ${String(p['limit'])}` }),
  maximum: (p) => ({ zh: `不能大于 ${String(p['limit'])}`, en: `not more than ${String(p['limit'])}` }),
  format: (p) => ({ zh: `格式不对(${String(p['format'])})`, en: `not a valid ${String(p['format'])}` }),
  enum: () => ({ zh: '不在可选范围内', en: 'not one of the choices' }),
  additionalProperties: (p) => ({
    zh: `不认识的字段 ${String(p['additionalProperty'])}`,
    en: `unknown field ${String(p['additionalProperty'])}`,
  }),
  type: (p) => ({ zh: `应为 ${String(p['type'])}`, en: `must be ${String(p['type'])}` }),
}

/**
 * The one place where an exception becomes HTTP, in the reader's language; nothing internal leaks.
 * @param onlyReads nothing was to be kept: then nothing is said of it.
 */
export function answerError(error: unknown, lang: Lang, onlyReads = false): Answer {
  if (error instanceof Failure) {
    const fields = error.fields.map((f) => ({ path: f.path, message: f.words[lang] }))
    return answer(errorStatus[error.code], error.code, error.reason, error.words[lang], fields)
  }
  const fastify = error as Partial<FastifyError>
  if (fastify.validation) return answerValidation(fastify, lang)
  const outage = isOutage(error)
  if (outage && !onlyReads && wasRolledBack(error))
    return answer(503, 'unavailable', 'outage.nothing_kept', nothingKept[lang])
  if (outage && !onlyReads) return answer(503, 'unavailable', 'outage.no_answer', noAnswer[lang])
  const status = outage ? 503 : (fastify.statusCode ?? 500)
  const known = byStatus[status]
  if (known) return answer(status, known.code, `http.${known.code}`, known.words[lang])
  return answer(500, 'internal', 'internal', internal[lang])
}

/** So many faults of a request are named; nobody mends more at once. */
const mostFields = 20

function answerValidation(error: Partial<FastifyError>, lang: Lang): Answer {
  const fields = (error.validation ?? []).slice(0, mostFields).map((fault) => {
    const missing = fault.keyword === 'required' ? `/${String(fault.params['missingProperty'])}` : ''
    const words = faultWords[fault.keyword]?.(fault.params as Record<string, unknown>)
    return {
      path: `${fault.instancePath}${missing}`.replace(/^\//, '').replaceAll('/', '.'),
      message: words?.[lang] ?? (lang === 'zh' ? '填写有误' : 'not valid'),
    }
  })
  const message = lang === 'zh' ? '有几处需要改一下' : 'A few things need correcting'
  return answer(400, 'invalid', 'http.validation', message, fields)
}

function answer(
  status: number,
  code: keyof typeof errorStatus,
  reason: string,
  message: string,
  fields: readonly { path: string; message: string }[] = [],
): Answer {
  return { status, body: { error: { code, reason, message, ...(fields.length > 0 ? { fields } : {}) } } }
}
