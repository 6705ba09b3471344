import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql, type Tx } from '../../kernel/db.ts'
import { allErasables } from '../../kernel/erasure.ts'
import { type MatrixTown, matrixTown } from './subjects.fixture.ts'

let town: MatrixTown
beforeAll(async () => {
  town = await matrixTown()
}, 120_000)
afterAll(() => town.close())

/** The table whose ids a rule is given. */
const registers: Readonly<Record<string, string>> = {
  'choices.owners': 'choices.owners',
  'enterprises.contacts': 'enterprises.contacts',
  'facilities.residences': 'facilities.residences',
  'gatherings.guests': 'gatherings.entries',
  'households.moved_out': 'households.households',
  'ideas.contact': 'ideas.ideas',
  'matters.contact': 'matters.matters',
  'matters.words': 'matters.matters',
  'people.handover_note': 'people.handovers',
  'privacy.words': 'privacy.requests',
}

/** Rules that delete rows of tables which hold nothing sealed (`retention.test.ts`). */
const unsealed: readonly string[] = ['notices.inbox', 'notices.unread']

/** What a rule leaves, because another one erases it. */
const others: Readonly<Record<string, readonly string[]>> = {
  'matters.words': ['answers_sealed', 'reporter_name_sealed', 'reporter_phone_sealed', 'reporter_phone_lookup'],
}

interface Kept {
  readonly table: string
  /** Columns that are sealed, or by which what is sealed is found. */
  readonly columns: readonly string[]
  /** Columns by which a row says which row of the register it belongs to. */
  readonly keys: readonly string[]
}

/** The tables of a schema that hold what is sealed. */
async function keptSealed(tx: Tx, schema: string): Promise<readonly Kept[]> {
  const { rows } = await sql<Kept>`select c.table_schema || '.' || c.table_name as table,
      array_agg(c.column_name::text order by c.column_name) filter (where c.data_type = 'bytea') as columns,
      array_agg(c.column_name::text) filter (where c.data_type = 'uuid' and c.column_name <> 'tenant_id') as keys
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = ${schema} and t.table_type = 'BASE TABLE'
      and (c.data_type = 'uuid' or c.column_name ~ '(_sealed|_lookup)$' and c.column_name <> 'receipt_lookup')
    group by 1 having bool_or(c.column_name like '%\\_sealed') and bool_or(c.data_type = 'uuid' and c.column_name <> 'tenant_id')
    order by 1`.execute(tx)
  return rows
}

const named = (names: readonly string[]) => names.map((name) => sql.ref(name))

const back = new Error('back as it was')

describe('what a rule erased', () => {
  it('has a register for each rule', () => {
    const codes = allErasables().map(({ code }) => code)
    expect(codes.sort()).toEqual([...Object.keys(registers), ...unsealed].sort())
  })

  it.each(Object.keys(registers))('%s: nothing of it stands sealed in any row of its module', async (code) => {
    const { tenantId } = town.town
    const { secrets } = town.services
    const rule = allErasables().find((one) => one.code === code)
    const register = registers[code] ?? ''
    const left: string[] = []
    const met: string[] = []
    const erasing = town.db.tx(async (tx) => {
      const { rows } = await sql<{ id: string }>`select id from ${sql.table(register)}
        where tenant_id = ${tenantId}`.execute(tx)
      const ids = rows.map(({ id }) => id)
      const tables = await keptSealed(tx, register.split('.')[0] ?? '')
      // Every column has a value of its row's own, whatever the town has there.
      const markOf = ({ keys }: Kept) =>
        sql`sha256(convert_to(${sql.ref(keys.find((key) => key === 'id') ?? keys[0] ?? 'id')}::text, 'UTF8'))`
      for (const kept of tables) {
        const { table, columns, keys } = kept
        const set = named(columns).map((column) => sql`${column} = ${markOf(kept)}`)
        const ofThese = named(keys).map((key) => sql`${key} = any(${ids}::uuid[])`)
        const { numAffectedRows } = await sql`update ${sql.table(table)} set ${sql.join(set)}
          where tenant_id = ${tenantId} and (${sql.join(ofThese, sql` or `)})`.execute(tx)
        if (numAffectedRows) met.push(table)
      }
      await rule?.erase(tx, { tenantId, ids, secrets })
      for (const kept of tables)
        for (const column of kept.columns) {
          const { rows: still } = await sql`select from ${sql.table(kept.table)} where tenant_id = ${tenantId}
            and ${sql.ref(column)} = ${markOf(kept)} limit 1`.execute(tx)
          if (still.length > 0 && !others[code]?.includes(column)) left.push(`${kept.table}.${column}`)
        }
      throw back
    })
    await expect(erasing).rejects.toBe(back)
    expect(met).toContain(code === 'households.moved_out' ? 'households.entries' : register)
    expect(left).toEqual([])
  })
})
