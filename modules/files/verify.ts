import { sql, type Tx } from '../../kernel/db.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { walk } from '../../kernel/events/walk.ts'

interface FileRow {
  readonly id: string
  readonly subject: string | null
  /** What is wrong with its bytes; null: nothing. */
  readonly what: string | null
}

/**
 * Every picture is there, byte for byte as it was stored; what it belongs to is in the ledger; and every picture that a
 * row of any module names is there. (Whoever keeps the id of a file names the column `file_id`, `file_ids` or `photo_id`.)
 */
export const verifyFiles: Verify = async (verifying) => {
  const { tx, tenantId, report } = verifying
  let files = 0
  const rows = sql<FileRow>`select f.id, f.subject, case
      when b.file_id is null then 'its bytes are missing'
      when octet_length(b."full") <> f.size then 'has ' || octet_length(b."full") || ' bytes instead of ' || f.size
      when sha256(b."full") <> f.sha256 then 'does not give its checksum: its bytes were changed'
      when octet_length(b.thumb) = 0 then 'has no thumbnail' end as what
    from files.files f left join files.blobs b on b.tenant_id = f.tenant_id and b.file_id = f.id
    where f.tenant_id = ${tenantId} order by f.id`
  for await (const { id, subject, what } of walk(tx, 'files', rows, 500)) {
    files++
    if (what) report({ check: 'files.bytes', ...streamOf(subject), what: `file ${id} ${what}` })
  }
  await reportOrphans(verifying)
  for (const { table, column, list } of await namingColumns(tx)) await reportMissing(verifying, table, column, list)
  return { files }
}

const streamOf = (subject: string | null) => (subject === null ? {} : { stream: subject })

/** A subject is the name of a stream: what it belongs to has a history, or nobody could say who may see it. */
async function reportOrphans({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<{ id: string; subject: string }>`select f.id, f.subject from files.files f
    where f.tenant_id = ${tenantId} and f.subject is not null and not exists (
      select from kernel.events_view e where e.tenant_id = f.tenant_id and e.stream = f.subject) order by f.id`.execute(
    tx,
  )
  for (const { id, subject } of rows)
    report({
      check: 'files.orphan',
      stream: subject,
      what: `file ${id} belongs to something that the ledger does not know`,
    })
}

interface NamingColumn {
  readonly table: string
  readonly column: string
  readonly list: boolean
}

/** Found in the catalogue, so that a new one is not forgotten. */
async function namingColumns(tx: Tx): Promise<NamingColumn[]> {
  const { rows } = await sql<NamingColumn>`
    select a.attrelid::regclass::text as table, a.attname::text as column, a.atttypid = 'uuid[]'::regtype as list
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
      and a.attname in ('file_id', 'file_ids', 'photo_id') and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)
      and n.nspname not in ('files', 'pg_catalog', 'information_schema') and exists (
        select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped)
    order by 1, 2`.execute(tx)
  return rows
}

async function reportMissing({ tx, tenantId, report }: Verifying, table: string, column: string, list: boolean) {
  const ids = list ? sql`unnest(r.${sql.ref(column)})` : sql.ref(`r.${column}`)
  const { rows } = await sql<{ id: string }>`select distinct named.id from (
      select ${ids} as id from ${sql.table(table)} r where r.tenant_id = ${tenantId}) named
    where named.id is not null and not exists (
      select from files.files f where f.tenant_id = ${tenantId} and f.id = named.id) order by 1`.execute(tx)
  for (const { id } of rows) report({ check: 'files.missing', what: `file ${id} is gone, but ${table} names it` })
}
