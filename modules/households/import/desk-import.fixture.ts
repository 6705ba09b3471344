import { sql } from '../../../kernel/db.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import type { TestApp } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { form, workbook } from '../../matters/import/import.fixture.ts'
import {
  acceptHouseholdImport,
  getHouseholdImport,
  type HouseholdImportView,
  uploadHouseholdImport,
} from './contract.ts'
import { importJobName } from './import-job.ts'
import type { ImportName } from './import-tables.ts'
import { type WorkOptions, workOn } from './import-work.ts'

export { form, workbook }

/** Sends a file as the desk does. */
export async function askUpload(app: TestApp, who: PersonKey, bytes: Buffer | null) {
  const { body, headers } = await form(bytes, {}, 'list.xlsx')
  return app.signInAs(who).ask(uploadHouseholdImport, { body }, headers)
}

/** Uploads rows under headers; throws the answer when the file is refused. */
export async function upload(
  app: TestApp,
  headers: readonly string[],
  rows: readonly (readonly SheetValue[])[],
  who: PersonKey = 'community1',
): Promise<HouseholdImportView> {
  const answer = await askUpload(app, who, await workbook(headers, rows))
  if (answer.status !== 200) throw answer
  return answer.body
}

/** Does the import jobs that are queued, as a worker would. */
export async function runJobs(
  app: TestApp,
  options: WorkOptions = {},
  signal = new AbortController().signal,
): Promise<void> {
  const queued = await app.db.read((tx) =>
    sql<{ id: string; data: ImportName }>`select id, data from jobs.job
      where name = ${importJobName} and state = 'created' order by created_on`.execute(tx),
  )
  for (const { id, data } of queued.rows) {
    await workOn(app.services, data, signal, options)
    await app.db.tx((tx) => sql`delete from jobs.job where id = ${id}`.execute(tx))
  }
}

/** Uploads, checks and, where there is anything to write, accepts; the answer is the import as it stands then. */
export async function bring(
  app: TestApp,
  headers: readonly string[],
  rows: readonly (readonly SheetValue[])[],
  who: PersonKey = 'community1',
): Promise<HouseholdImportView> {
  const desk = app.signInAs(who)
  const { id } = await upload(app, headers, rows, who)
  const params = { importId: id }
  await runJobs(app)
  const checked = await desk.call(getHouseholdImport, { params })
  if (checked.steps.includes('accept')) {
    await desk.call(acceptHouseholdImport, { params })
    await runJobs(app)
  }
  return desk.call(getHouseholdImport, { params })
}

/** All that the register holds and to whom visits are owed, in a stable order: what an import changes and undoing puts back. */
export async function standOf(app: TestApp): Promise<string[]> {
  const { rows } = await app.db.read((tx) =>
    sql<{ line: string }>`
      select 'household ' || (to_jsonb(t) - 'changed_at')::text as line from households.households t
      union all select 'entry ' || to_jsonb(t)::text from households.entries t
      union all select 'room ' || to_jsonb(t)::text from places.rooms t
      union all select 'subject ' || (to_jsonb(t) - 'changed_at')::text from visits.subjects t where ended_at is null
      union all select distinct 'owed a visit ' || subject_id::text from visits.dues where state = 'open'
      order by 1`.execute(tx),
  )
  return rows.map(({ line }) => line)
}
