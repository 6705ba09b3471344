import { createHash } from 'node:crypto'
import pg from 'pg'
import { joinsAtOnce, wrapping } from './connections.ts'
import type { TenantId } from './contract/ids.ts'
import type { Connections, Vouching, Ways } from './db.ts'

/**
 * The connections of a pool as one tenant's: every transaction begins with the word of the server whose rows it may see,
 * on the way that `begin` takes anyway. What the word looks like: `kernel.tenant()` in the migrations.
 */
export function vouchedPool(ways: Ways, tenantId: TenantId, vouching: Vouching): Connections {
  const words = new WeakMap<pg.PoolClient, string>()
  const word: Word = (client) => {
    const known = words.get(client)
    if (known !== undefined) return known
    const made = wordOf(client, tenantId, vouching)
    words.set(client, made)
    return made
  }
  // A pooler's connections come without our settings.
  const settings = Object.entries(vouching.pooled ? joinsAtOnce : {}).map(
    ([name, value]) => `; set local ${name} = ${value}`,
  )
  const opening = (client: pg.PoolClient) => `begin; set local liren.tenant = '${word(client)}'${settings.join('')}`
  const asTenant = wrapping((client) => ({
    query: (query: unknown, values?: unknown[]) =>
      query === 'begin' ? client.query(opening(client)) : client.query(query as string, values),
    release: (error?: Error | boolean) => client.release(error),
  }))
  return {
    pool: { connect: async () => asTenant(await ways.connect()), end: async () => {} },
    query: (query) => (isForAnyProcess(vouching) ? transaction(ways, opening, query) : alone(ways, word, query)),
    end: async () => {},
    readsInTransactions: true,
  }
}

type Word = (client: pg.PoolClient) => string

/** Says the word, and shows no row. */
const saying = { name: 'liren.tenant', text: `select where set_config('liren.tenant', $1, true) is null` }
const knowsSaying = new WeakSet<pg.PoolClient>()

/**
 * The word and the statement go out in one message, which PostgreSQL takes as one transaction: one way to the database and
 * back, and no `begin` or `commit` to be read and answered.
 */
async function alone(ways: Ways, vouching: Word, query: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await ways.connect()
  try {
    if (!knowsSaying.has(client)) {
      await client.query({ ...saying, values: [''] })
      knowsSaying.add(client)
    }
    return await new Promise((done, failed) => {
      client.query(afterSaying(vouching(client), query, (error, result) => (error ? failed(error) : done(result))))
    })
  } finally {
    client.release()
  }
}

/**
 * Behind a pooler each message may reach another process, and one that was prepared is not there: three messages that go out
 * together, in one transaction. Citus carries on to other machines what a transaction sets for itself, as a statement of its
 * own.
 */
async function transaction(
  ways: Ways,
  opening: (client: pg.PoolClient) => string,
  query: pg.QueryConfig,
): Promise<pg.QueryResult> {
  const client = await ways.connect()
  const said = await Promise.allSettled([client.query(opening(client)), client.query(query), client.query('commit')])
  const failure = said.find((one) => one.status === 'rejected')
  client.release()
  if (failure) throw failure.reason
  return (said[1] as PromiseFulfilledResult<pg.QueryResult>).value
}

/** The part of `pg`'s query that its types leave out: it writes what belongs to one statement to the connection. */
interface Preparing extends pg.Submittable {
  prepare(connection: Wire): void
}
interface Wire {
  bind(what: { portal: string; statement: string; values: string[]; valueMapper: (value: string) => string }): void
  execute(what: { portal: string; rows: number }): void
}

function afterSaying(
  word: string,
  query: pg.QueryConfig,
  answer: (error: Error | undefined, result: pg.QueryResult) => void,
): pg.Submittable {
  const made: unknown = new pg.Query(
    { ...query, queryMode: 'extended' } as pg.QueryConfig,
    undefined,
    (error, results) => {
      // Both have answered: the first that it was said.
      const [, result] = (results ?? []) as unknown as pg.QueryResult[]
      answer(error, result as pg.QueryResult)
    },
  )
  const asked = made as Preparing
  const prepare = asked.prepare.bind(asked)
  asked.prepare = (connection) => {
    connection.bind({ portal: '', statement: saying.name, values: [word], valueMapper: (value) => value })
    connection.execute({ portal: '', rows: 0 })
    prepare(connection)
  }
  return asked
}

const isForAnyProcess = ({ pooled, spread }: Vouching): boolean => pooled || spread

function wordOf(client: pg.PoolClient, tenantId: TenantId, vouching: Vouching): string {
  const said = `${tenantId}${isForAnyProcess(vouching) ? 0 : processOf(client)}`
  const hash = createHash('sha256').update(vouching.key).update(said).digest('hex')
  return `${hash}:${said}`
}

const processOf = (client: pg.PoolClient): number => (client as unknown as { processID: number }).processID
