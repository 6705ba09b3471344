import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/database.ts'
import { modules } from '../server/modules.ts'

interface Line {
  readonly table: string
  readonly how: string
  readonly what: string
}

let database: TestDatabase
let tables: string[]
/** docs/recounted.md, line by line. */
const lines: readonly Line[] = [
  ...readFileSync(inProject('docs/recounted.md'), 'utf8').matchAll(/^\| `([\w.]+)` \| ([\w ]+) \| (.*) \|$/gm),
].map(([, table = '', how = '', what = '']) => ({ table, how, what }))

beforeAll(async () => {
  database = await testDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('jobs', 'information_schema')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') order by 1`,
  )
  tables = rows.map(({ name }) => name)
  await client.end()
})
afterAll(() => database.drop())

it('names each table of a tenant once, and says why where it is not recounted', () => {
  expect(lines.map(({ table }) => table).toSorted()).toEqual(tables.toSorted())
  expect(lines.filter(({ how }) => !['recounted', 'in part', 'not'].includes(how))).toEqual([])
  expect(lines.filter(({ what }) => what.trim().length < 4)).toEqual([])
})

it('says of no table that it is recounted whose module recounts nothing', () => {
  const checking = new Set(['kernel', ...modules.flatMap(({ name, verify }) => (verify ? [name] : []))])
  const whole = new Set(modules.flatMap(({ things }) => (things ?? []).map(({ table }) => table)))
  const claimed = lines.filter(({ how }) => how !== 'not').map(({ table }) => table)
  expect(claimed.filter((table) => !whole.has(table) && !checking.has(table.split('.')[0] ?? ''))).toEqual([])
  expect([...whole].filter((table) => !claimed.includes(table))).toEqual([])
})
