import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { TenantId } from './contract/ids.ts'
import type { Connections, Vouching } from './db.ts'

/**
 * The connections of a pool as one tenant's: every transaction begins with the word of the server whose rows it may see,
 * on the way that `begin` takes anyway. What the word looks like: `kernel.tenant()` in the migrations.
 */
export function vouchedPool(pool: pg.Pool, tenantId: TenantId, vouching: Vouching): Connections {
  const opening = (client: pg.PoolClient) => `begin; set local liren.tenant = '${wordOf(client, tenantId, vouching)}'`
  const asTenant = wrapping((client) => ({
    query: (query: unknown, values?: unknown[]) =>
      query === 'begin' ? client.query(opening(client)) : client.query(query as string, values),
    release: (error?: Error | boolean) => client.release(error),
  }))
  return {
    pool: { connect: async () => asTenant(await pool.connect()), end: async () => {} },
    query: (query) => alone(pool, opening, query),
    end: async () => {},
    readsInTransactions: true,
  }
}

/** The three go out together: one way to the database and back. */
async function alone(
  pool: pg.Pool,
  opening: (client: pg.PoolClient) => string,
  query: pg.QueryConfig,
): Promise<pg.QueryResult> {
  const client = await pool.connect()
  const said = await Promise.allSettled([client.query(opening(client)), client.query(query), client.query('commit')])
  const failure = said.find((one) => one.status === 'rejected')
  client.release()
  if (failure) throw failure.reason
  return (said[1] as PromiseFulfilledResult<pg.QueryResult>).value
}

function wordOf(client: pg.PoolClient, tenantId: TenantId, { key, pooled }: Vouching): string {
  const said = `${tenantId}${pooled ? 0 : processOf(client)}`
  const hash = createHash('sha256').update(key).update(said).digest('hex')
  return `${hash}:${said}`
}

const processOf = (client: pg.PoolClient): number => (client as unknown as { processID: number }).processID

/** One wrapping a connection, however often it is taken: whoever keeps notes about connections knows it again. */
function wrapping(wrap: (client: pg.PoolClient) => object): (client: pg.PoolClient) => pg.PoolClient {
  const known = new WeakMap<pg.PoolClient, pg.PoolClient>()
  return (client) => {
    const earlier = known.get(client)
    if (earlier) return earlier
    const made = wrap(client) as pg.PoolClient
    known.set(client, made)
    return made
  }
}
