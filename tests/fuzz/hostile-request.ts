import type { LooseArgs } from '../../kernel/web/client.ts'
import type { Chance } from './chance.ts'
import type { Operation, Travels } from './operations.ts'
import { fitting, hostile, isRecord, spoilObject, toJson } from './values.ts'

/** A request as it goes out. */
export interface HostileRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string | Buffer
}

/** What requests are made from. */
export interface Quarry {
  readonly chance: Chance
  /** Ids of things: own, out of reach, of another tenant. */
  readonly known: readonly string[]
  /** A request that would be understood, if one is known. */
  readonly understood: LooseArgs | null
}

type Fields = Record<string, unknown>

/** A request to an operation in which one to three things are wrong, or only odd. */
export function hostileRequest(operation: Operation, quarry: Quarry): HostileRequest {
  const { chance, known, understood } = quarry
  const start = (part: 'params' | 'query' | 'body'): Fields => {
    const made = fitting(operation[part], chance, known)
    const given = understood?.[part]
    if (!isRecord(given)) return isRecord(made) ? made : {}
    // What it leaves out is added now and then: filters and options that nobody thought of together.
    return isRecord(made) && chance.of(40) ? { ...made, ...given } : { ...given }
  }
  const parts = { params: start('params'), query: start('query'), body: start('body') }
  const wrong = (['params', 'query', 'body', 'body'] as const).filter(
    (part) => Object.keys(operation[part].properties ?? operation[part].anyOf ?? {}).length > 0,
  )
  for (let times = 1 + chance.below(3); times > 0 && wrong.length > 0; times--) {
    const part = chance.pick(wrong)
    const { anyOf } = operation[part]
    parts[part] = spoilObject(parts[part], anyOf ? chance.pick(anyOf) : operation[part], chance, known)
  }
  const whole = chance.of(4) ? hostile({}, chance, known) : parts.body
  const payload = payloadOf(operation, whole, chance)
  const request: HostileRequest = {
    method: operation.method,
    url: addressOf(operation, parts.params, parts.query),
    headers: { ...headersOf(chance, known), ...contentTypes[operation.travels] },
    ...(payload === null ? {} : { payload }),
  }
  return chance.of(12) ? mangled(request, chance) : request
}

function addressOf(operation: Operation, params: Fields, query: Fields): string {
  const path = operation.path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => encode(textOf(params[name])).slice(0, 3_000) || '%20',
  )
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 50) : [value]).map(
      (one) => `${encode(name)}=${encode(textOf(one)).slice(0, 6_000)}`,
    ),
  )
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? toJson(value).slice(0, 2_000) : String(value)

/** Percent-encoded, lone surrogates too (as some phones send them): as bytes that are no UTF-8. */
const encode = (text: string): string =>
  text.replace(/[\s\S]/gu, (letter) => (/\p{Surrogate}/u.test(letter) ? '%ED%A0%80' : encodeURIComponent(letter)))

function headersOf(chance: Chance, known: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = { 'accept-language': chance.of(50) ? 'zh-CN' : 'en' }
  if (!chance.of(3)) headers['x-liren'] = chance.pick(['1', 'pocket', 'desk', '\'"<'])
  if (chance.of(6)) headers['idempotency-key'] = chance.pick([...known.slice(0, 3), 'x', '', "'--"])
  if (chance.of(3)) headers['x-liren-person'] = chance.pick([...known.slice(0, 5), 'nobody', ''])
  if (chance.of(2)) headers['x-forwarded-for'] = '127.0.0.1, <script>, ::1'
  if (chance.of(2)) headers['host'] = chance.pick(['other.test', 'a'.repeat(300), "x'--", '[::1'])
  if (chance.of(2))
    headers['user-agent'] = chance.pick(['\u00ff'.repeat(3_000), '', "'; drop table people.sessions; --"])
  return headers
}

const boundary = '----liren'

const contentTypes: Readonly<Record<Travels, Readonly<Record<string, string>>>> = {
  none: {},
  json: { 'content-type': 'application/json' },
  multipart: { 'content-type': `multipart/form-data; boundary=${boundary}` },
}

function payloadOf(operation: Operation, body: unknown, chance: Chance): string | Buffer | null {
  if (operation.travels === 'none') return null
  return operation.travels === 'multipart' ? formOf(chance) : toJson(body)
}

const contents = [
  Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  Buffer.from('<!doctype html><script>alert(1)</script>'),
  Buffer.from('GIF89a/*<script>alert(1)</script>*/'),
  Buffer.from('%PDF-1.7\n'),
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  Buffer.from([0x50, 0x4b, 3, 4, 20, 0]),
  Buffer.from('姓名,电话\n"没有结束'),
  Buffer.alloc(0),
  Buffer.alloc(100_000, 0xfe),
]

function formOf(chance: Chance): Buffer {
  const name = chance.pick(['a.jpg', '../../x.xlsx', 'a".csv', '\u0000.png', '表.xlsx', 'a'.repeat(5_000), ''])
  const mime = chance.pick(['image/jpeg', 'image/svg+xml', 'text/html', 'application/zip', 'x', ''])
  const field = chance.pick(['file', '__proto__', 'id', 'constructor'])
  const text = `--${boundary}\r\ncontent-disposition: form-data; name="${chance.pick(['id', '__proto__', 'kind'])}"\r\n\r\n${chance.pick(['', 'x', "'--", '\u0000'])}\r\n`
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: ${mime}\r\n\r\n`
  const end = chance.of(75) ? `\r\n--${boundary}--\r\n` : chance.pick(['', `\r\n--${boundary}`, '\r\n--other--\r\n'])
  const file = () => [Buffer.from(head), chance.pick(contents)]
  const files = Array.from({ length: chance.of(90) ? 1 : 12 }, file).flat()
  return Buffer.concat([Buffer.from(chance.of(50) ? text : ''), ...files, Buffer.from(end)])
}

/** A request that is broken as such: method, address, type, or the text of the body. */
function mangled(request: HostileRequest, chance: Chance): HostileRequest {
  const text = typeof request.payload === 'string' ? request.payload : '{}'
  const body = (payload: string | Buffer, contentType = 'application/json') => ({
    ...request,
    method: request.method === 'GET' ? 'POST' : request.method,
    payload,
    headers: { ...request.headers, 'content-type': contentType },
  })
  return chance.pick<() => HostileRequest>([
    () => ({ ...request, method: chance.pick(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'POST', 'GET']) }),
    () => ({
      ...request,
      url: `${request.url}/${chance.pick(['', '..', '%2e%2e%2f', 'x'.repeat(9_000), '%', '%ff', ';a=b'])}`,
    }),
    () => ({
      ...request,
      url: `${request.url}?${chance.pick(['a[b]=c', '__proto__[x]=1', 'limit=1&limit=2', 'x'.repeat(9_000), '%', '&&&=='])}`,
    }),
    () => body(text.slice(0, chance.below(text.length + 1))),
    () => body(text.replace('{', `{"__proto__":{"admin":true},`)),
    () => body(text.replace('{', `{"constructor":{"prototype":{"admin":true}},`)),
    () => body(text.replace('{', `{"id":"x","id":null,`)),
    () => body(text.replace(/\d+/, '1e999')),
    () => body(`\ufeff${text}`),
    () => body(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
    () => body('['.repeat(50_000)),
    () =>
      body(
        text,
        chance.pick([
          'text/plain',
          'application/xml',
          'application/x-www-form-urlencoded',
          'x',
          'multipart/form-data',
          'application/json; charset=utf-7',
        ]),
      ),
    () => body('', 'application/json'),
    () => body('a'.repeat(1_100_000)),
    () => ({ ...request, headers: { ...request.headers, 'content-encoding': 'gzip' } }),
    () => ({ ...request, headers: { ...request.headers, 'content-length': '-1' } }),
  ])()
}
