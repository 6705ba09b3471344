import pg from 'pg'
import type { Actor } from '../actor.ts'
import { type Db, sessionUrl, sql, type Tx } from '../db.ts'
import { type Addressed, openAudience } from './audience.ts'

/** Something changed that an open screen may want to fetch again. Carries ids, never content. */
export interface LiveSignal extends Addressed {
  /** What changed, e.g. `matter` or `notice`. */
  readonly topic: string
  readonly id: string
}

/** What a screen hears of it. */
export type LiveWord = Pick<LiveSignal, 'topic' | 'id'>

const channel = 'liren_live'
/** Told by `kernel.tenants` when it changes. */
const tenantsChannel = 'liren_tenants'

/** Sends a signal when the transaction commits, to every server process. It must fit a notification (8,000 bytes). */
export async function signalLive(tx: Tx, signal: LiveSignal): Promise<void> {
  await sql`select pg_notify(${channel}, ${JSON.stringify(signal)})`.execute(tx)
}

/** Several at once, in one way to the database. */
export async function signalAllLive(tx: Tx, signals: readonly LiveSignal[]): Promise<void> {
  if (signals.length > 0)
    await sql`select pg_notify(${channel}, signal)
      from unnest(${signals.map((signal) => JSON.stringify(signal))}::text[]) as s(signal)`.execute(tx)
}

/** One listening connection a process, shared by all open event streams. */
export interface LiveHub {
  /**
   * @param who hears what is for them, as they stand now: who takes a post later hears as its holder with their next stream.
   * @param onWords in the order of the commits; the same thing changed twice within a batch is said once.
   * @param onClose told once when nothing more will come, so that the stream ends.
   * @returns the way to stop.
   */
  listen(
    who: Pick<Actor, 'tenantId' | 'personId' | 'posts'>,
    onWords: (words: readonly LiveWord[]) => void,
    onClose?: () => void,
  ): () => void
  /** @param heard told when a tenant was added or changed, and whenever that may have been missed. @returns the way to stop. */
  onTenants(heard: () => void): () => void
  close(): Promise<void>
}

/**
 * After a quiet time a signal goes out at once, then at most one batch in so many milliseconds: in a storm a stream is
 * written to ten times a second, however much happens.
 */
const batchMs = 100

interface Listener {
  readonly onWords: (words: readonly LiveWord[]) => void
  readonly onClose: () => void
}

/** Gathers what each listener is to hear, until it is time to say it. */
function openBatches() {
  let waiting = new Map<Listener, Map<string, LiveWord>>()
  let timer: NodeJS.Timeout | null = null
  let saidAt = 0
  const say = () => {
    timer = null
    saidAt = performance.now()
    const due = waiting
    waiting = new Map()
    for (const [listener, words] of due) listener.onWords([...words.values()])
  }
  return {
    add(listeners: ReadonlySet<Listener>, { topic, id }: LiveSignal) {
      const word = { topic, id }
      for (const listener of listeners) {
        const words = waiting.get(listener)
        if (words) words.set(`${topic} ${id}`, word)
        else waiting.set(listener, new Map([[`${topic} ${id}`, word]]))
      }
      if (listeners.size > 0) timer ??= setTimeout(say, Math.max(0, saidAt + batchMs - performance.now()))
    },
    forget: (listener: Listener) => void waiting.delete(listener),
    /** What is left is said before the streams end. */
    end() {
      if (timer) clearTimeout(timer)
      say()
    },
  }
}

export function openLiveHub(db: Db): LiveHub {
  const audience = openAudience<Listener>()
  const batches = openBatches()
  let closed = false
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | null = null
  const ofTenants = new Set<() => void>()
  const tellTenants = () => {
    for (const heard of ofTenants) heard()
  }
  const endStreams = () => {
    batches.end()
    for (const { onClose } of [...audience.all()]) onClose()
  }
  // A lost connection is made again. Open streams end with it: their screens reconnect and fetch what they missed. The server's
  // last words, the closed socket and what was asked meanwhile are three errors of one loss.
  const lose = (lost: pg.Client) => {
    if (client !== lost) return
    client = null
    lost.end().catch(() => {})
    endStreams()
    if (!closed) retry = setTimeout(start, 1000)
  }
  const start = async () => {
    const fresh = new pg.Client({ connectionString: sessionUrl(db), application_name: 'liren-live' })
    client = fresh
    fresh.on('notification', ({ channel: on, payload }) => {
      if (on === tenantsChannel) return tellTenants()
      if (!payload) return
      const signal = JSON.parse(payload) as LiveSignal
      batches.add(audience.of(signal), signal)
    })
    fresh.on('error', () => lose(fresh))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}; listen ${tenantsChannel}`)
      tellTenants()
    } catch {
      lose(fresh)
    }
  }
  void start()
  return {
    listen(who, onWords, onClose = () => {}) {
      const listener: Listener = { onWords, onClose: once(onClose) }
      const leave = audience.add(who, listener)
      return () => {
        leave()
        batches.forget(listener)
      }
    },
    onTenants(heard) {
      ofTenants.add(heard)
      return () => void ofTenants.delete(heard)
    },
    async close() {
      if (closed) return
      closed = true
      endStreams()
      if (retry) clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}

function once(what: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    what()
  }
}
