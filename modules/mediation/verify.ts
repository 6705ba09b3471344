import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import { readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { caseStream, committeeStream, type MediationEvent, type Told, type ToldTable, toldTables } from './events.ts'
import { toldOf } from './store.ts'
import type { CaseId, CommitteeId } from './tables.ts'

type Set = Record<string, Told>
type Rows = Map<string, Set>

/** Folds the events of a stream into the rows as they should stand. */
async function told({ tx, tenantId }: Verifying, stream: string): Promise<ReadonlyMap<ToldTable, Rows>> {
  const tables = new Map<ToldTable, Rows>(toldTables.map((table) => [table, new Map()]))
  for (const { payload } of await readStream(tx, tenantId, stream))
    for (const { of, id, set } of (payload as unknown as MediationEvent).rows) {
      const rows = tables.get(of)
      rows?.set(id, { ...rows.get(id), ...set })
    }
  return tables
}

type Stored = Record<string, Parameters<typeof toldOf>[0]> & { readonly id: string }

/** Holds the rows of a table that belong to one thing against what its ledger tells. */
async function hold(verifying: Verifying, stream: string, table: ToldTable, where: string, id: string, rows: Rows) {
  const { tx, tenantId, report } = verifying
  const { rows: stored } = await sql<Stored>`select * from mediation.${sql.ref(table)} where tenant_id = ${tenantId}
    and ${sql.ref(where)} = ${id}`.execute(tx)
  for (const row of stored) {
    const stands = Object.fromEntries(Object.entries(row).map(([column, value]) => [column, toldOf(value)]))
    const what = differs<Record<string, unknown>>(stands, rows.get(row.id))
    if (what) report({ check: `mediation.${table}`, stream, what: `${row.id}: ${what}` })
  }
  if (stored.length !== rows.size)
    report({ check: `mediation.${table}`, stream, what: `${stored.length} rows stand, the ledger says ${rows.size}` })
}

const ofCommittee = ['seats', 'interests'] as const
const ofCase = toldTables.filter((table) => !['committees', 'cases', 'seats', 'interests'].includes(table))

/** Holds committees and cases against the ledger, column by column; sealed words by the hash of their sealed bytes. */
export const verifyMediation: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const idsOf = async <Id extends string>(table: string) => {
    const { rows } = await sql<{ id: Id }>`select id from mediation.${sql.ref(table)} where tenant_id = ${tenantId}
      order by id`.execute(tx)
    return rows.map(({ id }) => id)
  }
  const committees = await idsOf<CommitteeId>('committees')
  for (const id of committees) {
    const stream = committeeStream(id)
    const tables = await told(verifying, stream)
    await hold(verifying, stream, 'committees', 'id', id, tables.get('committees') ?? new Map())
    for (const table of ofCommittee)
      await hold(verifying, stream, table, 'committee_id', id, tables.get(table) ?? new Map())
  }
  const cases = await idsOf<CaseId>('cases')
  for (const id of cases) {
    const stream = caseStream(id)
    const tables = await told(verifying, stream)
    await hold(verifying, stream, 'cases', 'id', id, tables.get('cases') ?? new Map())
    for (const table of ofCase) await hold(verifying, stream, table, 'case_id', id, tables.get(table) ?? new Map())
  }
  return { mediations: cases.length }
}
