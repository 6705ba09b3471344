import type pg from 'pg'

/** What a backup keeps of a database, and what a restore finds in one. */
export interface Catalog {
  readonly tables: readonly TableShape[]
  readonly partitions: readonly { schema: string; table: string; name: string; bound: string }[]
  readonly sequences: readonly { schema: string; name: string }[]
}

export interface TableShape {
  readonly schema: string
  readonly table: string
  /** In their order, without those that PostgreSQL computes itself. */
  readonly columns: readonly string[]
}

/** What the program makes anew by itself, or what must not come back: `schema.table`. */
export type LeftOut = ReadonlySet<string>

/** Which schemas are ours: the kernel's and one for each module. The queue's are another program's. */
export interface Scope {
  readonly schemas: readonly string[]
  readonly leftOut: LeftOut
}

/** Days, fractions and bytes in one spelling on both sides, and nothing that a row-level policy would hide in silence. */
export const copySettings = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set extra_float_digits = 3; set bytea_output = 'hex'; set client_encoding = 'UTF8'; set row_security = off;
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`

/** Reads the shape of a database, tables in the order of their names. */
export async function readCatalog(client: pg.ClientBase, { schemas, leftOut }: Scope): Promise<Catalog> {
  const { rows: tables } = await client.query<TableShape>(
    `select n.nspname as schema, c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1)
    group by 1, 2 order by 1, 2`,
    [schemas],
  )
  const { rows: partitions } = await client.query<Catalog['partitions'][number]>(
    `select n.nspname as schema, p.relname as table, c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound
    from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
      join pg_namespace n on n.oid = p.relnamespace
    where c.relispartition and c.relkind in ('r', 'p') and n.nspname = any($1) order by 1, 2, 3`,
    [schemas],
  )
  const { rows: sequences } = await client.query<Catalog['sequences'][number]>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname = any($1) order by 1, 2`,
    [schemas],
  )
  const kept = tables.filter(({ schema, table }) => !leftOut.has(`${schema}.${table}`))
  return { tables: kept, partitions, sequences }
}

/** `"schema"."table"` */
export const quoted = (...names: readonly string[]): string =>
  names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.')

/** A list of columns for COPY. */
export const columnList = (columns: readonly string[]): string => columns.map((name) => quoted(name)).join(', ')
