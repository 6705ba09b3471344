import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { doorCode } from '../../../kernel/receipt-code.ts'
import { costedIdeasOf } from '../../ideas/public.ts'
import { placeOf } from '../../places/public.ts'
import { type Doing, keepingPost } from '../scope.ts'
import { mostPoints } from './ballot.ts'
import { lockKept, tellBudget, wordsHash } from './budget-store.ts'
import type { ChangeBudget, PlanBudget } from './contract.ts'
import type { BudgetId, BudgetRecord, ItemRecord } from './tables.ts'

const columnsOf = (body: ChangeBudget) => ({
  title: body.title.trim(),
  words: body.words.trim(),
  budget_fen: body.budgetFen,
  kind: body.kind,
  most: body.kind === 'points' ? (body.most ?? 10) : (body.most ?? null),
  rule: body.rule,
  open_to: body.openTo ?? ('phones' as const),
  notice_days: body.noticeDays ?? 7,
  voting_days: body.votingDays ?? 14,
})

/** Streets and communities are areas. */
const levels = ['area', 'compound']

/** A new vote of a place, its items taken over from ideas of a call or typed; a draft until notice is given. */
export async function planBudget(tx: Tx, doing: Doing, body: PlanBudget): Promise<{ id: BudgetId; code: string }> {
  const { tenantId, actor, at } = doing
  const place = await placeOf(tx, tenantId, body.placeId)
  const postId = place && !place.ended ? keepingPost(actor, place.path) : null
  if (!place || !postId) return notFound()
  if (!levels.includes(place.levelKind)) {
    const words = { zh: '请选一个小区、社区或街道', en: 'Please choose a compound, a community or a street' }
    return fail('invalid', 'choices.bad_place', words, [{ path: 'placeId', words }])
  }
  const id = body.id ?? newId<'budget'>()
  const callId = body.callId ?? null
  const items = await itemsFor(tx, doing, callId, body)
  const [set, code] = [checked(columnsOf(body)), doorCode()]
  const { rows } =
    await sql`insert into choices.budgets (tenant_id, id, code, place_id, place_path, post_id, call_id, title, words,
      budget_fen, kind, most, rule, open_to, state, notice_days, voting_days, created_at, changed_at)
    values (${tenantId}, ${id}, ${code}, ${place.id}, ${place.path}, ${postId}, ${callId}, ${set.title}, ${set.words},
      ${set.budget_fen}, ${set.kind}, ${set.most}, ${set.rule}, ${set.open_to}, 'draft', ${set.notice_days},
      ${set.voting_days}, ${at}, ${at})
    on conflict (tenant_id, id) do nothing returning id`.execute(tx)
  if (rows.length === 0)
    fail('conflict', 'choices.id_taken', { zh: '这个编号已经用过，请重新新建', en: 'This id is taken. Plan anew' })
  await writeItems(tx, { tenant_id: tenantId, id }, items)
  const by = { ...doing.by, postId }
  await tellBudget(tx, { ...doing, by }, id, 'planned', {
    hash: wordsHash(set, items),
    facts: { placeId: place.id, ...(callId ? { callId } : {}) },
  })
  return { id, code }
}

/** Changes a draft. Once notice is given, what people vote on stays as it is. */
export async function changeBudget(tx: Tx, asked: Doing, id: BudgetId, body: ChangeBudget): Promise<void> {
  const { budget, doing } = await lockKept(tx, asked, id)
  if (budget.state !== 'draft')
    fail('conflict', 'choices.announced', {
      zh: '已经公示，内容不能再改；需要改请取消后重新发起',
      en: 'Notice was given and it stands. Cancel it and begin anew to change it',
    })
  const items = await itemsFor(tx, doing, budget.call_id, body)
  const set = checked(columnsOf(body))
  await sql`update choices.budgets set title = ${set.title}, words = ${set.words}, budget_fen = ${set.budget_fen},
      kind = ${set.kind}, most = ${set.most}, rule = ${set.rule}, open_to = ${set.open_to},
      notice_days = ${set.notice_days}, voting_days = ${set.voting_days}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await sql`delete from choices.budget_items where tenant_id = ${doing.tenantId} and budget_id = ${id}`.execute(tx)
  await writeItems(tx, budget, items)
  await tellBudget(tx, doing, id, 'changed', { hash: wordsHash(set, items) })
}

function checked(set: ReturnType<typeof columnsOf>) {
  if (set.budget_fen < 1) {
    const words = { zh: '请填预算', en: 'Please say how much money there is' }
    fail('invalid', 'choices.no_budget', words, [{ path: 'budgetFen', words }])
  }
  if (set.kind !== 'points' && set.most !== null && set.most > mostPoints / 2) return { ...set, most: null }
  return set
}

type NewItem = Omit<ItemRecord, 'n'>

/** Items with the pictures of their ideas. An idea that is not one of the call's costed ones is refused. */
async function itemsFor(tx: Tx, doing: Doing, callId: BudgetRecord['call_id'], { items }: ChangeBudget) {
  const ideas = callId ? (await costedIdeasOf(tx, doing, callId)).rows : []
  const known = new Map(ideas.map((idea) => [idea.ideaId, idea]))
  const taken = new Set<string>()
  return items.map(({ title, words, costFen, ideaId }, n): NewItem => {
    if (ideaId && (!known.has(ideaId) || taken.has(ideaId))) {
      const why = { zh: '这条金点子不能列入，请刷新看看', en: 'This idea cannot be an item. Reload to see it' }
      fail('invalid', 'choices.bad_idea', why, [{ path: `items.${n}`, words: why }])
    }
    if (ideaId) taken.add(ideaId)
    return {
      ...{ title: title.trim(), words: words.trim(), cost_fen: costFen },
      ...{ idea_id: ideaId ?? null, file_id: (ideaId && known.get(ideaId)?.fileId) || null },
    }
  })
}

async function writeItems(tx: Tx, { tenant_id, id }: Pick<BudgetRecord, 'tenant_id' | 'id'>, items: NewItem[]) {
  for (const [at, item] of items.entries())
    await sql`insert into choices.budget_items (tenant_id, budget_id, n, title, words, cost_fen, idea_id, file_id)
      values (${tenant_id}, ${id}, ${at + 1}, ${item.title}, ${item.words}, ${item.cost_fen}, ${item.idea_id},
        ${item.file_id})`.execute(tx)
}
