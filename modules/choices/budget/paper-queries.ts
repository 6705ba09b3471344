import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { phoneOf } from '../../people/public.ts'
import { type Doing, typesBallots } from '../scope.ts'
import { type BallotFault, receiptOf } from './ballot.ts'
import { type Casting, ownKey } from './ballot-service.ts'
import { ballotObstacle } from './budget.ts'
import { type BudgetSource, budgetSql, describedOf, headOf, rowOf } from './budget-queries.ts'
import { byCodeSql, itemsOf } from './budget-store.ts'
import type { BallotPaper, listReceipts, myBallots } from './contract.ts'
import { itemViews, standingsOf } from './item-ideas.ts'
import type { BudgetId } from './tables.ts'
import { phoneKey } from './voter-key.ts'

/** The notice and the ballot as everybody with the link sees them. */
export async function paperOf(tx: Tx, who: Casting, code: string): Promise<BallotPaper> {
  const budget = await byCode(tx, who, code)
  const items = await itemsOf(tx, budget)
  const { key, refused } = await ownKey(tx, who, budget)
  return {
    ...headOf(budget),
    ...describedOf(budget, itemViews(items, await standingsOf(tx, who.tenantId, items), 'all')),
    result: budget.state === 'published' ? budget.result : null,
    signedIn: who.actor !== null,
    voted: key !== null && (await hasVoted(tx, who, budget.id, key)),
    noVote: refused,
    noBallots: ballotObstacle({ state: budget.state, closesOn: budget.closes_on }, dayOf(who.at)),
    types: typesBallots(who.actor, budget.place_path),
  }
}

async function byCode(tx: Tx, { tenantId }: Pick<Casting, 'tenantId'>, code: string): Promise<BudgetSource> {
  const { rows } = await sql<BudgetSource>`${budgetSql} where b.tenant_id = ${tenantId}
    and ${byCodeSql(code)}`.execute(tx)
  return rows[0] ?? notFound()
}

async function hasVoted(tx: Tx, { tenantId }: Casting, id: BudgetId, key: Buffer): Promise<boolean> {
  const { rows } = await sql`select from choices.budget_voters where tenant_id = ${tenantId} and budget_id = ${id}
    and voter_key = ${key}`.execute(tx)
  return rows.length > 0
}

/** Receipts of a vote that was counted, in alphabetical order; by a part of one, dashes and blanks aside. */
export async function receiptPage(
  tx: Tx,
  who: Pick<Casting, 'tenantId'>,
  code: string,
  { offset = 0, limit = 50, q }: QueryOf<typeof listReceipts>,
): Promise<ResponseOf<typeof listReceipts>> {
  const budget = await byCode(tx, who, code)
  const part = q
    ?.toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
  const { rows } = await sql<{ digest: Buffer; fault: BallotFault | null; total: number }>`with found as (
      select digest, fault from choices.budget_receipts where tenant_id = ${who.tenantId} and budget_id = ${budget.id}
        and starts_with(encode(digest, 'hex'), ${part ?? ''}))
    select found.*, (select count(*)::int from found) as total from found order by digest
    offset ${offset} limit ${limit}`.execute(tx)
  return {
    rows: rows.map(({ digest, fault }) => ({ receipt: receiptOf(digest.toString('hex')), fault })),
    ...{ total: rows[0]?.total ?? 0, offset, limit },
  }
}

/** Votes to take part in or to look at, for who is signed in; those that are open first. */
export async function myBallotsOf(tx: Tx, doing: Doing): Promise<ResponseOf<typeof myBallots>> {
  const { tenantId, actor, secrets } = doing
  const { rows } = await sql<BudgetSource>`select * from (${budgetSql} where b.tenant_id = ${tenantId}
      and b.announced_at is not null and b.state <> 'cancelled') found
    order by state <> 'open', created_at desc limit 50`.execute(tx)
  const phone = await phoneOf(tx, secrets, tenantId, actor.personId)
  const who = { ...doing, actor }
  const shown = []
  for (const row of rows) {
    const voted = phone !== null && (await hasVoted(tx, who, row.id, phoneKey(secrets, row.id, phone)))
    shown.push({ ...rowOf(row), voted, types: typesBallots(actor, row.place_path) })
  }
  return { rows: shown }
}
