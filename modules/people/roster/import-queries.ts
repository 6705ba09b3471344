import type { Actor } from '../../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { ReturnedRow } from '../../../kernel/sheets/returned-sheet.ts'
import { samplesOfRows } from '../../../kernel/sheets/sheet-samples.ts'
import { missingOf } from './columns.ts'
import type { previewRoster, RosterImportView, RosterResult, rosterRows } from './contract.ts'
import { columnsOf, hasEffects, stepsOf } from './import-service.ts'
import { headOf, listRosters, loadRoster, rawRows } from './import-store.ts'
import type { RosterImportId, RosterRecord, Which } from './import-tables.ts'
import type { Fault } from './read-row.ts'

/** The explicit field list of an import. */
async function present(tx: Tx, secrets: Secrets, it: RosterRecord): Promise<RosterImportView> {
  const { rows } = await sql`select from people.roster_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id}
    and result = 'wrong' and cells_sealed is not null limit 1`.execute(tx)
  const judged = it.state !== 'uploaded' && it.state !== 'cancelled'
  return {
    id: it.id,
    state: it.state,
    fileName: headOf(secrets, it).fileName,
    total: it.total,
    new: it.fresh,
    changed: it.changed,
    same: it.same,
    wrong: it.wrong,
    persons: it.persons,
    posts: it.posts,
    tenures: it.tenures,
    kept: it.kept,
    createdAt: it.created_at.toISOString(),
    acceptedAt: it.accepted_at?.toISOString() ?? null,
    undoneAt: it.undone_at?.toISOString() ?? null,
    progress: it.progress,
    failure: it.failure,
    steps: [...stepsOf(it, await hasEffects(tx, it))],
    hasReturnedRows: judged && rows.length > 0,
  }
}

export const rosterOf = async (tx: Tx, { tenantId }: Actor, id: RosterImportId): Promise<RosterRecord> =>
  (await loadRoster(tx, tenantId, id, false)) ?? notFound()

export const viewRoster = async (
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  id: RosterImportId,
): Promise<RosterImportView> => present(tx, secrets, await rosterOf(tx, actor, id))

/** The newest first. */
export async function rosterPage(
  tx: Tx,
  secrets: Secrets,
  { tenantId }: Actor,
  { offset = 0, limit = 20 }: { readonly offset?: number | undefined; readonly limit?: number | undefined },
) {
  const { records, total } = await listRosters(tx, tenantId, offset, limit)
  const rows: RosterImportView[] = []
  for (const one of records) rows.push(await present(tx, secrets, one))
  return { rows, total, offset, limit }
}

const sampledRows = 20

/** How the columns of an import are read, with samples of each; whatever looks like a person's number is masked. */
export async function previewOf(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  id: RosterImportId,
): Promise<ResponseOf<typeof previewRoster>> {
  const it = await rosterOf(tx, actor, id)
  const { known, head, at } = await columnsOf(tx, secrets, it)
  return {
    columns: samplesOfRows(head.headers, await rawRows(tx, secrets, it, sampledRows)),
    fields: known.map(({ key, header }) => ({ field: key, name: header, column: at.get(key) ?? null })),
    chosen: { ...it.chosen },
    missing: missingOf(at),
  }
}

/** A page of rows: whom and which post, what they do, and what is wrong. */
export async function rowPage(
  tx: Tx,
  secrets: Secrets,
  it: Which,
  { offset = 0, limit = 20, show }: QueryOf<typeof rosterRows>,
): Promise<ResponseOf<typeof rosterRows>> {
  const { rows } = await sql<{
    row: number
    result: RosterResult
    label: Buffer | null
    faults: Fault[]
    keptWhy: Words | null
    of: number
  }>`select row_number as row, result, label_sealed as label, faults, kept_why as "keptWhy", count(*) over ()::int as of
    from people.roster_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id} and result is not null
      and (${show ?? null}::text is null or result = ${show ?? null} or ${show === 'kept'} and kept_why is not null)
    order by row_number offset ${offset} limit ${limit}`.execute(tx)
  return {
    rows: rows.map(({ of: _, label, ...row }) => ({ ...row, label: label ? secrets.open(label) : '' })),
    total: rows[0]?.of ?? 0,
    offset,
    limit,
  }
}

/** The wrong rows, cell for cell. */
export async function wrongRows(tx: Tx, secrets: Secrets, it: Which): Promise<ReturnedRow[]> {
  const { rows } = await sql<{ n: number; faults: Fault[] }>`select row_number as n, faults from people.roster_rows
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} and result = 'wrong'`.execute(tx)
  const faults = new Map(rows.map((row) => [row.n, row.faults]))
  return (await rawRows(tx, secrets, it)).flatMap(({ number, cells }): ReturnedRow[] => {
    const errors = faults.get(number)
    return errors ? [{ row: { number, cells }, errors }] : []
  })
}
