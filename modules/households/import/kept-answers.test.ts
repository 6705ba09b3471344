import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { uploadRoster } from '../../people/roster/contract.ts'
import { uploadPlaceImport } from '../../places/import/contract.ts'
import { uploadHouseholdImport } from './contract.ts'
import { workbook } from './desk-import.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const fileName = '王桂芳家.xlsx'

it('what is kept for a retry of an upload does not name the file in clear, and a retry reads it', async () => {
  const bytes = await workbook(['姓名', '手机'], [['王桂芳', '10000003971']])
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), fileName)
  const packed = new Response(form)
  const type = packed.headers.get('content-type') ?? ''
  const body = Buffer.from(await packed.arrayBuffer()) as unknown as object
  for (const [endpoint, who] of [
    [uploadRoster, 'administrator'],
    [uploadPlaceImport, 'administrator'],
    [uploadHouseholdImport, 'community1'],
  ] as const) {
    const headers = { 'content-type': type, 'idempotency-key': newId() }
    const send = () => app.signInAs(who).ask(endpoint as typeof uploadRoster, { body }, headers)
    const first = await send()
    expect([first.status, first.body.fileName]).toEqual([200, fileName])
    expect((await send()).body.id).toBe(first.body.id)
  }
  const { rows } = await app.db.read((tx) =>
    sql<{ answer: string }>`select answer::text as answer from kernel.commands`.execute(tx),
  )
  expect(rows).toHaveLength(3)
  expect(rows.map(({ answer }) => answer).join()).not.toContain('王桂芳')
})
