import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import { maskPhone } from '../../../kernel/text/phones.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { callTitle, costedIdeasOf } from '../../ideas/public.ts'
import { placeOf } from '../../places/public.ts'
import { type Doing, keepingPost, readerScopeSql, typesBallots } from '../scope.ts'
import { ballotObstacle, stepsNow } from './budget.ts'
import { itemsOf } from './budget-store.ts'
import type { BudgetView, costedIdeas, ItemView, listBudgets, listVoters } from './contract.ts'
import { itemViews, notAdopted, standingsOf } from './item-ideas.ts'
import { standingOf } from './step-service.ts'
import type { BudgetId, BudgetRecord, RegisterRecord } from './tables.ts'

/** A vote with the names of where it is and how many have voted. */
export type BudgetSource = BudgetRecord & {
  readonly place: { readonly id: BudgetRecord['place_id']; readonly name: string; readonly nameEn: string }
  readonly kept_by: { readonly name: string; readonly nameEn: string }
  readonly items: number
  readonly voters: number
}

export const budgetSql = sql`select b.*, json_build_object('name', o.name, 'nameEn', o.name_en) as kept_by,
    json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
    (select count(*)::int from choices.budget_items i where i.tenant_id = b.tenant_id and i.budget_id = b.id) as items,
    (select count(*)::int from choices.budget_voters v where v.tenant_id = b.tenant_id and v.budget_id = b.id) as voters
  from choices.budgets b
  join places.places_view p on p.tenant_id = b.tenant_id and p.id = b.place_id
  join people.posts_view o on o.tenant_id = b.tenant_id and o.id = b.post_id`

/** What every view of a vote begins with. */
export const headOf = (b: BudgetSource) => ({
  ...{ id: b.id, code: b.code, title: b.title, state: b.state, place: b.place, budgetFen: b.budget_fen },
  ...{ opensOn: b.opens_on, closesOn: b.closes_on },
})

export const rowOf = (b: BudgetSource) => ({
  ...headOf(b),
  ...{ createdAt: b.created_at.toISOString(), items: b.items, voters: b.voters },
})

export const describedOf = (b: BudgetSource, items: readonly ItemView[]) => ({
  ...{ words: b.words, kind: b.kind, most: b.most, rule: b.rule, openTo: b.open_to },
  ...{ noticeDays: b.notice_days, votingDays: b.voting_days },
  openedAt: b.opened_at?.toISOString() ?? null,
  ...{ cancelledWhy: b.cancelled_why, keptBy: b.kept_by, voters: b.voters },
  items: [...items],
})

/** A page of the votes of the actor's places, the newest first. */
export async function budgetPage(
  tx: Tx,
  { tenantId, actor }: Doing,
  { offset = 0, limit = 50, state }: QueryOf<typeof listBudgets>,
): Promise<ResponseOf<typeof listBudgets>> {
  const { rows } = await sql<BudgetSource & { total: number }>`with found as (${budgetSql}
      where b.tenant_id = ${tenantId} and ${readerScopeSql(actor, sql`b.place_path`)}
        and (${state ?? null}::text[] is null or b.state = any(${state ?? null}::text[])))
    select found.*, (select count(*)::int from found) as total from found order by created_at desc, id desc
    offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map(rowOf), total: rows[0]?.total ?? 0, offset, limit }
}

/** One vote within the places of an actor who reads them, else 404. */
export async function loadBudget(tx: Tx, { tenantId, actor }: Doing, id: BudgetId): Promise<BudgetSource> {
  const { rows } = await sql<BudgetSource>`${budgetSql} where b.tenant_id = ${tenantId} and b.id = ${id}
    and ${readerScopeSql(actor, sql`b.place_path`)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** A vote as staff of the place see it: how many voted by day, the result once it is counted, never a ballot. */
export async function budgetView(tx: Tx, doing: Doing, id: BudgetId): Promise<BudgetView> {
  const { tenantId, actor, at } = doing
  const budget = await loadBudget(tx, doing, id)
  const items = await itemsOf(tx, budget)
  const standings = await standingsOf(tx, tenantId, items)
  const today = dayOf(at)
  const mayKeep = keepingPost(actor, budget.place_path) !== null
  const standing = standingOf(budget, items)
  const { rows: turnout } = await sql<BudgetView['turnout'][number]>`select voted_on as day,
      count(*) filter (where channel = 'phone')::int as phone, count(*) filter (where channel = 'code')::int as code,
      count(*) filter (where channel = 'paper')::int as paper
    from choices.budget_voters where tenant_id = ${tenantId} and budget_id = ${id} group by voted_on order by voted_on`.execute(
    tx,
  )
  const { rows: register } = await sql<{ registered: number; registeredVoted: number }>`select
      count(*)::int as registered, count(v.voter_key)::int as "registeredVoted"
    from choices.budget_register r left join choices.budget_voters v on v.tenant_id = r.tenant_id
      and v.budget_id = r.budget_id and v.voter_key = r.voter_key
    where r.tenant_id = ${tenantId} and r.budget_id = ${id}`.execute(tx)
  const title = budget.call_id ? await callTitle(tx, tenantId, budget.call_id) : null
  return {
    ...headOf(budget),
    ...describedOf(budget, itemViews(items, standings, 'staff')),
    result: budget.result,
    notAdopted: notAdopted(budget, items, standings),
    call: budget.call_id && title !== null ? { id: budget.call_id, title } : null,
    steps: mayKeep ? stepsNow(standing, today) : [],
    mayKeep,
    noBallots: ballotObstacle(standing, today),
    turnout,
    ...{ registered: register[0]?.registered ?? 0, registeredVoted: register[0]?.registeredVoted ?? 0 },
  }
}

/** The register of voters: for readers of the place, and for helpers who type in ballots. Masked. */
export async function voterPage(
  tx: Tx,
  { tenantId, actor, secrets }: Doing,
  id: BudgetId,
  { offset = 0, limit = 50, voted, q }: QueryOf<typeof listVoters>,
): Promise<ResponseOf<typeof listVoters>> {
  const { rows: found } = await sql<BudgetRecord & { reads: boolean }>`select b.*,
      ${readerScopeSql(actor, sql`b.place_path`)} as reads
    from choices.budgets b where b.tenant_id = ${tenantId} and b.id = ${id}`.execute(tx)
  const [budget] = found
  if (!budget || !(budget.reads || typesBallots(actor, budget.place_path))) return notFound()
  const part = q?.replaceAll(/\s/g, '').replace(/[\\%_]/g, '\\$&')
  const where = sql.join(
    [
      sql`r.tenant_id = ${tenantId} and r.budget_id = ${id}`,
      ...(voted ? [sql`(v.voter_key is not null) = ${voted === 'yes'}`] : []),
      ...(part ? [sql`replace(r.household, ' ', '') ilike ${`%${part}%`}`] : []),
    ],
    sql` and `,
  )
  const { rows } = await sql<RegisterRecord & { voted: boolean; total: number }>`with found as (
      select r.*, v.voter_key is not null as voted from choices.budget_register r
      left join choices.budget_voters v on v.tenant_id = r.tenant_id and v.budget_id = r.budget_id
        and v.voter_key = r.voter_key where ${where})
    select found.*, (select count(*)::int from found) as total from found
    order by length(household), household, id offset ${offset} limit ${limit}`.execute(tx)
  return {
    rows: rows.map((row) => ({
      ...{ id: row.id, name: maskName(secrets.open(row.name_sealed)), household: row.household, voted: row.voted },
      phone: row.phone_sealed ? maskPhone(secrets.open(row.phone_sealed)) : null,
    })),
    ...{ total: rows[0]?.total ?? 0, offset, limit },
  }
}

/** What can be taken over from a call that the actor manages. */
export async function costedOf(
  tx: Tx,
  doing: Doing,
  { callId }: QueryOf<typeof costedIdeas>,
): Promise<ResponseOf<typeof costedIdeas>> {
  const { call, rows } = await costedIdeasOf(tx, doing, callId)
  const place = (await placeOf(tx, doing.tenantId, call.placeId)) ?? notFound()
  return {
    call: {
      title: call.title,
      place: { id: place.id, name: place.name, nameEn: place.nameEn },
      budgetFen: call.budgetHintFen,
    },
    rows: rows.map(({ fileId: _, ...row }) => row),
  }
}
