import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import { fail } from '../contract/errors.ts'
import { outsideAddress } from './addresses.ts'

/** What goes out to an address that a person typed. */
export interface OutgoingRequest {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | string
  /** All of it, connecting included; 10 seconds if left out. */
  readonly timeoutMs?: number
}

export interface OutgoingAnswer {
  readonly status: number
  /** At most 64 KiB of it. */
  readonly body: string
  /** Those that came once; names in small letters. */
  readonly headers: Readonly<Record<string, string>>
}

const mostBytes = 64 * 1024

/** What a person may type as a receiver. Throws a Failure for anything but an http(s) address without a name and password. */
export function outgoingUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password)
    return fail('refused', 'outgoing.bad_url', {
      zh: '网址应以 https:// 开头，不含用户名和密码',
      en: 'An address begins with https:// and holds no name and password',
    })
  return url
}

/**
 * Calls a receiver whose address a person typed: only outside (`outsideAddress`), at the address that was looked at, without
 * following redirects, within a time, and reading no more than 64 KiB. Throws where no answer came.
 */
export async function sendOutside(asked: OutgoingRequest): Promise<OutgoingAnswer> {
  const { bytes, ...answer } = await exchange(asked, mostBytes)
  return { ...answer, body: bytes.subarray(0, mostBytes).toString('utf8') }
}

/**
 * Fetches something that somebody named, in the same way. Throws where no answer came, or more than `most` bytes.
 * @param timeoutMs all of it; 15 seconds if left out.
 */
export async function fetchOutside(
  url: string,
  most: number,
  timeoutMs = 15_000,
): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  const { status, bytes } = await exchange({ url, method: 'GET', headers: {}, body: '', timeoutMs }, most + 1)
  if (bytes.length > most) throw new Error(`more than ${most} bytes`)
  return { status, bytes }
}

interface Exchanged extends Omit<OutgoingAnswer, 'body'> {
  readonly bytes: Buffer
}

/** @param enough once so many bytes have come, the rest is not heard. */
async function exchange(
  { url, method, headers, body, timeoutMs = 10_000 }: OutgoingRequest,
  enough: number,
): Promise<Exchanged> {
  const to = outgoingUrl(url)
  const at = await outsideAddress(to.hostname)
  const send = to.protocol === 'https:' ? tlsRequest : plainRequest
  const bytes = Buffer.from(body)
  return new Promise((resolve, reject) => {
    const request = send(
      to,
      {
        method,
        headers: { 'user-agent': 'liren', ...headers, 'content-length': String(bytes.length) },
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        lookup: (_host, options, done) =>
          options.all ? done(null, [at]) : (done as LookupOne)(null, at.address, at.family),
      },
      (answer) => {
        const parts: Buffer[] = []
        let length = 0
        const read = () =>
          resolve({ status: answer.statusCode ?? 0, headers: onceOnly(answer.headers), bytes: Buffer.concat(parts) })
        answer.on('data', (part: Buffer) => {
          parts.push(part)
          length += part.length
          if (length < enough) return
          // It was heard; the rest of what it says is not.
          read()
          answer.destroy()
        })
        answer.on('error', reject)
        answer.on('end', read)
      },
    )
    request.on('error', reject)
    // Another protocol instead of an answer, or none at all: neither is an error to Node.
    request.on('upgrade', (_answer, socket) => socket.destroy())
    request.on('close', () => reject(new Error('the receiver closed without an answer')))
    request.end(bytes)
  })
}

const onceOnly = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

type LookupOne = (error: null, address: string, family: number) => void
