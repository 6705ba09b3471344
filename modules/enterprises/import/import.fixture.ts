import { sql } from '../../../kernel/db.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import type { TestApp } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { form, workbook } from '../../matters/import/import.fixture.ts'
import { type FirmImportView, type ImportKind, uploadFirmImport } from './contract.ts'
import { importJobName } from './import-job.ts'
import type { ImportName } from './import-tables.ts'
import { workOn } from './import-work.ts'

export { form, workbook }

/** Sends a file as the desk does. */
export async function askUpload(app: TestApp, who: PersonKey, kind: ImportKind, bytes: Buffer | null) {
  const { body, headers } = await form(bytes, {}, 'list.xlsx')
  return app.signInAs(who).ask(uploadFirmImport, { params: { kind }, body }, headers)
}

/** Uploads rows under headers; throws the answer when the file is refused. */
export async function upload(
  app: TestApp,
  kind: ImportKind,
  headers: readonly string[],
  rows: readonly (readonly SheetValue[])[],
  who: PersonKey = 'community1',
): Promise<FirmImportView> {
  const answer = await askUpload(app, who, kind, await workbook(headers, rows))
  if (answer.status !== 200) throw answer
  return answer.body
}

/** Does the import jobs that are queued, as a worker would. */
export async function runJobs(app: TestApp, signal = new AbortController().signal): Promise<void> {
  const queued = await app.db.read((tx) =>
    sql<{ id: string; data: ImportName }>`select id, data from jobs.job
      where name = ${importJobName} and state = 'created' order by created_on`.execute(tx),
  )
  for (const { id, data } of queued.rows) {
    await workOn(app.services, data, signal)
    await app.db.tx((tx) => sql`delete from jobs.job where id = ${id}`.execute(tx))
  }
}

const registers = ['buildings', 'suites', 'firms', 'tenancies', 'contacts', 'tags', 'facts']

/** All that the registers hold, in a stable order: what an import changes and its undoing puts back. */
export async function standOf(app: TestApp): Promise<string[]> {
  const lines: string[] = []
  for (const name of registers) {
    const { rows } = await app.db.read((tx) =>
      sql<{ line: string }>`select ${name} || ' ' || (to_jsonb(t) - 'changed_at')::text as line
        from ${sql.table(`enterprises.${name}`)} t order by 1`.execute(tx),
    )
    lines.push(...rows.map(({ line }) => line))
  }
  return lines
}

/** Events of the registers so far. */
export async function eventsOf(app: TestApp): Promise<number> {
  const { rows } = await app.db.read((tx) =>
    sql<{ n: number }>`select count(*)::int as n from kernel.events_view
      where stream like 'enterprises:%' or stream like 'buildings:%' or stream like 'visits:%'`.execute(tx),
  )
  return rows[0]?.n ?? 0
}
