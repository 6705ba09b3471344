import { systemActor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import type { Tick } from '../../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../../kernel/tenants.ts'
import { dayMs, dayOf } from '../../../kernel/time/day.ts'
import { noteBallots } from './noting.ts'
import { closeBudget, openBudget } from './step-service.ts'
import type { BudgetRecord } from './tables.ts'

/** Fewer ballots than this wait a day longer for the ledger. */
const leastNoted = 5

/** So long names and phones of a register are kept after its vote is over: for questions about who could vote. */
const registerDays = 60

/**
 * What a day brings by itself: votes open and close on their days, yesterday's ballots are taken down in the ledger, and
 * registers of votes that are long over are erased.
 */
export async function passBudgetDay(
  tx: Tx,
  tenantId: TenantId,
  { secrets, jobs, at }: Pick<Services, 'secrets' | 'jobs'> & { readonly at: Date },
): Promise<void> {
  const today = dayOf(at)
  const doing = { tenantId, by: systemActor, at, secrets }
  await eraseRegisters(tx, tenantId, at)
  const { rows } = await sql<BudgetRecord>`select b.* from choices.budgets b where b.tenant_id = ${tenantId}
    and ((b.state = 'announced' and b.opens_on <= ${today}::date)
      or (b.state = 'open' and (b.closes_on < ${today}::date or b.noted_on < ${today}::date)))
    order by b.id for no key update of b skip locked`.execute(tx)
  for (const budget of rows) {
    if (budget.state === 'announced') await openBudget(tx, doing, budget)
    else if (budget.closes_on && budget.closes_on < today) await closeBudget(tx, doing, budget, jobs)
    else {
      await noteBallots(tx, doing, budget, leastNoted)
      await sql`update choices.budgets set noted_on = ${today}::date where tenant_id = ${tenantId}
        and id = ${budget.id}`.execute(tx)
    }
  }
}

async function eraseRegisters(tx: Tx, tenantId: TenantId, at: Date): Promise<void> {
  const before = new Date(at.getTime() - registerDays * dayMs)
  await sql`delete from choices.budget_register r using choices.budgets b where r.tenant_id = ${tenantId}
    and b.tenant_id = r.tenant_id and b.id = r.budget_id and b.state in ('published', 'cancelled')
    and b.changed_at < ${before}`.execute(tx)
}

export const budgetTick: Tick = {
  name: 'choices.budget_day',
  everyMs: 600_000,
  run: async ({ db, clock, secrets, jobs }) => {
    await forEachTenant(db, (tenantId) =>
      db.tx((tx) => passBudgetDay(tx, tenantId, { secrets, jobs, at: clock.now() })),
    )
    return false
  },
}
