import { sql, type Tx } from '../../kernel/db.ts'
import { type Column, type Treatment, treatmentOf } from './fields.ts'
import { groundTables } from './words/ground-words.ts'
import { homeTables } from './words/home-words.ts'
import { leftOut } from './words/left-out.ts'
import { matterTables } from './words/matter-words.ts'
import type { TableWords } from './words/table-words.ts'
import { townTables } from './words/town-words.ts'

/** Tables that a full export writes, in its order. */
export const tableWords: TableWords = { ...groundTables, ...matterTables, ...homeTables, ...townTables }

export interface Field extends Column {
  readonly treatment: Exclude<Treatment, { is: 'left' }>
}

/** A table as a full export writes it. */
export interface Shape {
  /** `schema.table`. */
  readonly name: string
  readonly zh: string
  readonly en: string
  readonly fields: readonly Field[]
  /** Columns that stay behind: means to find somebody, of no use without the key. */
  readonly left: readonly string[]
  /** The column that says whose row it is. */
  readonly tenantColumn: 'tenant_id' | 'id'
  /** Columns of the primary key: rows come in their order. */
  readonly key: readonly string[]
}

interface Found {
  readonly name: string
  readonly columns: readonly Column[]
  readonly key: readonly string[]
  readonly tenants: boolean
}

/**
 * What the database holds for a tenant, in the order in which it is written. What no line of words names is left out here;
 * a test fails for a table that is named nowhere.
 */
export async function readShapes(tx: Tx): Promise<Shape[]> {
  const found = new Map((await tablesOf(tx)).map((table) => [table.name, table]))
  return Object.entries(tableWords).flatMap(([name, [zh, en]]): Shape[] => {
    const table = found.get(name)
    if (!table) return []
    const fields = table.columns.map((column) => ({ ...column, treatment: treatmentOf(name, column) }))
    return [
      {
        ...{ name, zh, en, key: table.key },
        fields: fields.filter((field): field is Field => field.treatment.is !== 'left'),
        left: fields.flatMap((field) => (field.treatment.is === 'left' ? [field.name] : [])),
        tenantColumn: table.tenants ? 'tenant_id' : 'id',
      },
    ]
  })
}

/** Tables of tenants that no line names, written or left out; and lines whose table is gone. */
export async function unnamed(tx: Tx): Promise<{ readonly missing: string[]; readonly gone: string[] }> {
  const tables = await tablesOf(tx)
  const named = [...Object.keys(tableWords), ...Object.keys(leftOut)]
  const there = new Set(tables.map(({ name }) => name))
  return {
    missing: tables.flatMap(({ name, tenants }) => (tenants && !named.includes(name) ? [name] : [])),
    gone: named.filter((name) => !there.has(name)),
  }
}

async function tablesOf(tx: Tx): Promise<readonly Found[]> {
  const { rows } = await sql<Found>`
    select n.nspname || '.' || c.relname as name,
      coalesce(bool_or(a.attname = 'tenant_id'), false) as tenants,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'refers', (
        select rn.nspname || '.' || r.relname from pg_constraint f join pg_class r on r.oid = f.confrelid
          join pg_namespace rn on rn.oid = r.relnamespace
        where f.conrelid = c.oid and f.contype = 'f' and f.conkey[cardinality(f.conkey)] = a.attnum
          and a.attname <> 'tenant_id'
        order by cardinality(f.conkey), f.conname limit 1)) order by a.attnum) as columns,
      coalesce((select array_agg(k.attname::text order by i.n) from pg_index x
        cross join unnest(x.indkey::int2[]) with ordinality as i(attnum, n)
        join pg_attribute k on k.attrelid = c.oid and k.attnum = i.attnum
        where x.indrelid = c.oid and x.indisprimary), '{}') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'jobs'
      and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' and n.nspname <> 'public'
    group by c.oid, n.nspname, c.relname`.execute(tx)
  return rows
}
