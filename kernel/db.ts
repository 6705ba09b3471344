import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from 'kysely'
import pg from 'pg'

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
   * The same for SQL that is put together: each text that comes out is prepared under a name of its own. For queries that
   * take longer to plan than to run, and whose best plan does not depend on the values.
   */
  prepared<Row>(query: RawBuilder<Row>): Promise<Row[]>
  readonly url: string
  close(): Promise<void>
}

export interface DbOptions {
  readonly url: string
  /** Connections at most; 10 if left out. */
  readonly connections?: number
  readonly applicationName?: string
  /** PostgreSQL settings of its sessions, as `-c name=value`. */
  readonly settings?: string
}

/** Opens a pool. Nothing outside may query it but through tx, read and statement. */
export function openDb({ url, connections = 10, applicationName = 'liren', settings }: DbOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: applicationName,
    ...(settings ? { options: settings } : {}),
  })
  // An idle connection that the server drops must not bring the process down; the next query reports it.
  pool.on('error', () => {})
  // Nor must one that it drops between two statements of a transaction, when the pool does not listen: the next statement
  // fails and rolls back, and the pool replaces the connection.
  pool.on('connect', (client) => void client.on('error', () => {}))
  openPools.set(pool, applicationName)
  const kysely = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
  const nameOf = namesOfTexts()
  return {
    url,
    tx: (work) => kysely.transaction().execute(work),
    read: (work) => kysely.connection().execute((connection) => work(connection as unknown as Tx)),
    statement: async <Row>(name: string, text: string, values: readonly unknown[]) => {
      const result = await pool.query({ name, text, values: [...values] })
      return result.rows as Row[]
    },
    prepared: async <Row>(query: RawBuilder<Row>) => {
      const { sql: text, parameters } = query.compile(kysely)
      const name = nameOf(text)
      const result = await pool.query({ ...(name === undefined ? {} : { name }), text, values: [...parameters] })
      return result.rows as Row[]
    },
    close: () => kysely.destroy(),
  }
}

/** For figures of this process alone; nothing is decided by it. */
const openPools = new Map<pg.Pool, string>()

/** How the pools of this process are used: connections at work and idle, and callers who wait for one. */
export function poolLoad(): readonly { pool: string; state: 'busy' | 'idle' | 'waiting'; count: number }[] {
  for (const pool of openPools.keys()) if (pool.ended) openPools.delete(pool)
  return [...openPools].flatMap(([pool, name]) => [
    { pool: name, state: 'busy', count: pool.totalCount - pool.idleCount },
    { pool: name, state: 'idle', count: pool.idleCount },
    { pool: name, state: 'waiting', count: pool.waitingCount },
  ])
}

/** Connections keep what they prepared for ever: texts beyond so many are sent without a name. */
const mostPrepared = 200

function namesOfTexts(): (text: string) => string | undefined {
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

export const uniqueViolation = '23505'

export { sql }
