import type { RawBuilder } from 'kysely'
import { sql, type Tx } from './db.ts'

/** A table with columns that depend on a key of the installation. */
export interface KeyedTable {
  /** `<schema>.<table>` */
  readonly name: string
  readonly key: readonly { readonly column: string; readonly type: string }[]
}

export type Row = Readonly<Record<string, string | Buffer | null>>

/** What is written anew in a table: only what depends on a key, never what a row says. */
export interface Rewriting {
  readonly table: KeyedTable
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  readonly outdated: RawBuilder<boolean>
  /** The new values of a row; a column that is left out stays. */
  readonly make: (row: Row) => Readonly<Record<string, Buffer>>
}

/** One transaction's rows. */
export interface Turn {
  readonly rows: readonly Row[]
  readonly fresh: readonly Readonly<Record<string, Buffer>>[]
  /** The key of the last row that was looked at; null: there is nothing after it. */
  readonly last: readonly string[] | null
}

/** The name under which the n-th part of a row's key is read. */
export const keyName = (n: number): string => `key_${n}`

export const leftIn = async (tx: Tx, { table, outdated }: Pick<Rewriting, 'table' | 'outdated'>): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table.name)}
    where ${outdated}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Writes the next outdated rows anew, in the order of their key, each locked. */
export async function rewriteSome(
  tx: Tx,
  { table, reads, writes, outdated, make }: Rewriting,
  after: readonly string[] | null,
  batch: number,
): Promise<Turn> {
  await sql`select set_config('liren.resealing', 'on', true)`.execute(tx)
  const keys = table.key.map(({ column }) => sql.ref(column))
  const beyond =
    after &&
    sql`and (${sql.join(keys)}) > (${sql.join(table.key.map(({ type }, n) => sql`${after[n]}::${sql.raw(type)}`))})`
  const { rows } = await sql<Row>`
    select ${sql.join(table.key.map(({ column }, n) => sql`${sql.ref(column)}::text as ${sql.ref(keyName(n))}`))},
      ${sql.join(reads.map((column) => sql.ref(column)))}
    from ${sql.table(table.name)} where ${outdated} ${beyond ?? sql``}
    order by ${sql.join(keys)} limit ${batch} for update`.execute(tx)
  const last = rows.at(-1)
  if (!last) return { rows, fresh: [], last: null }
  const fresh = rows.map(make)
  const values = [
    ...table.key.map((_, n) => sql`${rows.map((row) => row[keyName(n)])}::text[]`),
    ...writes.map((column) => sql`${fresh.map((row) => row[column] ?? null)}::bytea[]`),
  ]
  const names = [...table.key.map((_, n) => sql.ref(keyName(n))), ...writes.map((column) => sql.ref(`${column}_new`))]
  await sql`update ${sql.table(table.name)} t
    set ${sql.join(writes.map((column) => sql`${sql.ref(column)} = coalesce(v.${sql.ref(`${column}_new`)}, t.${sql.ref(column)})`))}
    from unnest(${sql.join(values)}) v (${sql.join(names)})
    where ${sql.join(
      table.key.map(({ column, type }, n) => sql`t.${sql.ref(column)} = v.${sql.ref(keyName(n))}::${sql.raw(type)}`),
      sql` and `,
    )}`.execute(tx)
  return { rows, fresh, last: rows.length < batch ? null : table.key.map((_, n) => String(last[keyName(n)])) }
}
