import { expect, it } from 'vitest'
import { inProject } from '../../kernel/root.ts'
import { checkLocks } from './lock-walls.ts'
import { soundTree, withTree } from './tree.fixture.ts'

const store = 'modules/matters/matter-store.ts'
const found = (statement: string) =>
  withTree({ ...soundTree, [store]: `export const a = ${statement}` }, (root) =>
    checkLocks(root).findings.map(({ file }) => file),
  )

it('no statement locks rows of several tenants', () => {
  const { read, findings } = checkLocks(inProject())
  expect(findings).toEqual([])
  expect(read).toBeGreaterThan(1000)
})

it.each([
  ['what is due, of anybody', 'sql`select m.id from m where m.due_at < ${now} limit 1 for update of m skip locked`'],
  ['the tenant of another row', 'sql`select from m join c on c.tenant_id = m.tenant_id where m.id = ${id} for share`'],
  ['a lock that is wished for', 'sql`select from m where m.id = ${id} ${lock ? sql`for no key update` : sql``}`'],
])('finds %s', async (_, statement) => {
  expect(await found(statement)).toEqual([store])
})

it.each([
  ['a lock of one tenant', 'sql`select from m where m.tenant_id = ${tenantId} limit 1 for update skip locked`'],
  ['a piece', 'inScope(tx, actor, id, sql`for no key update of m`)'],
  ['no lock', 'sql`select distinct tenant_id from m where due_at < ${now}`'],
])('lets pass %s', async (_, statement) => {
  expect(await found(statement)).toEqual([])
})
