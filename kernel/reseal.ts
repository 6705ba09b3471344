import type { RawBuilder } from 'kysely'
import type { TenantId } from './contract/ids.ts'
import { type Db, sql, type Tx } from './db.ts'
import { plugInto } from './plug.ts'
import { type KeyedTable, keyName, leftIn, type Rewriting, type Row, rewriteSome, type Turn } from './rewrite.ts'
import type { Secrets } from './secrets.ts'

/** A table with the columns that are sealed under the key of the installation. */
export interface SealedTable extends KeyedTable {
  readonly columns: readonly string[]
}

/** Sealed under keys of their own: ballots to the key of their vote. */
const otherKeys = ['choices.budget_sealed', 'kernel.kept_keys']

/** Every table with sealed columns: those whose names end with `sealed`. */
export async function sealedTables(tx: Tx): Promise<readonly SealedTable[]> {
  const { rows } = await sql<SealedTable>`
    select n.nspname || '.' || c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and a.atttypid = 'bytea'::regtype and a.attname like '%sealed') as columns,
      (select json_agg(json_build_object('column', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by k.n)
        from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality k (attnum, n)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('information_schema', 'jobs')
      and n.nspname not like 'pg\_%' and n.nspname || '.' || c.relname <> all(${otherKeys}::text[])
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.atttypid = 'bytea'::regtype and a.attname like '%sealed')
    order by 1`.execute(tx)
  return rows
}

/** Rows of a table that were sealed anew in one transaction. */
export interface Resealed {
  readonly tenantId: TenantId
  readonly table: string
  readonly rows: readonly { readonly id: string; readonly columns: Readonly<Record<string, Buffer>> }[]
}

type Follow = (tx: Tx, resealed: Resealed, at: Date) => Promise<void>
const followers: Follow[] = []

/** For a module whose ledger holds hashes of sealed bytes: it tells the new ones in the same transaction. */
export const followReseal = (follow: Follow): (() => void) => plugInto(followers, follow)

export interface Rotation {
  readonly table: string
  /** Rows that were sealed anew now. */
  readonly done: number
  /** Rows that are still sealed under another key. */
  readonly left: number
}

/**
 * Seals everything anew that is not sealed under the newest key, some rows a transaction, while others work. It may be
 * stopped and begun again: what carries the newest key's mark is passed over.
 */
export async function reseal(
  db: Db,
  secrets: Secrets,
  {
    batch,
    now,
    onTable,
  }: { readonly batch: number; readonly now: () => Date; readonly onTable: (done: Rotation) => void },
): Promise<readonly Rotation[]> {
  const tables = await db.read(sealedTables)
  const all: Rotation[] = []
  for (const table of tables) {
    let done = 0
    let after: readonly string[] | null = null
    const sealing = resealing(table, secrets)
    do {
      const turn: Turn = await db.tx(async (tx) => {
        const some = await rewriteSome(tx, sealing, after, batch)
        await tellFollowers(tx, table, some, now())
        return some
      })
      after = turn.last
      done += turn.rows.length
    } while (after)
    const one = { table: table.name, done, left: await db.read((tx) => leftIn(tx, sealing)) }
    all.push(one)
    onTable(one)
  }
  if (all.every(({ left }) => left === 0)) await db.tx((tx) => resealKeptKeys(tx, secrets))
  return all
}

/** How many rows of each table are sealed under another key than the newest. */
export async function resealLeft(db: Db, secrets: Secrets): Promise<readonly Rotation[]> {
  const tables = await db.read(sealedTables)
  const all: Rotation[] = []
  for (const table of tables)
    all.push({ table: table.name, done: 0, left: await db.read((tx) => leftIn(tx, resealing(table, secrets))) })
  return all
}

const outdated = ({ columns }: SealedTable, { mark }: Secrets): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    columns.map((column) => sql`substring(${sql.ref(column)} from 1 for ${mark.length}) <> ${mark}`),
    sql` or `,
  )})`

const resealing = (table: SealedTable, secrets: Secrets): Rewriting => ({
  ...{ table, reads: table.columns, writes: table.columns, outdated: outdated(table, secrets) },
  make: (row: Row) =>
    Object.fromEntries(
      table.columns.flatMap((column) => {
        const sealed = row[column]
        const old = Buffer.isBuffer(sealed) && !sealed.subarray(0, secrets.mark.length).equals(secrets.mark)
        return old ? [[column, secrets.seal(secrets.open(sealed))]] : []
      }),
    ),
})

async function tellFollowers(tx: Tx, table: SealedTable, { rows, fresh }: Turn, at: Date): Promise<void> {
  const tenantAt = table.key.findIndex(({ column }) => column === 'tenant_id')
  const idAt = table.key.findIndex(({ column }) => column === 'id')
  if (tenantAt < 0 || idAt < 0) return
  const byTenant = new Map<TenantId, { readonly id: string; readonly columns: Readonly<Record<string, Buffer>> }[]>()
  for (const [n, row] of rows.entries()) {
    const tenantId = String(row[keyName(tenantAt)]) as TenantId
    const mine = byTenant.get(tenantId) ?? []
    mine.push({ id: String(row[keyName(idAt)]), columns: fresh[n] ?? {} })
    byTenant.set(tenantId, mine)
  }
  for (const [tenantId, mine] of byTenant)
    for (const follow of followers) await follow(tx, { tenantId, table: table.name, rows: mine }, at)
}

async function resealKeptKeys(tx: Tx, secrets: Secrets): Promise<void> {
  const columns = ['lookup_sealed', 'finding_sealed', 'finding_before_sealed']
  const { rows } = await sql<Record<string, Buffer | null>>`select ${sql.join(columns.map((column) => sql.ref(column)))}
    from kernel.kept_keys for update`.execute(tx)
  for (const column of columns) {
    const sealed = rows[0]?.[column]
    if (sealed && !sealed.subarray(0, secrets.mark.length).equals(secrets.mark))
      await sql`update kernel.kept_keys set ${sql.ref(column)} = ${secrets.seal(secrets.open(sealed))}`.execute(tx)
  }
}
