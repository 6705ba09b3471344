import { uuidv7 } from 'uuidv7'
import {
  type BodyOf,
  type Endpoint,
  type ParamsOf,
  proveAgain,
  type QueryOf,
  type ResponseOf,
  reveals,
} from '../contract/endpoint.ts'
import { ApiError, errorOfAnswer, offlineError } from './api-error.ts'
import { askProof } from './proof.ts'
import { currentLang } from './words.ts'

export { ApiError, type ApiErrorCode } from './api-error.ts'

type Part<Name extends string, T> = Record<never, never> extends T ? { [K in Name]?: T } : { [K in Name]: T }

/** What an endpoint must be given; parts without a required field may be left out. */
export type ArgsOf<E extends Endpoint> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  (E['consumes'] extends 'multipart' ? { body?: unknown } : Part<'body', BodyOf<E>>)

export interface CallOptions {
  /** Give the same key again when you repeat a command whose outcome is unknown; made for you if left out. */
  readonly idempotencyKey?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** A token to read by, in place of the session. */
  readonly bearer?: string | undefined
}

export interface LooseArgs {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

/** Nothing required: the arguments may be left out altogether. */
export type CallParameters<E extends Endpoint> =
  Record<never, never> extends ArgsOf<E>
    ? [args?: ArgsOf<E>, options?: CallOptions]
    : [args: ArgsOf<E>, options?: CallOptions]

/**
 * Calls an endpoint as its contract describes it.
 * Throws an `ApiError` whose message can be shown as it is.
 */
export async function call<E extends Endpoint>(endpoint: E, ...rest: CallParameters<E>): Promise<ResponseOf<E>> {
  const [args, options] = rest
  return (await callLoose(endpoint, (args ?? {}) as LooseArgs, options)) as ResponseOf<E>
}

/** `call` for code that has lost the types, such as the outbox. */
export async function callLoose(endpoint: Endpoint, args: LooseArgs, options: CallOptions = {}): Promise<unknown> {
  const { url, headers, body } = requestOf(endpoint, args, options.idempotencyKey)
  const init = {
    method: endpoint.method,
    headers: options.bearer === undefined ? headers : { ...headers, authorization: `Bearer ${options.bearer}` },
    ...(body === undefined ? {} : { body }),
    ...(options.signal ? { signal: options.signal } : {}),
  }
  if (!reveals(endpoint)) return send(url, init)
  return send(url, init).catch(async (error: unknown) => {
    // Refused before anything was done, so the same request with the same key goes out again.
    if (error instanceof ApiError && error.reason === proveAgain && (await askProof())) return send(url, init)
    throw error
  })
}

/** Sends a prepared request and reads the answer; the one place that talks to the network, uploads aside. */
export async function send(url: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(url, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw offlineError()
  })
  const text = await answer.text().catch(() => {
    throw offlineError()
  })
  if (!answer.ok) throw announce(errorOfAnswer(answer.status, text))
  const said = text === '' ? undefined : JSON.parse(text)
  for (const tell of reached) tell()
  return said
}

const reached = new Set<() => void>()

/** Tells whenever the server has answered: a phone often finds its network again without noticing. */
export function onServerReached(tell: () => void): () => void {
  reached.add(tell)
  return () => reached.delete(tell)
}

export interface PreparedRequest {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string | FormData | undefined
}

/** Which face asks: the ledger keeps by which door something was done. */
export const face = (): 'desk' | 'pocket' => (/^\/desk(\/|$)/.test(location.pathname) ? 'desk' : 'pocket')

/** The request of a call: commands carry a key, so that one that is sent twice is done once. */
export function requestOf(endpoint: Endpoint, args: LooseArgs, key?: string): PreparedRequest {
  const headers: Record<string, string> = { 'x-liren': face(), 'accept-language': currentLang() }
  if (endpoint.method !== 'GET') headers['idempotency-key'] = key ?? uuidv7()
  if (endpoint.consumes === 'json' && endpoint.method !== 'GET') headers['content-type'] = 'application/json'
  const body =
    endpoint.method === 'GET'
      ? undefined
      : args.body instanceof FormData
        ? args.body
        : endpoint.consumes === 'json'
          ? JSON.stringify(args.body ?? {})
          : undefined
  return { url: urlOf(endpoint, args), headers, body }
}

/** The address of an endpoint, for links and downloads as well: `<a href={urlOf(matters.export, { query })}>`. */
export function urlOf(endpoint: Endpoint, args: LooseArgs = {}): string {
  const params = (args.params ?? {}) as Record<string, unknown>
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined || value === null || value === '')
      throw new Error(`${endpoint.id}: parameter ${name} missing`)
    return encodeURIComponent(String(value))
  })
  const search = searchOf((args.query ?? {}) as Record<string, unknown>)
  return search ? `${path}?${search}` : path
}

function searchOf(query: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  return search.toString()
}

const sessionLost = new Set<() => void>()

/** Tells the shell that the session has ended, so that it can lead to the sign-in page and back. */
export function onSessionLost(tell: () => void): () => void {
  sessionLost.add(tell)
  return () => sessionLost.delete(tell)
}

function announce(error: ApiError): ApiError {
  if (error.code === 'unauthenticated') for (const tell of sessionLost) tell()
  return error
}
