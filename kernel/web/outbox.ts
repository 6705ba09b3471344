import { uuidv7 } from 'uuidv7'
import type { Endpoint, ResponseOf } from '../contract/endpoint.ts'
import { ApiError } from './api-error.ts'
import { type ArgsOf, type LooseArgs, onServerReached, requestOf, send } from './client.ts'
import { nextIn, openLanes } from './outbox-order.ts'
import {
  addItem,
  changeItem,
  type OutboxItem,
  outboxOwner,
  readItems,
  refresh,
  type Step,
  setOutboxOwner,
  tidy,
} from './outbox-store.ts'
import { currentLang } from './words.ts'

export { type OutboxItem, useOutbox, useSentLately } from './outbox-store.ts'

export interface OutboxFile {
  readonly endpoint: Endpoint
  readonly file: Blob
  readonly name: string
  /** Form fields; give the file an id of your own here so that the command can name it before it is sent. */
  readonly fields: Record<string, string>
  /** It has arrived already; it is sent again only if the command comes so late that the server has thrown it away. */
  readonly arrived?: boolean
}

export interface Queueable<E extends Endpoint> {
  readonly endpoint: E
  readonly args: ArgsOf<E>
  readonly label: string
  /** Sent first, in this order. */
  readonly files?: readonly OutboxFile[]
  /** What is sent strictly one after the other, e.g. all about one household; left out: nothing waits for this one. */
  readonly lane?: string
  /** The page that opens it again while it waits. */
  readonly to?: string
  /**
   * The item's own id, for a form that can be opened again: what still waits under it is replaced in its place, and what is
   * refused stays in the list until somebody decides.
   */
  readonly id?: string
}

export type SendOutcome<E extends Endpoint> = { sent: true; answer: ResponseOf<E> } | { sent: false; id: string }

/** So long one waits for an answer at a door; then what was kept goes on by itself. */
const patienceMs = 8_000
/** A connection on which nothing passes counts as none. */
const requestMs = { json: 30_000, file: 180_000 }
/** The server throws away a photo that no command has taken for a day. */
const photoLivesMs = 12 * 3_600_000

/**
 * Keeps a command on this phone and sends it: now, or when the network is back, with the same keys: it is never done twice.
 * Throws the `ApiError` of a refusal, or of a phone that has no room while the server is out of reach.
 */
export async function sendOrQueue<E extends Endpoint>(request: Queueable<E>): Promise<SendOutcome<E>> {
  const item = itemOf(request)
  // Kept before it is sent: a phone that dies half-way still has it.
  const kept = await keep(item).catch(() => false)
  if (!kept) return sendUnkept(item)
  let outcome: Outcome | undefined
  const stop = onOutcome(item.id, (became) => {
    outcome = became
  })
  await Promise.race([runLane(item.lane, item.owner), later(patienceMs)]).finally(stop)
  if (outcome?.state === 'sent') return { sent: true, answer: outcome.answer as ResponseOf<E> }
  if (outcome?.state === 'refused') {
    // Whoever wrote it still has it before their eyes.
    if (request.id === undefined) await discard(item.id)
    throw outcome.error
  }
  void askToPersist()
  return { sent: false, id: item.id }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Puts it in the place of what waits under its id, or behind all others. Rejects where the phone has no room. */
async function keep(item: Omit<OutboxItem, 'place'>): Promise<true> {
  const there = await changeItem(item.id, (now) => ({ ...item, place: now.place, version: now.version + 1 }))
  if (!there) await addItem(item)
  return true
}

function itemOf<E extends Endpoint>(request: Queueable<E>): Omit<OutboxItem, 'place'> {
  const { label, to } = request
  const id = request.id ?? uuidv7()
  const steps = stepsOf(request)
  return {
    id,
    owner: outboxOwner(),
    lane: request.lane ?? id,
    label,
    ...(to === undefined ? {} : { to }),
    queuedAt: new Date().toISOString(),
    version: 1,
    state: 'waiting',
    bytes: steps.reduce((sum, { json, form }) => sum + (json?.length ?? 0) + (form?.file.size ?? 0), 0),
    steps,
  }
}

function stepsOf<E extends Endpoint>({ endpoint, args, files = [] }: Queueable<E>): Step[] {
  const uploads = files.map(({ endpoint: to, file, name, fields, arrived }) => ({
    url: requestOf(to, { params: (args as LooseArgs).params }).url,
    method: to.method,
    key: uuidv7(),
    form: { fields, file, name },
    ...(arrived ? { sentAt: new Date().toISOString() } : {}),
  }))
  const { url, body } = requestOf(endpoint, args as LooseArgs)
  return [
    ...uploads,
    { url, method: endpoint.method, key: uuidv7(), ...(typeof body === 'string' ? { json: body } : {}) },
  ]
}

/** The phone has no room, or keeps nothing at all: then only the way to the server is left. */
async function sendUnkept<E extends Endpoint>(item: Omit<OutboxItem, 'place'>): Promise<SendOutcome<E>> {
  const outcome = await attempt({ ...item, place: 0 }, async () => {})
  if (outcome.state === 'sent') return { sent: true, answer: outcome.answer as ResponseOf<E> }
  if (outcome.state === 'refused') throw outcome.error
  throw new ApiError('unavailable', 'outbox.not_kept', notKept[currentLang()])
}

const notKept = {
  zh: '这部手机存不下了，这一条还没有存。您填的都还在这一页，请先不要关：到有网络的地方再点一次，或先发送、删除「待发送」里带照片的。',
  en: 'This phone has no room left, so this was not kept. What you filled in is still on this page: leave it open and press again where there is a network, or first send or delete waiting items with photos.',
}

type Outcome =
  | { state: 'sent'; answer: unknown }
  | { state: 'waiting'; because: 'nobody answers' | 'this one' }
  | { state: 'refused'; error: ApiError }

/** Sends the steps that are left; `note` is told of each that has arrived. */
async function attempt(item: OutboxItem, note: (steps: readonly Step[]) => Promise<unknown>): Promise<Outcome> {
  let steps = item.steps
  let answer: unknown
  for (const [i, step] of item.steps.entries()) {
    if (isStillThere(step)) continue
    // A photo that was thrown away is new to the server: its old key would only bring back the old answer.
    const fresh = step.sentAt === undefined ? step : { ...step, key: uuidv7() }
    try {
      answer = await sendStep(fresh, item.owner)
    } catch (error) {
      return outcomeOf(error)
    }
    // Ours always says something: an empty answer comes from something that stands between.
    if (answer === undefined) return { state: 'waiting', because: 'nobody answers' }
    if (i === item.steps.length - 1) break
    steps = steps.with(i, { ...fresh, sentAt: new Date().toISOString() })
    await note(steps)
  }
  return { state: 'sent', answer }
}

const isStillThere = ({ sentAt }: Step): boolean =>
  sentAt !== undefined && Date.now() - new Date(sentAt).getTime() < photoLivesMs

/** The server was out of reach when something was tried last. */
let isCutOff = false

function outcomeOf(error: unknown): Outcome {
  // The next answer to anything will say that it may be tried again.
  if (!(error instanceof ApiError) || error.code === 'offline' || error.code === 'unavailable') isCutOff = true
  // Not our server, but a page for signing in to some network: nothing was heard.
  if (!(error instanceof ApiError)) return { state: 'waiting', because: 'nobody answers' }
  // One thing that breaks the server must not hold up the others.
  if (error.code === 'internal') return { state: 'waiting', because: 'this one' }
  // A lost session is not a refusal: it waits until the person has signed in again.
  if (error.mayRetry || error.code === 'unauthenticated' || error.code === 'too_many')
    return { state: 'waiting', because: 'nobody answers' }
  return { state: 'refused', error }
}

/** Goes out in the name of the one who said it, or in nobody's; the server refuses it if somebody else has signed in. */
function sendStep(step: Step, owner: string | null): Promise<unknown> {
  const { headers } = requestOf(anyCommand, {}, step.key)
  headers['x-liren-person'] = owner ?? 'nobody'
  const shared = { method: step.method, headers }
  if (!step.form)
    return send(step.url, { ...shared, body: step.json ?? '{}', signal: AbortSignal.timeout(requestMs.json) })
  delete headers['content-type']
  const form = new FormData()
  for (const [name, value] of Object.entries(step.form.fields)) form.append(name, value)
  form.append('file', step.form.file, step.form.name)
  return send(step.url, { ...shared, body: form, signal: AbortSignal.timeout(requestMs.file) })
}

const anyCommand = { id: 'outbox', method: 'POST', path: '/', consumes: 'json' } as Endpoint

type SentListener = (item: OutboxItem, answer: unknown) => void
const sentListeners = new Set<SentListener>()

/** Tells of what went out after it had waited, with the server's answer; returns the way to stop. */
export function onOutboxSent(listener: SentListener): () => void {
  sentListeners.add(listener)
  return () => sentListeners.delete(listener)
}

/** What somebody waits for at a form. */
const awaited = new Map<string, (outcome: Outcome) => void>()

function onOutcome(id: string, tell: (outcome: Outcome) => void): () => void {
  awaited.set(id, tell)
  return () => awaited.delete(id)
}

/** Sends what a lane has, in order, until it is empty, stuck, or nobody answers. @returns whether the others may go on. */
async function runLane(lane: string, owner: string | null): Promise<boolean> {
  return alone(`liren-outbox:${lane}`, async () => {
    for (;;) {
      // Somebody else has come to this phone meanwhile: theirs is not to be mixed with this.
      if (owner !== null && owner !== outboxOwner()) return false
      const item = nextIn(await readItems(), owner, lane)
      if (!item) return true
      const outcome = await attempt(item, (steps) =>
        changeItem(item.id, (now) => (same(now, item) ? { ...now, steps } : now)),
      )
      await settle(item, outcome)
      awaited.get(item.id)?.(outcome)
      if (outcome.state === 'waiting') return outcome.because === 'this one'
      if (outcome.state === 'refused') return true
    }
  })
}

const same = (now: OutboxItem, then: OutboxItem): boolean => now.version === then.version && now.state === then.state

async function settle(item: OutboxItem, outcome: Outcome): Promise<void> {
  const at = new Date().toISOString()
  await changeItem(item.id, (now) => {
    // Changed while its older version was on the way: what is here now is still to be sent.
    if (!same(now, item)) return now
    if (outcome.state === 'sent') return { ...now, state: 'sent', sentAt: at, steps: [], bytes: 0 }
    if (outcome.state === 'waiting') return { ...now, triedAt: at }
    const { message, reason } = outcome.error
    return { ...now, state: 'refused', triedAt: at, message, reason }
  })
  if (outcome.state === 'sent') for (const tell of sentListeners) tell(item, outcome.answer)
}

const running = new Map<string, Promise<unknown>>()

/** One at a time, over all tabs; in this tab where a browser knows no locks (plain http). */
async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks) return (await navigator.locks.request(name, work)) as T
  const before = running.get(name) ?? Promise.resolve()
  const mine = before.then(work, work)
  running.set(name, mine)
  return mine
}

/** Tries everything of mine that waits, and what was said without an account. */
export async function flushOutbox(): Promise<void> {
  for (const owner of new Set([outboxOwner(), null]))
    for (const lane of openLanes(await readItems(), owner)) if (!(await runLane(lane, owner))) return
}

/** Who is signed in at this phone; what waits of theirs goes out. Null: nobody. */
export function outboxIsOf(personId: string | null): void {
  if (setOutboxOwner(personId)) void flushOutbox().catch(() => {})
}

/** Keeps trying while the page is open: now, when the network is back, when the server answers anything, when the page is shown, and each minute. */
export function startOutbox(): () => void {
  const go = () => void flushOutbox().catch(() => {})
  const shown = () => document.visibilityState === 'visible' && go()
  void refresh().then(tidy, () => {})
  go()
  const quiet = onServerReached(() => {
    if (!isCutOff) return
    isCutOff = false
    go()
  })
  window.addEventListener('online', go)
  document.addEventListener('visibilitychange', shown)
  const timer = setInterval(go, 60_000)
  return () => {
    quiet()
    window.removeEventListener('online', go)
    document.removeEventListener('visibilitychange', shown)
    clearInterval(timer)
  }
}

/** Forgets an item for good. */
export async function discard(id: string): Promise<void> {
  await changeItem(id, () => null)
  void flushOutbox().catch(() => {})
}

/** Sends a refused one again as it is: what was in its way may be gone. */
export async function sendAgain(id: string): Promise<void> {
  await changeItem(id, ({ message: _, reason: __, ...now }) => ({ ...now, state: 'waiting' }))
  await flushOutbox()
}

/** Asks the browser not to clear what is kept here when it wants room. @returns whether it promised. */
export const askToPersist = async (): Promise<boolean> =>
  (await navigator.storage?.persist?.().catch(() => false)) ?? false
