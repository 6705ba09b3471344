import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from '../../../kernel/db.ts'
import { type OpenSheet, openSheet, type Row } from '../../../kernel/sheets/sheet-reader.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import type { PersonKey, PlaceKey } from '../../../kernel/testing/town.ts'
import type { MatterApp } from '../matter-app.fixture.ts'
import { builtInMappings } from './built-in-mappings.ts'
import { type ImportView, uploadImport } from './contract.ts'
import { importFile } from './import-file.ts'
import { importJobName } from './import-job.ts'
import type { RowFault } from './import-store.ts'
import type { ImportName } from './import-tables.ts'
import { workOn } from './import-work.ts'
import type { ImportMapping } from './mapping.ts'
import type { Counts, RunOptions } from './run-rows.ts'

export const mappingNamed = (name: string): ImportMapping => {
  const found = builtInMappings.find((mapping) => mapping.name === name)
  if (!found) throw new Error(`no mapping ${name}`)
  return found
}

/** A workbook of one sheet. */
export async function workbook(headers: readonly string[], rows: readonly (readonly SheetValue[])[]): Promise<Buffer> {
  const columns = headers.map((header, i) => ({ header, value: (row: readonly SheetValue[]) => row[i] ?? null }))
  const parts: Buffer[] = []
  for await (const part of sheetStream({ columns, rows })) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Reads a workbook back: headers and cells. */
export async function readBack(bytes: Uint8Array): Promise<{ headers: readonly string[]; rows: Row[] }> {
  const sheet: OpenSheet = await openSheet(bytes)
  const rows: Row[] = []
  for await (const row of sheet.rows) rows.push(row)
  await sheet.close()
  return { headers: sheet.headers, rows }
}

export const registerHeaders = ['编号', '诉求内容', '地点', '时间', '状态', '办理结果', '办结时间', '联系人', '电话']

export interface Imported {
  readonly counts: Counts | null
  readonly faults: RowFault[]
}

/** Imports bytes as the command line does, with the template's mapping and at the district unless said otherwise. */
export async function importBytes(
  app: MatterApp,
  bytes: Buffer,
  more: Omit<RunOptions, 'write'> & { mapping?: ImportMapping; place?: PlaceKey } = {},
): Promise<Imported> {
  const { mapping = mappingNamed('matters-template'), place = 'district', ...options } = more
  const folder = await mkdtemp(join(tmpdir(), 'liren-import-'))
  try {
    const path = join(folder, 'file.xlsx')
    await writeFile(path, bytes)
    const faults: RowFault[] = []
    const id = app.town.places[place]
    const counts = await importFile(
      app.services,
      { tenantId: app.town.tenantId, path, mapping, place: { id, path: await pathOf(app, id) } },
      {
        ...options,
        onBatch: (now, some) => {
          faults.push(...some)
          options.onBatch?.(now, some)
        },
      },
    )
    return { counts, faults }
  } finally {
    await rm(folder, { recursive: true })
  }
}

export async function pathOf(app: MatterApp, placeId: string): Promise<string> {
  const { rows } = await app.db.read((tx) =>
    sql<{ path: string }>`select path from places.places_view where id = ${placeId}`.execute(tx),
  )
  return rows[0]?.path ?? ''
}

/** Everything of an import's matters that a second run could change, in a stable order. */
export async function standOf(app: MatterApp): Promise<string> {
  const { rows } = await app.db.read((tx) =>
    sql<{ line: string }>`select to_jsonb(m)::text || coalesce((select string_agg(e.seq || e.type, ',' order by e.seq)
        from kernel.events_view e where e.tenant_id = m.tenant_id and e.stream = 'matters:' || m.id), '') as line
      from matters.matters m order by m.id`.execute(tx),
  )
  return rows.map((row) => row.line).join('\n')
}

/** Sends a workbook to the desk; throws the answer when it is refused. */
export async function upload(
  app: MatterApp,
  who: PersonKey,
  bytes: Buffer,
  fields: Record<string, string> = {},
  name?: string,
): Promise<ImportView> {
  const { body, headers } = await form(bytes, fields, name)
  const answer = await app.signInAs(who).ask(uploadImport, { body }, headers)
  if (answer.status !== 200) throw answer
  return answer.body
}

/** A form with a workbook, as a browser sends it. */
export async function form(bytes: Buffer | null, fields: Record<string, string> = {}, name = '登记表.xlsx') {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  if (bytes) data.append('file', new Blob([new Uint8Array(bytes)]), name)
  const encoded = new Response(data)
  const type = encoded.headers.get('content-type') ?? ''
  return { body: Buffer.from(await encoded.arrayBuffer()), headers: { 'content-type': type } }
}

/** Does the import jobs that are queued, as a worker would; one that throws stays queued. */
export async function runJobs(
  app: MatterApp,
  options: { readonly signal?: AbortSignal; readonly afterBatch?: () => unknown } = {},
): Promise<void> {
  const { signal = new AbortController().signal, afterBatch } = options
  const queued = await app.db.read((tx) =>
    sql<{ id: string; data: ImportName }>`select id, data from jobs.job
      where name = ${importJobName} and state = 'created' order by created_on`.execute(tx),
  )
  for (const { id, data } of queued.rows) {
    await workOn(app.services, data, signal, afterBatch ? { onBatch: async () => void (await afterBatch()) } : {})
    await app.db.tx((tx) => sql`delete from jobs.job where id = ${id}`.execute(tx))
  }
}
