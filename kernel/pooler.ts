import pg from 'pg'
import type { Pooler } from './db.ts'

/**
 * What stands at an address through which transactions may share connections; null: PostgreSQL itself.
 * @param directUrl PostgreSQL itself.
 */
export async function poolerAt(url: string, directUrl: string): Promise<Pooler | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'liren' })
  await client.connect()
  try {
    if (await isPostgres(client)) return null
    return { directUrl, keepsStatements: await keepsStatements(client) }
  } finally {
    await client.end()
  }
}

const probe = 'liren probe'

/**
 * A pooler that carries prepared statements from one connection to the next (PgBouncer from 1.21 on, with
 * `max_prepared_statements`) must tell those of its clients apart: PostgreSQL knows ours under another name.
 */
async function keepsStatements(client: pg.Client): Promise<boolean> {
  await client.query('begin')
  try {
    await client.query({ name: probe, text: 'select $1::int as probe', values: [1] })
    const { rows } = await client.query('select from pg_prepared_statements where name = $1', [probe])
    if (rows.length === 0) return true
    // Left behind, it would be in the way of the next who asks.
    await client.query(`deallocate "${probe}"`)
    return false
  } finally {
    await client.query('commit')
  }
}

/**
 * Locks, LISTEN and the queue need a session of their own.
 * @throws Error in words for whoever runs it, where somebody else's process answers for PostgreSQL's.
 */
export async function refusePooler(client: pg.Client): Promise<void> {
  if (await isPostgres(client)) return
  throw new Error(
    'between here and PostgreSQL stands a pooler: give its address as DATABASE_URL and PostgreSQL’s own as DATABASE_DIRECT_URL (docs/scale.md)',
  )
}

/** Whether the process that answers is the one that was greeted. */
async function isPostgres(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid === (client as unknown as { processID: number }).processID
}
