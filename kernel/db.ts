import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { kept, looksIntoLedger, type Naming, optionsOf, preparingPool } from './connections.ts'
import type { TenantId } from './contract/ids.ts'
import { type Gate, openGate } from './db/gate.ts'
import { type Crowd, callingTogether, type SharedCall } from './db/together.ts'
import { vouchedPool } from './vouching.ts'

// bigint counts fit a JavaScript number here: parse them once, at the edge. Days stay text (no zone to guess).
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

// biome-ignore lint/complexity/noBannedTypes: a transaction knows no table until a module names its own
type NoTables = {}

/** A transaction (or a read on one connection). A module sees its tables by `tx.withTables<Its>()`. */
export type Tx = Transaction<NoTables>

export interface Db {
  /** Runs `work` in one read-committed transaction; an exception rolls everything back. */
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Runs reads on one connection without a transaction. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** One prepared statement on any free connection: the hot paths' single round trip. */
  statement<Row>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>
  /**
   * One call of a function that many call at the same moment: in a transaction of its own, or in one with calls of others
   * (`db/together.ts`).
   */
  call<Answer>(shared: SharedCall, values: readonly unknown[]): Promise<Answer>
  /**
   * A statement for SQL that is put together: each text that comes out is prepared under a name of its own. For queries that
   * take longer to plan than to run, and whose best plan does not depend on the values.
   */
  prepared<Row>(query: RawBuilder<Row>): Promise<Row[]>
  /**
   * The same connections, on which PostgreSQL shows the rows of one tenant and no other's (docs/security.md). Where the
   * database was opened as the owner of its tables, who sees them all, it is that one.
   */
  of(tenantId: TenantId): Db
  readonly url: string
  /** What stands between, if anything does. */
  readonly pooler: Pooler | null
  close(): Promise<void>
}

export interface DbOptions {
  readonly url: string
  /** Connections at most; 10 if left out. */
  readonly connections?: number
  /** So much quick work is in the database at a time (`db/gate.ts`); as much as there are connections if left out. */
  readonly atOnce?: number
  readonly applicationName?: string
  /** PostgreSQL settings of its sessions, as `-c name=value`. */
  readonly settings?: string
  /** Null, if left out: the address leads straight to PostgreSQL. */
  readonly pooler?: Pooler | null
  /** Opens it as the server's own role, which sees rows of a tenant only where this key vouched for it. */
  readonly vouching?: Vouching
}

export interface Vouching {
  readonly key: Buffer
  /** Behind a pooler, the process at the other end of a connection changes from one transaction to the next. */
  readonly pooled: boolean
  /** On several machines (Citus), rows are looked at by other processes than the one that was asked. */
  readonly spread: boolean
}

/** A pooler between this process and PostgreSQL: each transaction may run on another connection (docs/scale.md). */
export interface Pooler {
  /** The way past it, for what needs a session of its own. */
  readonly directUrl: string
  /** Whether it carries prepared statements from one connection to the next; else they are sent without names. */
  readonly keepsStatements: boolean
}

/** The address for what needs a session of its own: LISTEN, the queue, locks that outlast a transaction. */
export const sessionUrl = ({ url, pooler }: Pick<Db, 'url' | 'pooler'>): string => pooler?.directUrl ?? url

/** Whose ways into the database stay ready. A token names a tenant before it is known whether there is one. */
const mostTenantsKept = 100

/** Opens a pool. Nothing outside may query it but through what `Db` offers. */
export function openDb(options: DbOptions): Db {
  const { url, connections = 10, atOnce, applicationName = 'liren', settings, vouching, pooler = null } = options
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    ...kept,
    application_name: applicationName,
    ...optionsOf(pooler, settings),
    ...(vouching ? { pipeline: true } : {}),
  })
  // An idle connection that the server drops must not bring the process down; the next query reports it.
  pool.on('error', () => {})
  // Nor must one that it drops between two statements of a transaction, when the pool does not listen: the next statement
  // fails and rolls back, and the pool replaces the connection.
  pool.on('connect', (client) => void client.on('error', () => {}))
  const gate = atOnce === undefined ? null : openGate(atOnce, longMs)
  const ways = gate ? gated(pool, gate) : pool
  const crowd = { waiting: 0 }
  openPools.set(pool, { name: applicationName, gate, crowd })
  const way: Way = { url, pooler, crowd, nameOf: namesOfTexts() }
  // Kysely leaves the pool open when nothing was asked through it.
  const end = async () => {
    if (!pool.ended) await pool.end()
  }
  const whole = dbOn(way, { pool: { connect: () => ways.connect(), end }, query: (query) => askedOn(ways, query), end })
  if (!vouching) return whole
  // In the order in which they were asked for last.
  const tenants = new Map<TenantId, Db>()
  const of = (tenantId: TenantId): Db => {
    const db: Db = tenants.get(tenantId) ?? { ...dbOn(way, vouchedPool(ways, tenantId, vouching)), of }
    tenants.delete(tenantId)
    tenants.set(tenantId, db)
    const [oldest = tenantId] = tenants.keys()
    if (tenants.size > mostTenantsKept) tenants.delete(oldest)
    return db
  }
  return { ...whole, of }
}

/** Who stays in the database longer holds nobody back. */
const longMs = 10

/** Where connections are to be had. */
export interface Ways {
  connect(): Promise<pg.PoolClient>
}

function gated(pool: pg.Pool, gate: Gate): Ways {
  return {
    async connect() {
      const leave = await gate.enter()
      try {
        const client = await pool.connect()
        // The pool gives a client another `release` each time that it hands it out.
        const release = client.release.bind(client)
        client.release = (error) => {
          leave()
          release(error)
        }
        return client
      } catch (error) {
        leave()
        throw error
      }
    },
  }
}

async function askedOn(ways: Ways, query: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await ways.connect()
  try {
    return await client.query(query)
  } finally {
    client.release()
  }
}

/** Where statements go: a pool of connections, or what one tenant may see through it. */
export interface Connections {
  readonly pool: { connect(): Promise<pg.PoolClient>; end(): Promise<void> }
  /** One statement that stands alone. */
  query(query: pg.QueryConfig): Promise<pg.QueryResult>
  end(): Promise<void>
  /** Reads are a transaction, too: who asks is said at its beginning. */
  readonly readsInTransactions?: boolean
}

interface Way extends Pick<Db, 'url' | 'pooler'> {
  readonly nameOf: Naming
  readonly crowd: Crowd
}

function dbOn({ url, pooler, crowd, nameOf }: Way, { pool, query, end, readsInTransactions }: Connections): Db {
  const keepsNames = pooler === null || pooler.keepsStatements
  const named = (name: string | undefined) => (keepsNames && name !== undefined ? { name } : {})
  const preparing = preparingPool(pool, (text) => (keepsNames && looksIntoLedger(text) ? nameOf(text) : undefined))
  const kysely = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool: preparing }) })
  const db: Db = {
    url,
    pooler,
    tx: (work) => kysely.transaction().execute(work),
    read: (work) =>
      readsInTransactions
        ? kysely.transaction().execute(work)
        : kysely.connection().execute((connection) => work(connection as unknown as Tx)),
    statement: async <Row>(name: string, text: string, values: readonly unknown[]) => {
      const result = await query({ ...named(name), text, values: [...values] })
      return result.rows as Row[]
    },
    call: callingTogether((name, text, values) => db.statement(name, text, values), tookBack, crowd),
    prepared: async <Row>(statement: RawBuilder<Row>) => {
      const { sql: text, parameters } = statement.compile(kysely)
      const result = await query({ ...named(nameOf(text)), text, values: [...parameters] })
      return result.rows as Row[]
    },
    of: () => db,
    close: async () => {
      await kysely.destroy()
      await end()
    },
  }
  return db
}

/** Connections at work and idle; callers who wait for one, for a group to go with, and at the gate. */
type PoolState = 'busy' | 'idle' | 'waiting' | 'gathering' | 'held'

/** For figures of this process alone; nothing is decided by it. */
const openPools = new Map<pg.Pool, { name: string; gate: Gate | null; crowd: Crowd }>()

/** How the pools of this process are used: connections, and callers who wait. */
export function poolLoad(): readonly { pool: string; state: PoolState; count: number }[] {
  for (const pool of openPools.keys()) if (pool.ended) openPools.delete(pool)
  return [...openPools].flatMap(([pool, { name, gate, crowd }]) => [
    { pool: name, state: 'busy', count: pool.totalCount - pool.idleCount },
    { pool: name, state: 'idle', count: pool.idleCount },
    { pool: name, state: 'waiting', count: pool.waitingCount },
    { pool: name, state: 'gathering', count: crowd.waiting },
    ...(gate ? [{ pool: name, state: 'held' as const, count: gate.waiting() }] : []),
  ])
}

/** Connections keep what they prepared for ever: texts beyond so many are sent without a name. */
const mostPrepared = 200

function namesOfTexts(): Naming {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostPrepared) return known
    const name = `prepared ${names.size + 1}`
    names.set(text, name)
    return name
  }
}

/** The SQLSTATE of a PostgreSQL error, if it is one. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** The constraint that a PostgreSQL error names, if it is one of those. */
export function constraintOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}

/**
 * Whether the database itself could not, whoever asked for whatever: no room, no memory, no connection, shutting down, a
 * broken disk, one of two that waited for each other. The same asked again later may work.
 */
export function isOutage(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return /^(08|53[0-3]|57P|58|40)/.test(state)
  if (!(error instanceof Error)) return false
  const { code = '', syscall } = error as NodeJS.ErrnoException
  // A socket that is not there: the database is not running.
  if (code === 'ENOENT') return syscall === 'connect'
  return (
    /^(ECONN|EPIPE|ETIMEDOUT)/.test(code) ||
    /^Connection terminated|^Client has encountered a connection error|^timeout exceeded when/.test(error.message)
  )
}

/** Whether a statement failed by what it was asked, or by who else was at work: nothing of it was kept, and a part of it may work. */
const tookBack = (error: unknown): boolean =>
  sqlState(error) !== undefined && (!isOutage(error) || /^40(?!003)/.test(sqlState(error) ?? ''))

/** Of such errors those with which PostgreSQL has taken everything back for certain: nothing of it was kept. */
export function wasRolledBack(error: unknown): boolean {
  return /^(40(?!003)|53)/.test(sqlState(error) ?? '')
}

export const uniqueViolation = '23505'

export { sql }
