import { errorStatus } from '../../kernel/contract/errors.ts'

/** What came back, as far as it is judged. */
export interface Answered {
  readonly operation: string
  readonly status: number
  readonly contentType: string
  readonly body: string
  readonly lang: 'zh' | 'en'
  readonly method: string
  /** Tables that were written to meanwhile. */
  readonly writes: readonly string[]
}

/** What only the inside may say: stack traces, paths of sources, words of PostgreSQL. */
const inside = [
  /\n\s+at .+:\d+:\d+/,
  /node_modules|\/(modules|kernel)\/\w+.*\.ts\b/,
  /invalid input syntax|violates .+ constraint|syntax error at|does not exist|duplicate key value|invalid byte sequence/i,
  /\b(TypeError|RangeError|SyntaxError|ReferenceError|FastifyError|ECONN\w+|FST_ERR_\w+)\b/,
]

/** Failed proofs are counted, go into the ledger and are watched for bursts: without that, guessing would be free. */
const failedProof = [
  'kernel.deliveries',
  'kernel.events',
  'kernel.streams',
  'people.sign_in_tries',
  'people.accounts',
  'people.one_time_codes',
]

/** What a refused request writes on purpose, by operation. */
const mayBeWritten: Readonly<Record<string, readonly string[]>> = {
  'people.sign_in': failedProof,
  'people.sign_in_with_code': failedProof,
  'people.change_password': failedProof,
  'people.prove': failedProof,
  'people.start_second_factor': failedProof,
  'people.remove_second_factor': failedProof,
}

/** What is wrong with an answer, in a few words each. */
export function faultsOf(answered: Answered): string[] {
  const { status, body, writes } = answered
  const faults: string[] = []
  if (status >= 500) faults.push(`status ${status}`)
  if (status < 400) return faults
  for (const words of inside) if (words.test(body)) faults.push(`says ${words.exec(body)?.[0].slice(0, 60)}`)
  const written = writes.filter((table) => !mayBeWritten[answered.operation]?.includes(table))
  if (written.length > 0) faults.push(`refused, but wrote to ${written.join(', ')}`)
  // An answer to HEAD has no body.
  if (answered.method !== 'HEAD') faults.push(...faultsOfForm(answered))
  return faults
}

const spoken = { zh: /\p{Script=Han}/u, en: /[a-z]{2}/i }

/** Open311 says how it refuses: a list of code and description, in XML or JSON. */
const ofProtocol = /^open311\.(?!keys|make_key|end_key)/
const protocolForm =
  /^<\?xml .*\n<errors>(<error><code>\d{3}<\/code><description>[^<]+<\/description><\/error>)+<\/errors>\n$/
const protocolList = /^\[(\{"code":"\d{3}","description":"[^"]+"\},?)+\]$/

function faultsOfForm({ operation, status, contentType, body, lang }: Answered): string[] {
  if (ofProtocol.test(operation) && (protocolForm.test(body) || protocolList.test(body)))
    return spoken[lang].test(body.replace(/<\/?[a-z]+>|"(code|description)":/g, '')) ? [] : [`no ${lang} words`]
  if (!contentType.startsWith('application/json')) return [`refused as ${contentType || 'nothing'}`]
  const { error } = parsed(body)
  if (!error || typeof error.reason !== 'string' || typeof error.message !== 'string')
    return ['refused in another form']
  if (!(String(error.code) in errorStatus)) return [`unknown code ${String(error.code)}`]
  if (![408, 414, 415].includes(status) && errorStatus[error.code as keyof typeof errorStatus] !== status)
    return [`${status} is no ${error.code}`]
  if (!spoken[lang].test(error.message)) return [`no ${lang} words: ${error.message.slice(0, 60)}`]
  return []
}

function parsed(body: string): { error?: { code?: unknown; reason?: unknown; message?: unknown } } {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
