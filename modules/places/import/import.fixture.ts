import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import type { TestApp } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { uploadPlaceImport } from './contract.ts'

/** A workbook of one sheet. */
export async function workbook(headers: readonly string[], rows: readonly (readonly SheetValue[])[]): Promise<Buffer> {
  const columns = headers.map((header, i) => ({ header, value: (row: readonly SheetValue[]) => row[i] ?? null }))
  const parts: Buffer[] = []
  for await (const part of sheetStream({ columns, rows })) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Sends a file as the desk does. */
export async function askUpload(app: TestApp, who: PersonKey, bytes: Buffer, name = 'places.xlsx') {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const packed = new Response(form)
  const headers = { 'content-type': packed.headers.get('content-type') ?? '' }
  return app
    .signInAs(who)
    .ask(uploadPlaceImport, { body: Buffer.from(await packed.arrayBuffer()) as unknown as object }, headers)
}

export const collection = (
  features: readonly { readonly geometry: object | null; readonly properties: Record<string, unknown> }[],
  more: object = {},
): Buffer =>
  Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      ...more,
      features: features.map((one) => ({ type: 'Feature', ...one })),
    }),
  )
