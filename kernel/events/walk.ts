import type { RawBuilder } from 'kysely'
import { sql, type Tx } from '../db.ts'

/**
 * Reads a query of any length through a cursor, so that memory stays small. Only inside a transaction.
 * @param name of the cursor, plain letters; two walks that overlap need two names.
 */
export async function* walk<Row>(tx: Tx, name: string, query: RawBuilder<Row>, batch = 2000): AsyncGenerator<Row> {
  const cursor = sql.id(name)
  await sql`declare ${cursor} no scroll cursor for ${query}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Row>`fetch forward ${sql.lit(batch)} from ${cursor}`.execute(tx)
    yield* rows
    if (rows.length < batch) break
  }
  await sql`close ${cursor}`.execute(tx)
}
