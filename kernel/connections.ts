import type pg from 'pg'
import type { Connections, Pooler } from './db.ts'

/**
 * Tables are joined in the order in which a query names them, five at a time. PostgreSQL else weighs every order of eight
 * (its views are joins, too), for which a page waited forty times as long as for its rows: 77 ms instead of 2
 * (docs/performance.md). So a query names first what it looks for, then what it says about it.
 */
export const joinsAtOnce: Readonly<Record<string, number>> = { join_collapse_limit: 5, from_collapse_limit: 5 }

/**
 * So many connections are kept while nothing is asked, for an hour each: a fresh one must read the catalogue first, which
 * takes as long as most pages.
 */
export const kept = { min: 4, maxLifetimeSeconds: 3600 }

/** A pooler takes no settings with a connection: there, transactions bring them (`vouching.ts`). */
export function optionsOf(pooler: Pooler | null, settings = ''): { options?: string } {
  const own = pooler ? [] : Object.entries(joinsAtOnce).map(([name, value]) => `-c ${name}=${value}`)
  const options = [...own, settings].join(' ').trim()
  return options === '' ? {} : { options }
}

/** The name under which connections prepare a text, if they do. */
export type Naming = (text: string) => string | undefined

/** The ledger has a partition for each month: to plan a look into it takes longer than the look, and longer each month. */
export const looksIntoLedger = (text: string) => /\bkernel\.(events|deliveries)/.test(text)

/** The same connections, where statements that get a name are prepared under it. */
export function preparingPool(pool: Connections['pool'], nameOf: Naming): pg.Pool {
  const preparing = wrapping((client) => ({
    query: (query: unknown, values?: unknown[]) => {
      // Several commands in one text have no values, and cannot be prepared.
      const name = typeof query === 'string' && values && values.length > 0 ? nameOf(query) : undefined
      return name === undefined
        ? client.query(query as string, values)
        : client.query({ name, text: query as string, values: [...(values ?? [])] })
    },
    release: (error?: Error | boolean) => client.release(error),
  }))
  const made: unknown = { connect: async () => preparing(await pool.connect()), end: () => pool.end() }
  return made as pg.Pool
}

/** One wrapping a connection, however often it is taken: whoever keeps notes about connections knows it again. */
export function wrapping(wrap: (client: pg.PoolClient) => object): (client: pg.PoolClient) => pg.PoolClient {
  const known = new WeakMap<pg.PoolClient, pg.PoolClient>()
  return (client) => {
    const earlier = known.get(client)
    if (earlier) return earlier
    const made = wrap(client) as pg.PoolClient
    known.set(client, made)
    return made
  }
}
