import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { PersonId, TenantId } from '../contract/ids.ts'
import { type Db, sessionUrl, sql, type Tx } from '../db.ts'

/** Something changed that an open screen may want to fetch again. Carries ids, never content. */
export interface LiveSignal {
  readonly tenantId: TenantId
  /** What changed, e.g. `matter` or `notice`. */
  readonly topic: string
  readonly id: string
  /** Whose screens; `null`: everybody of the tenant who is signed in. */
  readonly persons: readonly PersonId[] | null
}

const channel = 'liren_live'

/** Sends a signal when the transaction commits, to every server process. */
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
  /** @param onClose told once when nothing more will come, so that the stream ends. @returns the way to stop. */
  listen(
    tenantId: TenantId,
    personId: PersonId,
    onSignal: (signal: LiveSignal) => void,
    onClose?: () => void,
  ): () => void
  close(): Promise<void>
}

export function openLiveHub(db: Db): LiveHub {
  const emitter = new EventEmitter()
  emitter.setMaxListeners(0)
  let closed = false
  let client: pg.Client | null = null
  let retry: NodeJS.Timeout | null = null
  const connect = async () => {
    const fresh = new pg.Client({ connectionString: sessionUrl(db), application_name: 'liren-live' })
    client = fresh
    fresh.on('notification', ({ payload }) => {
      if (payload) emitter.emit('signal', JSON.parse(payload) as LiveSignal)
    })
    // A lost connection is made again. Open streams end with it: their screens reconnect and fetch what they missed.
    // The server's last words and the closed socket are two errors of one loss.
    fresh.on('error', () => {
      if (client !== fresh) return
      client = null
      emitter.emit('close')
      if (!closed) retry = setTimeout(start, 1000)
    })
    await fresh.connect()
    await fresh.query(`listen ${channel}`)
  }
  const start = () => {
    connect().catch(() => {
      if (!closed) retry = setTimeout(start, 1000)
    })
  }
  start()
  return {
    listen(tenantId, personId, onSignal, onClose = () => {}) {
      const listener = (signal: LiveSignal) => {
        if (signal.tenantId === tenantId && (signal.persons === null || signal.persons.includes(personId)))
          onSignal(signal)
      }
      emitter.on('signal', listener)
      emitter.once('close', onClose)
      return () => {
        emitter.off('signal', listener)
        emitter.off('close', onClose)
      }
    },
    async close() {
      if (closed) return
      closed = true
      emitter.emit('close')
      if (retry) clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
