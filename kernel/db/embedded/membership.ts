import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Address } from './address.ts'

/**
 * Who is a member is known by the database itself: each process holds one shared advisory lock in a session of its
 * own. A process that is killed loses its session, so there is no list that could be wrong. Who leaves and then gets
 * the lock for itself alone was the last.
 */
const memberLock = 734_000

export type Attempt =
  | { readonly kind: 'member'; readonly client: pg.Client }
  /** It starts, stops or has no room: ask again. */
  | { readonly kind: 'busy'; readonly why: unknown }
  /** Nobody listens. */
  | { readonly kind: 'absent'; readonly why: unknown }

const nobodyListens = new Set(['ENOENT', 'ECONNREFUSED'])
/** 57P03 starting or stopping, 57P01 just stopped, 53300 no free connection, 58P01 going down. */
const comesAndGoes = new Set(['57P03', '57P01', '53300', 'ECONNRESET', 'EPIPE'])

/** Tries once to become a member. */
export async function attempt(address: Address): Promise<Attempt> {
  const client = new pg.Client({
    connectionString: address.url('postgres'),
    application_name: 'liren member',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const sql = 'select pg_try_advisory_lock_shared($1) as taken'
    const { rows } = await client.query<{ taken: boolean }>(sql, [memberLock])
    if (rows[0]?.taken) return { kind: 'member', client }
    await client.end()
    return { kind: 'busy', why: 'it is being stopped' }
  } catch (error) {
    await client.end().catch(() => {})
    const code = (error as { code?: string }).code ?? ''
    if (nobodyListens.has(code)) return { kind: 'absent', why: error }
    if (comesAndGoes.has(code) || /terminated|timeout/.test(String(error))) return { kind: 'busy', why: error }
    throw error
  }
}

export interface MembershipOptions {
  /** Comes back after the cluster was lost. */
  readonly rejoin: () => Promise<pg.Client>
  readonly log: (line: string) => void
}

/** This process's share in a running cluster. */
export class Membership {
  /** Undefined while the cluster is lost. */
  #client: pg.Client | undefined
  readonly #left = new AbortController()
  #comingBack: Promise<void> | undefined
  readonly #options: MembershipOptions

  constructor(client: pg.Client, options: MembershipOptions) {
    this.#options = options
    this.#enter(client)
  }

  #enter(client: pg.Client): void {
    this.#client = client
    hold(client, false)
    client.once('end', () => {
      this.#client = undefined
      if (!this.#left.signal.aborted) this.#comingBack = this.#comeBack()
    })
  }

  /** Tries until it succeeds or we leave: what is in the way (a full disk, say) may be put right. */
  async #comeBack(): Promise<void> {
    const { rejoin, log } = this.#options
    log('PostgreSQL went away; joining again')
    for (let waitMs = 250; !this.#left.signal.aborted; waitMs = Math.min(waitMs * 2, 30_000)) {
      try {
        this.#enter(await rejoin())
        return log('PostgreSQL is back')
      } catch (error) {
        log(`PostgreSQL did not come back: ${error instanceof Error ? error.message : String(error)}`)
        await pause(waitMs, undefined, { ref: false, signal: this.#left.signal }).catch(() => {})
      }
    }
  }

  /** Leaves; calls `stop` if we were the last. */
  async leave(stop: () => Promise<void>): Promise<void> {
    if (this.#left.signal.aborted) return
    this.#left.abort()
    await this.#comingBack
    const client = this.#client
    if (!client) return
    hold(client, true)
    try {
      if (await isLast(client)) await stop()
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** Gives up our share and asks for the whole: in this order, or two who leave together would both see the other. */
async function isLast(client: pg.Client): Promise<boolean> {
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [memberLock])
    const sql = 'select pg_try_advisory_lock($1) as alone'
    const { rows } = await client.query<{ alone: boolean }>(sql, [memberLock])
    return rows[0]?.alone ?? false
  } catch {
    // It went down in this moment: nothing is left to stop.
    return false
  }
}

/** Whether the session keeps the process alive: not alone, but while it is leaving. */
function hold(client: pg.Client, firmly: boolean): void {
  const socket = client as pg.Client & { ref(): void; unref(): void }
  if (firmly) socket.ref()
  else socket.unref()
}
