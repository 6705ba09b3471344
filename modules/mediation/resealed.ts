import { systemActor } from '../../kernel/actor.ts'
import type { Id, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Resealed } from '../../kernel/reseal.ts'
import { toldTables } from './events.ts'
import { tell, toldOf } from './store.ts'
import type { CaseId, CommitteeId } from './tables.ts'

/** The ledger holds hashes of sealed bytes: a new key gives new ones, told on the story of each case. */
export async function tellResealed(tx: Tx, { tenantId, table, rows }: Resealed, at: Date): Promise<void> {
  const of = toldTables.find((name) => table === `mediation.${name}`)
  if (!of) return
  const cases = await casesOf(
    tx,
    tenantId,
    of,
    rows.map(({ id }) => id),
  )
  for (const head of new Map([...cases.values()].map((one) => [one.id, one])).values()) {
    const mine = rows.filter(({ id }) => cases.get(id)?.id === head.id)
    const told = mine.map((row) => ({
      ...{ of, id: row.id },
      set: Object.fromEntries(Object.entries(row.columns).map(([column, sealed]) => [column, toldOf(sealed)])),
    }))
    await tell(tx, { tenantId, at, by: systemActor }, head, 'resealed', told)
  }
}

async function casesOf(tx: Tx, tenantId: TenantId, of: (typeof toldTables)[number], ids: readonly string[]) {
  const caseOf = sql.ref(of === 'cases' ? 'r.id' : 'r.case_id')
  const { rows } = await sql<{ row: Id<'row'>; id: CaseId; committee_id: CommitteeId }>`
    select r.id as row, c.id, c.committee_id from mediation.${sql.ref(of)} r
    join mediation.cases c on c.tenant_id = r.tenant_id and c.id = ${caseOf}
    where r.tenant_id = ${tenantId} and r.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map<string, { id: CaseId; committee_id: CommitteeId }>(rows.map(({ row, ...head }) => [row, head]))
}
