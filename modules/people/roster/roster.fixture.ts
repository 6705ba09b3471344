import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import type { TestApp } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { workbook } from '../../places/import/import.fixture.ts'
import { type RosterImportView, uploadRoster } from './contract.ts'

/** Sends a roster as the desk does. */
export async function askUpload(app: TestApp, bytes: Buffer, who: PersonKey = 'administrator', name = '花名册.xlsx') {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const packed = new Response(form)
  const headers = { 'content-type': packed.headers.get('content-type') ?? '' }
  const body = Buffer.from(await packed.arrayBuffer()) as unknown as object
  return app.signInAs(who).ask(uploadRoster, { body }, headers)
}

/** Uploads rows under headers; throws the answer when the file is refused. */
export async function bringRoster(
  app: TestApp,
  headers: readonly string[],
  rows: readonly (readonly SheetValue[])[],
  name?: string,
): Promise<RosterImportView> {
  const answer = await askUpload(app, await workbook(headers, rows), 'administrator', name)
  if (answer.status !== 200) throw answer
  return answer.body
}
