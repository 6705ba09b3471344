import { fail } from '../../../kernel/contract/errors.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { requestHash } from '../../../kernel/http/command.ts'
import type { Jobs } from '../../../kernel/jobs/jobs.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { endIdea, freezeCall, thawCall } from '../../ideas/public.ts'
import { daysAfter } from '../question.ts'
import type { Doing } from '../scope.ts'
import { type BudgetState, obstacle, type Step, transitionOf } from './budget.ts'
import { type HeldBudget, itemsOf, lockKept, tellBudget } from './budget-store.ts'
import { chosenIdeas, notAdopted, refuseUnfit, standingsOf } from './item-ideas.ts'
import { noteBallots } from './noting.ts'
import { newKeys } from './sealing.ts'
import type { BudgetId, BudgetRecord, ItemRecord } from './tables.ts'

/** The job that counts. */
export const countJobName = 'choices.count_budget'

/** What the rules of `budget.ts` need to know. */
export const standingOf = (budget: BudgetRecord, items: readonly ItemRecord[]) => ({
  state: budget.state,
  opensOn: budget.opens_on,
  closesOn: budget.closes_on,
  items: items.length,
  affordable: items.every(({ cost_fen }) => cost_fen <= budget.budget_fen),
})

interface Stepped {
  readonly state: BudgetState
  /** Items that were chosen and whose ideas could not be adopted. */
  readonly notAdopted: number[]
}

/** Gives notice, opens, closes, has it counted, publishes or cancels, as the table of transitions allows. */
export async function stepBudget(
  tx: Tx,
  asked: Doing,
  id: BudgetId,
  { step, why, jobs }: { readonly step: Step; readonly why: string | null; readonly jobs: Pick<Jobs, 'enqueue'> },
): Promise<Stepped> {
  const held = await lockKept(tx, asked, id)
  const { budget, doing } = held
  const transition = transitionOf(step)
  if (!transition.from.includes(budget.state))
    fail('conflict', 'choices.wrong_state', {
      zh: `现在的状态不能「${transition.name.zh}」，请刷新看看`,
      en: `"${transition.name.en}" is not possible in its present state. Reload to see it`,
    })
  const items = await itemsOf(tx, budget)
  const blocked = obstacle(step, standingOf(budget, items), dayOf(doing.at))
  if (blocked) fail('refused', 'choices.blocked', blocked)
  let left: number[] = []
  switch (step) {
    case 'announce':
      await announce(tx, held, items)
      break
    case 'open':
      await openBudget(tx, doing, budget)
      break
    case 'close':
      await closeBudget(tx, doing, budget, jobs)
      break
    case 'count':
      await jobs.enqueue(tx, countJobName, { tenantId: doing.tenantId, budgetId: id })
      break
    case 'publish':
      left = await publish(tx, held, items)
      break
    case 'cancel':
      await cancel(tx, held, why)
      break
  }
  return { state: transition.to, notAdopted: left }
}

type Set = ReturnType<typeof sql>
type By = Pick<Doing, 'tenantId' | 'at' | 'by' | 'secrets'>

const write = (tx: Tx, { tenantId, at }: By, { id }: BudgetRecord, state: BudgetState, set: Set) =>
  sql`update choices.budgets set state = ${state}, changed_at = ${at}, ${set}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)

async function announce(tx: Tx, { budget, doing }: HeldBudget, items: readonly ItemRecord[]): Promise<void> {
  const opensOn = daysAfter(dayOf(doing.at), budget.notice_days)
  await write(tx, doing, budget, 'announced', sql`announced_at = ${doing.at}, opens_on = ${opensOn}::date`)
  if (budget.call_id) await freezeCall(tx, doing, budget.call_id)
  await refuseUnfit(tx, doing, budget, items)
  await tellBudget(tx, doing, budget.id, 'announced', { facts: { opensOn } })
}

/** Opens it with new keys. The private one never leaves the database unsealed but for the count. */
export async function openBudget(tx: Tx, doing: By, budget: BudgetRecord): Promise<void> {
  const { publicKey, privateKey } = newKeys()
  const today = dayOf(doing.at)
  const closesOn = daysAfter(today, budget.voting_days - 1)
  const sealed = doing.secrets.seal(privateKey.toString('base64'))
  await write(
    tx,
    doing,
    budget,
    'open',
    sql`opened_at = ${doing.at}, closes_on = ${closesOn}::date, noted_on = ${today}::date, public_key = ${publicKey},
      key_sealed = ${sealed}`,
  )
  await tellBudget(tx, doing, budget.id, 'opened', { facts: { closesOn, publicKey: publicKey.toString('hex') } })
}

/** Takes no more ballots, writes the last digests into the ledger and has it counted. */
export async function closeBudget(tx: Tx, doing: By, budget: BudgetRecord, jobs: Pick<Jobs, 'enqueue'>) {
  await noteBallots(tx, doing, budget, 1)
  await write(tx, doing, budget, 'closed', sql`closed_at = ${doing.at}`)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from choices.budget_voters
    where tenant_id = ${doing.tenantId} and budget_id = ${budget.id}`.execute(tx)
  await tellBudget(tx, doing, budget.id, 'closed', { facts: { voters: rows[0]?.n ?? 0 } })
  await jobs.enqueue(tx, countJobName, { tenantId: doing.tenantId, budgetId: budget.id })
}

/**
 * Adopts the ideas that were chosen and still wait for their end, or what they were merged into; their authors are told by
 * it. @returns the items that were chosen and whose idea is not adopted
 */
async function publish(tx: Tx, { budget, doing }: HeldBudget, items: readonly ItemRecord[]): Promise<number[]> {
  const { tenantId } = doing
  await write(tx, doing, budget, 'published', sql`published_at = ${doing.at}`)
  const standings = await standingsOf(tx, tenantId, items)
  const adopted = new Set<Id<'idea'>>()
  for (const { standing } of chosenIdeas(budget, items, standings)) {
    if (standing?.state !== 'published' || adopted.has(standing.standsIn)) continue
    await endIdea(tx, doing, standing.standsIn, { end: 'adopt', words: `居民票选选中（${budget.title}）` })
    adopted.add(standing.standsIn)
  }
  const left = notAdopted({ ...budget, state: 'published' }, items, await standingsOf(tx, tenantId, items))
  const facts = { chosen: budget.result?.[budget.rule].order ?? [], adopted: [...adopted], notAdopted: left }
  await tellBudget(tx, doing, budget.id, 'published', { facts })
  return left
}

async function cancel(tx: Tx, { budget, doing }: HeldBudget, why: string | null): Promise<void> {
  if (!why) {
    const words = { zh: '请写明原因', en: 'Please say why' }
    return fail('invalid', 'choices.why_missing', words, [{ path: 'why', words }])
  }
  // Nobody will count them: ballots and key go.
  await sql`delete from choices.budget_sealed where tenant_id = ${doing.tenantId} and budget_id = ${budget.id}`.execute(
    tx,
  )
  await write(tx, doing, budget, 'cancelled', sql`cancelled_why = ${why}, key_sealed = null`)
  if (budget.call_id && budget.state !== 'draft') {
    const { rows } = await sql`select from choices.budgets where tenant_id = ${doing.tenantId}
      and call_id = ${budget.call_id} and id <> ${budget.id} and state not in ('draft', 'cancelled')`.execute(tx)
    if (rows.length === 0) await thawCall(tx, doing, budget.call_id)
  }
  await tellBudget(tx, doing, budget.id, 'cancelled', { hash: requestHash(why).toString('hex') })
}
