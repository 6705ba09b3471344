import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { systemActor } from '../../../kernel/actor.ts'
import { idSchema, type TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { requestHash } from '../../../kernel/http/command.ts'
import { job } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { type BallotFault, faultOf } from './ballot.ts'
import { itemsOf, tellBudget } from './budget-store.ts'
import { countBallots } from './counting.ts'
import { ballotOpener } from './sealing.ts'
import { countJobName } from './step-service.ts'
import type { BudgetId, BudgetRecord, ItemRecord } from './tables.ts'

interface Counting {
  readonly tenantId: TenantId
  readonly secrets: Secrets
  readonly at: Date
}

/**
 * The count, in one transaction: opens all ballots, writes them anew in random order and apart from their digests, counts
 * them by both rules, and destroys the sealed ones and the key. Done once; later calls find nothing to do.
 */
export async function countBudget(tx: Tx, { tenantId, secrets, at }: Counting, id: BudgetId): Promise<void> {
  const { rows: found } = await sql<BudgetRecord>`select b.* from choices.budgets b where b.tenant_id = ${tenantId}
    and b.id = ${id} and b.state = 'closed' for no key update of b`.execute(tx)
  const [budget] = found
  if (!budget?.key_sealed) return
  const items = await itemsOf(tx, budget)
  const { rows } = await sql<{ digest: Buffer; sealed: Buffer }>`select digest, sealed from choices.budget_sealed
    where tenant_id = ${tenantId} and budget_id = ${id} order by digest`.execute(tx)
  const open = ballotOpener(Buffer.from(secrets.open(budget.key_sealed), 'base64'), id)
  const opened = rows.map(({ digest, sealed }) => ({ digest, ...judge(budget, items, open(sealed)) }))
  const ballots = opened.flatMap(({ marks }) => (marks ? [marks] : []))
  await writeBallots(tx, budget, ballots)
  await writeReceipts(tx, budget, opened)
  const result = countOf(budget, items, ballots, opened.length - ballots.length)
  await sql`delete from choices.budget_sealed where tenant_id = ${tenantId} and budget_id = ${id}`.execute(tx)
  await sql`update choices.budgets set state = 'counted', counted_at = ${at}, changed_at = ${at}, key_sealed = null,
    result = ${JSON.stringify(result)}::jsonb where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  await tellBudget(tx, { tenantId, at, by: systemActor }, id, 'counted', {
    facts: {
      ...{ ballots: result.ballots, invalid: result.invalid, chosen: result[budget.rule].order },
      ...{ tally: tallyHash(ballots), result: requestHash(result).toString('hex') },
    },
  })
}

interface Judged {
  readonly marks: number[] | null
  readonly fault: BallotFault | null
}

function judge({ kind, most }: BudgetRecord, items: readonly ItemRecord[], marks: number[] | null): Judged {
  const fault = marks ? faultOf({ kind, most, items: items.length }, marks) : 'sealed'
  return { marks: fault ? null : marks, fault }
}

/** What the ballots come to; the same each time it is counted. */
export const countOf = (
  { budget_fen, kind }: BudgetRecord,
  items: readonly ItemRecord[],
  ballots: readonly (readonly number[])[],
  invalid: number,
) => countBallots({ budgetFen: budget_fen, kind, costs: items.map(({ cost_fen }) => cost_fen), ballots, invalid })

/** The hash of all opened ballots, whatever their order. */
export const tallyHash = (ballots: readonly (readonly number[])[]): string =>
  requestHash(ballots.map((marks) => Buffer.from(marks).toString('hex')).sort()).toString('hex')

/** In the order of ids that were drawn just now. */
async function writeBallots(tx: Tx, { tenant_id, id }: BudgetRecord, ballots: readonly number[][]): Promise<void> {
  const drawn = ballots.map((marks) => ({ id: randomUUID(), marks: Buffer.from(marks) }))
  drawn.sort((a, b) => (a.id < b.id ? -1 : 1))
  await sql`insert into choices.budget_ballots (tenant_id, budget_id, id, marks)
    select ${tenant_id}, ${id}, one.id, one.marks
    from unnest(${drawn.map((one) => one.id)}::uuid[], ${drawn.map((one) => one.marks)}::bytea[]) as one (id, marks)
    order by one.id`.execute(tx)
}

async function writeReceipts(
  tx: Tx,
  { tenant_id, id }: BudgetRecord,
  opened: readonly { readonly digest: Buffer; readonly fault: BallotFault | null }[],
): Promise<void> {
  await sql`insert into choices.budget_receipts (tenant_id, budget_id, digest, fault)
    select ${tenant_id}, ${id}, one.digest, one.fault
    from unnest(${opened.map(({ digest }) => digest)}::bytea[], ${opened.map(({ fault }) => fault)}::text[])
      as one (digest, fault) order by one.digest`.execute(tx)
}

export const countJob = job({
  name: countJobName,
  data: Type.Object({ tenantId: idSchema<'tenant'>(), budgetId: idSchema<'budget'>() }),
  handle: ({ tenantId, budgetId }, { db, secrets, clock }) =>
    db.tx((tx) => countBudget(tx, { tenantId, secrets, at: clock.now() }, budgetId)),
})
