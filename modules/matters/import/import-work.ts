import { Failure, fail } from '../../../kernel/contract/errors.ts'
import type { PersonId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import { tellBroken } from '../../../kernel/sheets/broken-import.ts'
import { type OpenSheet, openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { notify } from '../../notices/public.ts'
import { openSql } from '../matter-filter.ts'
import { matchHeaders } from './headers.ts'
import { recordImport } from './import-events.ts'
import { loadRules } from './import-rules.ts'
import { beginRun, changeImport, importFiles, lockImport, signalImported } from './import-store.ts'
import type { ImportName, ImportRecord } from './import-tables.ts'
import type { ImportMapping } from './mapping.ts'
import { type Counts, type RunOptions, runRows } from './run-rows.ts'
import { undoAll } from './undo.ts'
import { importerOf } from './write-matters.ts'

/** What a sheet may unfold to; rows stream through, but nobody waits for a gigabyte. */
const mostBytes = 512 * 1_048_576

type Working = Pick<Services, 'db' | 'clock' | 'secrets'>

/** Opens an .xlsx for an import. Throws SheetError in words. */
export const openImportSheet = (input: string | Uint8Array, signal?: AbortSignal): Promise<OpenSheet> =>
  openSheet(input, { maxBytes: mostBytes, ...(signal ? { signal } : {}) })

/** Does what an import in the background waits for: looks at all rows, writes them, or takes them back. */
export async function workOn(
  services: Working,
  of: ImportName,
  signal: AbortSignal,
  options: Pick<RunOptions, 'onBatch'> = {},
): Promise<void> {
  const state = await services.db.tx(async (tx) => (await lockImport(tx, of.tenantId, of.importId))?.state)
  if (state === 'undoing') return undoAll(services, of)
  if (state !== 'checking' && state !== 'running') return
  const it = await services.db.tx((tx) => beginRun(tx, of, state, services.clock.now()))
  if (!it) return
  try {
    const bytes = await services.db.read((tx) => importFiles.read(tx, services.secrets, it))
    await readThrough(services, it, bytes ?? fileIsGone(), { ...options, write: state === 'running', signal })
  } catch (error) {
    // The worker stops: the job comes back, and rows that are in are known then.
    if (signal.aborted) throw error
    await giveUp(services, it, error)
  }
}

export const fileIsGone = (): never =>
  fail('refused', 'matters.import_file_gone', {
    zh: '文件只保留七天，已经删除。请重新上传，导入过的行不会重复',
    en: 'The file was kept for a week and is gone. Upload it again: rows that are in will not come twice',
  })

/** Reads a whole file for an import that has begun, and says how it ended; null where it was stopped on the way. */
export async function readThrough(
  services: Working,
  it: ImportRecord,
  input: string | Uint8Array,
  options: RunOptions,
): Promise<Counts | null> {
  const { db, clock } = services
  const sheet = await openImportSheet(input, options.signal)
  try {
    columnsMustFit(sheet.headers, it)
    const rules = await db.read((tx) => loadRules(tx, it, clock.now()))
    const counts = await runRows(services, it, sheet, rules, options)
    if (counts) await db.tx((tx) => (options.write ? finish(tx, it, clock.now()) : endCheck(tx, it, clock.now())))
    return counts
  } finally {
    await sheet.close()
  }
}

/** Refuses a sheet that lacks a required column. */
export function columnsMustFit(headers: readonly string[], it: Pick<ImportRecord, 'mapping' | 'chosen'>): void {
  const { missing } = matchHeaders(headers, it.mapping, it.chosen)
  if (missing.length === 0) return
  const names = missing.map((field) => nameOf(it.mapping, field))
  fail('refused', 'matters.import_columns_missing', {
    zh: `表里没有找到这些列：${names.join('、')}`,
    en: `These columns were not found in the sheet: ${names.join(', ')}`,
  })
}

const nameOf = (mapping: ImportMapping, field: keyof ImportMapping['columns']): string =>
  mapping.columns[field]?.headers[0] ?? field

async function endCheck(tx: Tx, it: ImportRecord, at: Date): Promise<void> {
  const now = await lockImport(tx, it.tenant_id, it.id)
  if (now?.state !== 'checking' || now.run_id !== it.run_id) return
  await changeImport(tx, it, { state: 'checked', rows_total: now.rows_read }, at)
}

async function finish(tx: Tx, it: ImportRecord, at: Date): Promise<void> {
  const now = await lockImport(tx, it.tenant_id, it.id)
  if (now?.state !== 'running' || now.run_id !== it.run_id) return
  await importFiles.drop(tx, it)
  await sql`delete from matters.import_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id}
    and matter_id is null`.execute(tx)
  await changeImport(tx, it, { state: 'done', rows_total: now.rows_read, finished_at: at }, at)
  await recordImport(tx, now, 'finished', { actor: importerOf(it), at })
  await tellHolders(tx, it, at)
  await signalImported(tx, it)
}

/** Whoever has new work by the import is told once, with the number, not once for each matter. */
async function tellHolders(tx: Tx, it: ImportRecord, at: Date): Promise<void> {
  const { rows } = await sql<{ person: PersonId; count: number }>`
    with held as (
      select m.holder_post_id as post, count(*)::int as count from matters.matters m
      where m.tenant_id = ${it.tenant_id} and m.import_id = ${it.id} and ${openSql} group by 1)
    select a.person_id as person, sum(held.count)::int as count
    from held cross join lateral people.acting(${it.tenant_id}, held.post, ${at}) a group by 1`.execute(tx)
  for (const { person, count } of rows) {
    if (person === it.accepted_by) continue
    await notify(tx, {
      tenantId: it.tenant_id,
      personIds: [person],
      topic: 'imported',
      subject: { kind: 'import', id: it.id },
      words: { zh: `从表格导入了 ${count} 件由您办理的事项`, en: `${count} matters for you were imported from a file` },
      at,
    })
  }
}

/** Keeps in words why it ended; what is in stays in, and it can go on once the cause is gone. */
export async function giveUp({ db, clock }: Working, it: ImportRecord, error: unknown): Promise<void> {
  const words =
    error instanceof Failure
      ? error.words
      : {
          zh: '系统出了问题，导入停了下来。已经导入的都在，请稍后点“继续”',
          en: 'Something broke on our side and the import stopped. What is in stays in; go on in a moment',
        }
  await db.tx(async (tx) => {
    const now = await lockImport(tx, it.tenant_id, it.id)
    if (now?.state !== it.state || now.run_id !== it.run_id) return
    await changeImport(tx, it, { state: 'failed', failure: words }, clock.now())
  })
  tellBroken(it.id, error)
}
