import type { RawBuilder } from 'kysely'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Shape } from './shape.ts'

/** As the driver gives it, by the names of columns. */
export type Row = Readonly<Record<string, unknown>>

/** Rows fetched at a time. */
const turn = 500

const ofTenant = ({ name, tenantColumn }: Shape, tenantId: TenantId): RawBuilder<unknown> =>
  sql`from ${sql.table(name)} where ${sql.ref(tenantColumn)} = ${tenantId}`

export async function countRows(tx: Tx, shape: Shape, tenantId: TenantId): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n ${ofTenant(shape, tenantId)}`.execute(tx)
  return rows[0]?.n ?? 0
}

let cursors = 0

/** All rows of a tenant, in the order of their key; however many, some hundred are in memory. */
export async function* rowsOf(tx: Tx, shape: Shape, tenantId: TenantId): AsyncGenerator<Row> {
  const cursor = sql.id(`takeout_${++cursors}`)
  const columns = sql.join(shape.fields.map(({ name }) => sql.id(name)))
  const order = shape.key.length === 0 ? sql`` : sql`order by ${sql.join(shape.key.map((name) => sql.id(name)))}`
  // A cursor takes no values of its own: the tenant is an id that the database itself gave.
  const whose = sql`from ${sql.table(shape.name)} where ${sql.ref(shape.tenantColumn)} = ${sql.lit(tenantId)}`
  await sql`declare ${cursor} no scroll cursor for select ${columns} ${whose} ${order}`.execute(tx)
  try {
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(turn)} from ${cursor}`.execute(tx)
      yield* rows
      if (rows.length < turn) break
    }
  } finally {
    await sql`close ${cursor}`.execute(tx).catch(() => undefined)
  }
}
