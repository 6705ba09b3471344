import { isDeepStrictEqual } from 'node:util'
import { sql } from '../../../kernel/db.ts'
import { type LedgerEvent, readStream } from '../../../kernel/events/record.ts'
import type { Verifying } from '../../../kernel/events/verify.ts'
import { requestHash } from '../../../kernel/http/command.ts'
import type { BudgetState } from './budget.ts'
import { itemsOf, wordsHash } from './budget-store.ts'
import { countOf, tallyHash } from './count-service.ts'
import { type BudgetEvent, budgetEvents, budgetStream } from './events.ts'
import type { BudgetRecord, ItemRecord } from './tables.ts'

const stateAfter: Readonly<Record<string, BudgetState>> = {
  [budgetEvents.planned]: 'draft',
  [budgetEvents.announced]: 'announced',
  [budgetEvents.opened]: 'open',
  [budgetEvents.closed]: 'closed',
  [budgetEvents.counted]: 'counted',
  [budgetEvents.published]: 'published',
  [budgetEvents.cancelled]: 'cancelled',
}

type Story = readonly LedgerEvent<BudgetEvent>[]
type Fault = (check: string, what: string) => void

/** Holds votes against the ledger: states, words and costs, every digest; and counts the opened ballots again. */
export async function verifyBudgets(verifying: Verifying): Promise<number> {
  const { tx, tenantId, report } = verifying
  const { rows } = await sql<BudgetRecord>`select * from choices.budgets where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const budget of rows) {
    const stream = budgetStream(budget.id)
    const story = (await readStream(tx, tenantId, stream)) as unknown as Story
    const fault: Fault = (check, what) =>
      report({ check: `choices.budget_${check}`, stream, what: `${budget.title}: ${what}` })
    const items = await itemsOf(tx, budget)
    const told = story.flatMap(({ type }) => stateAfter[type] ?? []).at(-1)
    if (told !== budget.state) fault('state', `stands as ${budget.state}, the ledger says ${told ?? 'nothing'}`)
    const said = story.filter(({ type }) => type === budgetEvents.planned || type === budgetEvents.changed).at(-1)
    if (said?.payload.hash !== wordsHash(budget, items)) fault('words', 'what is voted on is not what was recorded')
    if (budget.state !== 'cancelled') await verifyBox(verifying, budget, story, fault)
    if (budget.result) await recount(verifying, budget, { items, story, fault })
  }
  return rows.length
}

/** Every digest that the ledger took down is there, no other is, and there are as many as voters. */
async function verifyBox({ tx, tenantId }: Verifying, { id }: BudgetRecord, story: Story, fault: Fault) {
  const { rows } = await sql<{ digest: Buffer; noted: boolean }>`select digest, noted from choices.budget_sealed
      where tenant_id = ${tenantId} and budget_id = ${id}
    union all select digest, true from choices.budget_receipts where tenant_id = ${tenantId} and budget_id = ${id}`.execute(
    tx,
  )
  const { rows: voters } = await sql<{ n: number }>`select count(*)::int as n from choices.budget_voters
    where tenant_id = ${tenantId} and budget_id = ${id}`.execute(tx)
  const told = story.flatMap(({ payload }) => payload.digests ?? []).sort()
  const stands = rows.flatMap(({ digest, noted }) => (noted ? [digest.toString('hex')] : [])).sort()
  if (!isDeepStrictEqual(told, stands)) fault('box', 'the ballots are not those that the ledger took down')
  if (rows.length !== voters[0]?.n) fault('voters', `${rows.length} ballots stand, ${voters[0]?.n} have voted`)
}

interface Recounting {
  readonly items: readonly ItemRecord[]
  readonly story: Story
  readonly fault: Fault
}

async function recount({ tx, tenantId }: Verifying, budget: BudgetRecord, { items, story, fault }: Recounting) {
  const { rows } = await sql<{ marks: Buffer }>`select marks from choices.budget_ballots
    where tenant_id = ${tenantId} and budget_id = ${budget.id}`.execute(tx)
  const { rows: invalid } = await sql<{ n: number }>`select count(*)::int as n from choices.budget_receipts
    where tenant_id = ${tenantId} and budget_id = ${budget.id} and fault is not null`.execute(tx)
  const ballots = rows.map(({ marks }) => [...marks])
  const facts = story.find(({ type }) => type === budgetEvents.counted)?.payload.facts
  if (facts?.tally !== tallyHash(ballots)) fault('tally', 'the opened ballots are not those that were counted')
  const result = countOf(budget, items, ballots, invalid[0]?.n ?? 0)
  if (facts?.result !== requestHash(result).toString('hex') || !isDeepStrictEqual(result, budget.result))
    fault('count', 'the ballots do not come to the result that is shown')
}
