import type { RawBuilder } from 'kysely'
import type { TenantId } from './contract/ids.ts'
import { type Db, sql, type Tx } from './db.ts'
import { plugInto } from './plug.ts'
import type { Secrets } from './secrets.ts'

/** A table with the columns that are sealed under the key of the installation. */
export interface SealedTable {
  /** `<schema>.<table>` */
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly { readonly column: string; readonly type: string }[]
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
    do {
      const turn: Turn = await db.tx((tx) => resealSome(tx, secrets, table, after, batch, now()))
      after = turn.last
      done += turn.rows
    } while (after)
    const one = { table: table.name, done, left: await db.read((tx) => leftIn(tx, secrets, table)) }
    all.push(one)
    onTable(one)
  }
  if (all.every(({ left }) => left === 0)) await db.tx((tx) => resealLookupKey(tx, secrets))
  return all
}

/** How many rows of each table are sealed under another key than the newest. */
export async function resealLeft(db: Db, secrets: Secrets): Promise<readonly Rotation[]> {
  const tables = await db.read(sealedTables)
  const all: Rotation[] = []
  for (const table of tables)
    all.push({ table: table.name, done: 0, left: await db.read((tx) => leftIn(tx, secrets, table)) })
  return all
}

const outdated = ({ columns }: SealedTable, { mark }: Secrets): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(
    columns.map((column) => sql`substring(${sql.ref(column)} from 1 for ${mark.length}) <> ${mark}`),
    sql` or `,
  )})`

const leftIn = async (tx: Tx, secrets: Secrets, table: SealedTable): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table.name)}
    where ${outdated(table, secrets)}`.execute(tx)
  return rows[0]?.n ?? 0
}

interface Turn {
  readonly rows: number
  /** The key of the last row that was looked at; null: there is nothing after it. */
  readonly last: readonly string[] | null
}

const keyName = (n: number) => `key_${n}`

async function resealSome(
  tx: Tx,
  secrets: Secrets,
  table: SealedTable,
  after: readonly string[] | null,
  batch: number,
  at: Date,
): Promise<Turn> {
  await sql`select set_config('liren.resealing', 'on', true)`.execute(tx)
  const keys = table.key.map(({ column }) => sql.ref(column))
  const beyond =
    after &&
    sql`and (${sql.join(keys)}) > (${sql.join(table.key.map(({ type }, n) => sql`${after[n]}::${sql.raw(type)}`))})`
  const { rows } = await sql<Record<string, string | Buffer | null>>`
    select ${sql.join(table.key.map(({ column }, n) => sql`${sql.ref(column)}::text as ${sql.ref(keyName(n))}`))},
      ${sql.join(table.columns.map((column) => sql.ref(column)))}
    from ${sql.table(table.name)} where ${outdated(table, secrets)} ${beyond ?? sql``}
    order by ${sql.join(keys)} limit ${batch} for update`.execute(tx)
  const last = rows.at(-1)
  if (!last) return { rows: 0, last: null }
  const fresh = rows.map((row) =>
    Object.fromEntries(
      table.columns.flatMap((column) => {
        const sealed = row[column]
        const old = Buffer.isBuffer(sealed) && !sealed.subarray(0, secrets.mark.length).equals(secrets.mark)
        return old ? [[column, secrets.seal(secrets.open(sealed))]] : []
      }),
    ),
  )
  const values = [
    ...table.key.map((_, n) => sql`${rows.map((row) => row[keyName(n)])}::text[]`),
    ...table.columns.map((column) => sql`${fresh.map((row) => row[column] ?? null)}::bytea[]`),
  ]
  const names = [
    ...table.key.map((_, n) => sql.ref(keyName(n))),
    ...table.columns.map((column) => sql.ref(`${column}_new`)),
  ]
  await sql`update ${sql.table(table.name)} t
    set ${sql.join(table.columns.map((column) => sql`${sql.ref(column)} = coalesce(v.${sql.ref(`${column}_new`)}, t.${sql.ref(column)})`))}
    from unnest(${sql.join(values)}) v (${sql.join(names)})
    where ${sql.join(
      table.key.map(({ column, type }, n) => sql`t.${sql.ref(column)} = v.${sql.ref(keyName(n))}::${sql.raw(type)}`),
      sql` and `,
    )}`.execute(tx)
  await tellFollowers(tx, table, rows, fresh, at)
  return { rows: rows.length, last: rows.length < batch ? null : table.key.map((_, n) => String(last[keyName(n)])) }
}

async function tellFollowers(
  tx: Tx,
  table: SealedTable,
  rows: readonly Record<string, unknown>[],
  fresh: readonly Record<string, Buffer>[],
  at: Date,
): Promise<void> {
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

async function resealLookupKey(tx: Tx, secrets: Secrets): Promise<void> {
  const { rows } = await sql<{
    sealed: Buffer
  }>`select lookup_sealed as sealed from kernel.kept_keys for update`.execute(tx)
  const sealed = rows[0]?.sealed
  if (sealed && !sealed.subarray(0, secrets.mark.length).equals(secrets.mark))
    await sql`update kernel.kept_keys set lookup_sealed = ${secrets.seal(secrets.open(sealed))}`.execute(tx)
}
