import { createStore, del, entries, set } from 'idb-keyval'
import { useSyncExternalStore } from 'react'
import { uuidv7 } from 'uuidv7'
import type { Endpoint, ResponseOf } from '../contract/endpoint.ts'
import { ApiError } from './api-error.ts'
import { type ArgsOf, type LooseArgs, requestOf, send } from './client.ts'

/** One request of a queued item; photos go before the command that names them. */
interface Step {
  readonly url: string
  readonly method: string
  readonly key: string
  readonly json?: string
  readonly form?: { readonly fields: Record<string, string>; readonly file: Blob; readonly name: string }
}

/** Something that was said while the server was out of reach, kept on this phone until it is sent. */
export interface OutboxItem {
  readonly id: string
  /** What it is, in the reader's words: shown in the list of what is queued. */
  readonly label: string
  readonly queuedAt: string
  /** `waiting`: will be sent by itself; `refused`: the server said no, `message` says why. */
  readonly state: 'waiting' | 'refused'
  readonly message?: string
  readonly steps: readonly Step[]
}

export interface OutboxFile {
  readonly endpoint: Endpoint
  readonly file: Blob
  readonly name: string
  /** Form fields; give the file an id of your own here so that the command can name it before it is sent. */
  readonly fields: Record<string, string>
}

export interface Queueable<E extends Endpoint> {
  readonly endpoint: E
  readonly args: ArgsOf<E>
  readonly label: string
  /** Sent first, in this order. */
  readonly files?: readonly OutboxFile[]
}

export type SendOutcome<E extends Endpoint> = { sent: true; answer: ResponseOf<E> } | { sent: false; id: string }

const store = createStore('liren-outbox', 'items')

/**
 * Sends a command now, or keeps it and sends it when the network is back, with the same keys: it is never done twice.
 * Throws the `ApiError` of a refusal; only an unreachable server leads to the queue.
 */
export async function sendOrQueue<E extends Endpoint>(request: Queueable<E>): Promise<SendOutcome<E>> {
  const item: OutboxItem = {
    id: uuidv7(),
    label: request.label,
    queuedAt: new Date().toISOString(),
    state: 'waiting',
    steps: stepsOf(request),
  }
  // Kept before it is sent: a phone that dies half-way still has it.
  await keep(item)
  const outcome = await work(item)
  if (outcome.state === 'sent') return { sent: true, answer: outcome.answer as ResponseOf<E> }
  if (outcome.state === 'waiting') return { sent: false, id: item.id }
  await discard(item.id)
  throw outcome.error
}

function stepsOf<E extends Endpoint>({ endpoint, args, files = [] }: Queueable<E>): Step[] {
  const uploads = files.map(({ endpoint: to, file, name, fields }) => ({
    url: requestOf(to, { params: (args as LooseArgs).params }).url,
    method: to.method,
    key: uuidv7(),
    form: { fields, file, name },
  }))
  const { url, body } = requestOf(endpoint, args as LooseArgs)
  return [
    ...uploads,
    { url, method: endpoint.method, key: uuidv7(), ...(typeof body === 'string' ? { json: body } : {}) },
  ]
}

type Outcome = { state: 'sent'; answer: unknown } | { state: 'waiting' } | { state: 'refused'; error: ApiError }

/** Sends the steps that are left; each one that succeeds is struck off before the next is tried. */
async function work(item: OutboxItem): Promise<Outcome> {
  let left = item.steps
  let answer: unknown
  while (left[0]) {
    try {
      answer = await sendStep(left[0])
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // A lost session is not a refusal: it waits until the person has signed in again.
      if (error.mayRetry || error.code === 'unauthenticated' || error.code === 'too_many') return { state: 'waiting' }
      return { state: 'refused', error }
    }
    left = left.slice(1)
    if (left.length > 0) await keep({ ...item, steps: left })
  }
  await discard(item.id)
  return { state: 'sent', answer }
}

function sendStep(step: Step): Promise<unknown> {
  const { headers } = requestOf(anyCommand, {}, step.key)
  if (!step.form) return send(step.url, { method: step.method, headers, body: step.json ?? '{}' })
  delete headers['content-type']
  const form = new FormData()
  for (const [name, value] of Object.entries(step.form.fields)) form.append(name, value)
  form.append('file', step.form.file, step.form.name)
  return send(step.url, { method: step.method, headers, body: form })
}

const anyCommand = { id: 'outbox', method: 'POST', path: '/', consumes: 'json' } as Endpoint

type SentListener = (item: OutboxItem, answer: unknown) => void
const sentListeners = new Set<SentListener>()

/** Tells of what went out after it had waited, with the server's answer; returns the way to stop. */
export function onOutboxSent(listener: SentListener): () => void {
  sentListeners.add(listener)
  return () => sentListeners.delete(listener)
}

/** Tries everything that waits; one tab at a time. */
export async function flushOutbox(): Promise<void> {
  const turn = async () => {
    for (const item of await load()) {
      if (item.state !== 'waiting') continue
      const outcome = await work(item)
      if (outcome.state === 'waiting') return
      if (outcome.state === 'sent') for (const tell of sentListeners) tell(item, outcome.answer)
      if (outcome.state === 'refused') await keep({ ...item, state: 'refused', message: outcome.error.message })
    }
  }
  if (navigator.locks) await navigator.locks.request('liren-outbox', { ifAvailable: true }, (lock) => lock && turn())
  else await turn()
}

/** Keeps trying while the page is open: now, when the network is back, when the page is shown, and each minute. */
export function startOutbox(): () => void {
  const go = () => void flushOutbox()
  const shown = () => document.visibilityState === 'visible' && go()
  void load()
  go()
  window.addEventListener('online', go)
  document.addEventListener('visibilitychange', shown)
  const timer = setInterval(go, 60_000)
  return () => {
    window.removeEventListener('online', go)
    document.removeEventListener('visibilitychange', shown)
    clearInterval(timer)
  }
}

/** Forgets an item, e.g. one that was refused. */
export async function discard(id: string): Promise<void> {
  await del(id, store)
  await load()
}

async function keep(item: OutboxItem): Promise<void> {
  await set(item.id, item, store)
  await load()
}

let items: readonly OutboxItem[] = []
const listeners = new Set<() => void>()

async function load(): Promise<readonly OutboxItem[]> {
  const rows = await entries<string, OutboxItem>(store)
  items = rows.map(([, item]) => item).sort((a, b) => a.id.localeCompare(b.id))
  for (const tell of listeners) tell()
  return items
}

/** What is queued on this phone, oldest first. */
export function useOutbox(): readonly OutboxItem[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => items,
    () => items,
  )
}
