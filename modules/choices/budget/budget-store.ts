import { notFound } from '../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { requestHash } from '../../../kernel/http/command.ts'
import { type Doing, keeping, readerScopeSql } from '../scope.ts'
import { type BudgetEvent, type BudgetEventName, budgetEvents, budgetStream } from './events.ts'
import type { BudgetId, BudgetRecord, ItemRecord } from './tables.ts'

/** A vote that is being changed, its row locked, in the name of a post that keeps its place. */
export interface HeldBudget {
  readonly budget: BudgetRecord
  readonly doing: Doing
}

/** For who keeps the place; 404 out of their places, 403 for who only reads. */
export async function lockKept(tx: Tx, asked: Doing, id: BudgetId): Promise<HeldBudget> {
  const { rows } = await sql<BudgetRecord>`select b.* from choices.budgets b where b.tenant_id = ${asked.tenantId}
    and b.id = ${id} and ${readerScopeSql(asked.actor, sql`b.place_path`)} for no key update of b`.execute(tx)
  const budget = rows[0] ?? notFound()
  return { budget, doing: keeping(asked, budget.place_path) }
}

/** A vote that is being voted on: its row is shared, so that closing waits for the ballot and the ballot for closing. */
export async function shareBudget(tx: Tx, tenantId: TenantId, which: ReturnType<typeof sql>): Promise<BudgetRecord> {
  const { rows } = await sql<BudgetRecord>`select b.* from choices.budgets b where b.tenant_id = ${tenantId}
    and ${which} for share of b`.execute(tx)
  return rows[0] ?? notFound()
}

/** By the code of its notice, once notice was given. */
export const byCodeSql = (code: string) => sql`b.code = ${code.toUpperCase()} and b.announced_at is not null`

/** The items of a vote in the order of its list. */
export async function itemsOf(tx: Tx, { tenant_id, id }: Pick<BudgetRecord, 'tenant_id' | 'id'>) {
  const { rows } = await sql<ItemRecord>`select n, title, words, cost_fen, idea_id, file_id from choices.budget_items
    where tenant_id = ${tenant_id} and budget_id = ${id} order by n`.execute(tx)
  return rows
}

export async function tellBudget(
  tx: Tx,
  { tenantId, at, by }: Pick<Doing, 'tenantId' | 'at' | 'by'>,
  budgetId: BudgetId,
  name: BudgetEventName,
  payload: Omit<BudgetEvent, 'budgetId'> = {},
): Promise<void> {
  await record<BudgetEvent>(tx, {
    ...{ tenantId, at, actor: by },
    stream: budgetStream(budgetId),
    type: budgetEvents[name],
    payload: { budgetId, ...payload },
  })
}

type Worded = Pick<BudgetRecord, 'title' | 'words' | 'budget_fen' | 'kind' | 'most' | 'rule' | 'open_to'>

/** What is voted on, by which rule and with how much money; a change of any is seen in the hash. */
export const wordsHash = (of: Worded, items: readonly Omit<ItemRecord, 'n' | 'file_id'>[]): string =>
  requestHash([
    ...[of.title, of.words, of.budget_fen, of.kind, of.most, of.rule, of.open_to],
    items.map(({ title, words, cost_fen, idea_id }) => [title, words, cost_fen, idea_id]),
  ]).toString('hex')
