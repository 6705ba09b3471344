import pg from 'pg'

/**
 * Changes rows behind the program's back, as somebody with the database's own password could: the triggers of the
 * guarded tables are off meanwhile.
 */
export async function tamper(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin')
    for (const table of guarded) await client.query(`alter table ${table} disable trigger user`)
    for (const statement of statements) await client.query(statement)
    for (const table of guarded) await client.query(`alter table ${table} enable trigger user`)
    await client.query('commit')
  } finally {
    await client.end()
  }
}

const guarded = ['kernel.events', 'matters.matters']
