import { sendOutside } from '../../../kernel/outgoing/request.ts'
import type { SettingsOf } from '../kinds.ts'
import { failWith, Later, type OpenedChannel, type PersonMessage } from './adapter.ts'

/** What a template may name; anything else in braces is refused when the channel is set up. */
export const placeholders = ['phone', 'text', 'id', 'key'] as const
type Values = Readonly<Record<(typeof placeholders)[number], string>>

const named = /\{\{\s*([a-z_]*)\s*\}\}/g

/** Names in braces that are not known. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(named)].flatMap(([, name = '']) => (placeholders.some((one) => one === name) ? [] : [name]))

const fill = (text: string, values: Values): string =>
  text.replace(named, (_, name: string) => values[name as keyof Values] ?? '')

/** Fills texts inside a value that was read first, so that nothing that is put in can end a text or begin a field. */
function fillInside(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fill(value, values)
  if (Array.isArray(value)) return value.map((one) => fillInside(one, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fillInside(inner, values)]))
}

/** The body of a request by its template. Throws a SyntaxError where a JSON template is none. */
export function filledBody(form: 'json' | 'form', template: string, values: Values): string {
  if (form === 'json') return JSON.stringify(fillInside(JSON.parse(template), values))
  const fields = new URLSearchParams(template)
  return new URLSearchParams([...fields].map(([name, value]) => [name, fill(value, values)])).toString()
}

const types = { json: 'application/json; charset=utf-8', form: 'application/x-www-form-urlencoded; charset=utf-8' }

/** One text message by the HTTP request that the office's provider asks for. */
export async function sendSms(
  { settings, secrets }: OpenedChannel,
  phone: string,
  message: PersonMessage,
): Promise<void> {
  const { method, form, template, headers, okField, okValue } = settings as SettingsOf<'sms'>
  const text = `${message.title}。${message.link}`
  const values: Values = { phone, text, id: message.id, key: secrets.key ?? '' }
  const body = filledBody(method === 'GET' ? 'form' : form, template, values)
  const url = new URL(secrets.url ?? '')
  if (method === 'GET') for (const [name, value] of new URLSearchParams(body)) url.searchParams.append(name, value)
  const answer = await sendOutside({
    url: url.href,
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'content-type': types[form] }),
      ...Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), fill(value, values)])),
    },
    body: method === 'GET' ? '' : body,
  })
  if (answer.status < 200 || answer.status > 299) failWith(answer.status, '')
  if (okField && fieldIn(answer.body, okField) !== okValue) throw new Later(`the answer has no ${okField} ${okValue}`)
}

/** A field of a JSON answer by its names joined by full stops, as text. */
function fieldIn(body: string, path: string): string | null {
  try {
    let at: unknown = JSON.parse(body)
    for (const name of path.split('.'))
      at =
        typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : null
    return at === null || typeof at === 'object' ? null : String(at)
  } catch {
    return null
  }
}
