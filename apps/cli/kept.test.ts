import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Db, openDb } from '../../kernel/db.ts'
import { allErasables } from '../../kernel/erasure.ts'
import { sealedTables } from '../../kernel/reseal.ts'
import { inProject } from '../../kernel/root.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/database.ts'
import { modules } from '../server/modules.ts'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 1 })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const [, kept = ''] = readFileSync(inProject('docs/privacy.md'), 'utf8').split('## Kept where')

/** docs/privacy.md on what is kept, line by line: table, what, how long, by which rule, exported, erased how. */
const lines = [...kept.matchAll(/^\| `([a-z]+\.\w+)` \|(.*)\|$/gm)].map(([, table = '', rest = '']) => ({
  table,
  cells: rest.split('|').map((cell) => cell.trim()),
}))

it('says of each table with sealed fields how long it is kept, by which rule, and how it is erased', async () => {
  const tables = await db.read(sealedTables)
  const sealed = tables.map(({ name }) => name)
  // What holds nothing sealed stands there only because a rule erases it.
  const byRule = lines.filter(
    ({ table, cells }) =>
      !sealed.includes(table) && allErasables().some(({ code }) => cells.at(-1)?.includes(`\`${code}\``)),
  )
  const named = [...sealed, ...byRule.map(({ table }) => table)]
  expect(lines.map(({ table }) => table).toSorted()).toEqual(named.toSorted())
  expect(lines.filter(({ cells }) => cells.length !== 5 || cells.some((cell) => cell === ''))).toEqual([])
})

it('names each rule that erases', () => {
  const owners = new Set(modules.map(({ name }) => name))
  for (const { code } of allErasables()) {
    expect(owners).toContain(code.split('.')[0])
    expect(
      lines.some(({ cells }) => cells.at(-1)?.includes(`\`${code}\``)),
      code,
    ).toBe(true)
  }
})
