import type pg from 'pg'
import { type Catalog, quoted } from './catalog.ts'

/** What stands in a database that something is to be restored into. */
export interface Standing {
  /** Its name, by which a replacement is confirmed. */
  readonly database: string
  /** Codes of the tenants; null: there is no Liren in it. */
  readonly tenants: readonly string[] | null
  /** Schemas with names of ours that no Liren made. */
  readonly foreign: readonly string[]
  /** Programs of Liren that are connected to it. */
  readonly busy: number
}

/** Looks at a database before anything is written. */
export async function standingOf(client: pg.ClientBase, schemas: readonly string[]): Promise<Standing> {
  const { rows } = await client.query<{ database: string; made: boolean; present: string[]; busy: number }>(
    `select current_database() as database, to_regclass('kernel.migrations') is not null as made,
      (select coalesce(array_agg(nspname::text order by nspname), '{}') from pg_namespace where nspname = any($1)) as present,
      (select count(*)::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and application_name like 'liren%') as busy`,
    [schemas],
  )
  const { database = '', made = false, present = [], busy = 0 } = rows[0] ?? {}
  const held = made ? await client.query<{ code: string }>('select code from kernel.tenants order by code') : null
  return {
    database,
    busy,
    tenants: held === null ? null : held.rows.map(({ code }) => code),
    foreign: made ? [] : present,
  }
}

/** Statements that take foreign keys and indexes away before rows are loaded, and those that bring them back. */
export interface Scaffold {
  readonly down: readonly string[]
  readonly up: readonly string[]
}

/**
 * Rows are loaded into bare tables, in any order: foreign keys are checked in one go when they are put back, indexes are
 * built once instead of row by row, and triggers (which decide about new facts, not about old ones) sleep. All of it is
 * what the owner of a table may do.
 */
export async function scaffoldOf(client: pg.ClientBase, schemas: readonly string[]): Promise<Scaffold> {
  const { rows: keys } = await client.query<{ schema: string; table: string; name: string; definition: string }>(
    `select n.nspname as schema, c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and n.nspname = any($1) order by 1, 2, 3`,
    [schemas],
  )
  const { rows: indexes } = await client.query<{ schema: string; name: string; definition: string }>(
    `select n.nspname as schema, c.relname as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and not c.relispartition
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype <> 'f')
    order by 1, 2`,
    [schemas],
  )
  const { rows: triggered } = await client.query<{ schema: string; table: string }>(
    `select distinct n.nspname as schema, c.relname as table
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and n.nspname = any($1) order by 1, 2`,
    [schemas],
  )
  const triggers = (state: string) =>
    triggered.map(({ schema, table }) => `alter table ${quoted(schema, table)} ${state} trigger user`)
  return {
    down: [
      ...keys.map(({ schema, table, name }) => `alter table ${quoted(schema, table)} drop constraint ${quoted(name)}`),
      ...indexes.map(({ schema, name }) => `drop index ${quoted(schema, name)}`),
      ...triggers('disable'),
    ],
    up: [
      ...indexes.map(({ definition }) => definition),
      ...keys.map(
        ({ schema, table, name, definition }) =>
          `alter table ${quoted(schema, table)} add constraint ${quoted(name)} ${definition}`,
      ),
      ...triggers('enable'),
    ],
  }
}

/** Parts of partitioned tables that the archive had and a new database has not. */
export function missingPartitions(there: Catalog['partitions'], wanted: Catalog['partitions']): readonly string[] {
  const known = new Set(there.map(({ schema, name }) => `${schema}.${name}`))
  return wanted
    .filter(({ schema, name }) => !known.has(`${schema}.${name}`))
    .map(
      ({ schema, table, name, bound }) =>
        `create table ${quoted(schema, name)} partition of ${quoted(schema, table)} ${bound}`,
    )
}
