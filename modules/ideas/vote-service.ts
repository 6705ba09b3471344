import { notFound } from '../../kernel/contract/errors.ts'
import type { FileId, PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { endorsementsSql, peopleBehind } from './heads.ts'
import type { IdeaState } from './idea.ts'
import { managedSql, publicSql } from './ideas-scope.ts'
import { type ActorDoing, type HeldCall, lockManagedCall, saveCall, tellCall } from './ideas-store.ts'
import { type CallId, type CallRecord, type IdeaId, mine } from './tables.ts'

// What a vote on the ideas of a call needs of it.

/** An idea that can be voted on: it has a cost, and is neither declined, merged nor hidden. */
export interface CostedIdea {
  readonly ideaId: IdeaId
  readonly title: string
  readonly words: string
  readonly costFen: number
  readonly endorsements: number
  readonly adopted: boolean
  /** Its first picture. */
  readonly fileId: FileId | null
}

/** A call that the actor manages, and its ideas with a cost, the most endorsed first. 404 out of scope. */
export async function costedIdeasOf(tx: Tx, { tenantId, actor }: ActorDoing, id: CallId) {
  const { rows: calls } = await sql<CallRecord>`select c.* from ideas.calls c where c.tenant_id = ${tenantId}
    and c.id = ${id} and ${managedSql(actor)}`.execute(tx)
  const call = calls[0] ?? notFound()
  const { rows } = await sql<CostedIdea>`select i.id as "ideaId", i.title, i.body as words, i.cost_fen as "costFen",
      i.state = 'adopted' as adopted, i.file_ids[1] as "fileId", ${endorsementsSql} as endorsements
    from ideas.ideas i where i.tenant_id = ${tenantId} and i.call_id = ${id} and i.cost_fen > 0
      and i.state in ('published', 'adopted') order by endorsements desc, i.id`.execute(tx)
  return { call: { title: call.title, placeId: call.place_id, budgetHintFen: call.budget_hint_fen }, rows }
}

/** The title of a call, for a page that names it; null where there is none. */
export async function callTitle(tx: Tx, tenantId: TenantId, id: CallId): Promise<string | null> {
  const row = await mine(tx)
    .selectFrom('ideas.calls')
    .select('title')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.title ?? null
}

/** From now on nothing in the call is amended: its ideas stand in a notice. */
export async function freezeCall(tx: Tx, doing: ActorDoing, id: CallId): Promise<void> {
  const held = await lockManagedCall(tx, doing, id)
  if (held.call.frozen_at === null) await setFrozen(tx, held, doing.at)
}

/** The vote was cancelled: its ideas can be amended again, if the call is still open. */
export async function thawCall(tx: Tx, doing: ActorDoing, id: CallId): Promise<void> {
  const held = await lockManagedCall(tx, doing, id)
  if (held.call.frozen_at !== null) await setFrozen(tx, held, null)
}

async function setFrozen(tx: Tx, held: HeldCall, frozenAt: Date | null): Promise<void> {
  await saveCall(tx, held, { frozen_at: frozenAt })
  await tellCall(tx, held, frozenAt ? 'frozen' : 'thawed')
}

/** What became of an idea that stands on a ballot. */
export interface IdeaStanding {
  readonly ideaId: IdeaId
  readonly own: IdeaState
  /** Whether everybody may read it. */
  readonly readable: boolean
  /** The idea that it stands in by merging, else itself, with the state of that one. */
  readonly standsIn: IdeaId
  readonly state: IdeaState
}

/** What became of these ideas, by their ids. */
export async function ideaStandings(
  tx: Tx,
  tenantId: TenantId,
  ids: readonly IdeaId[],
): Promise<ReadonlyMap<IdeaId, IdeaStanding>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<IdeaStanding>`with recursive way as (
      select i.id as asked, i.state as own, ${publicSql} as readable, i.id, i.state, i.merged_into_id
      from ideas.ideas i join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
      where i.tenant_id = ${tenantId} and i.id = any(${[...ids]}::uuid[])
      union all
      select w.asked, w.own, w.readable, i.id, i.state, i.merged_into_id
      from way w join ideas.ideas i on i.tenant_id = ${tenantId} and i.id = w.merged_into_id where w.state = 'merged')
    select asked as "ideaId", own, readable, id as "standsIn", state from way where state <> 'merged'`.execute(tx)
  return new Map(rows.map((row) => [row.ideaId, row]))
}

/** Who gave an idea or endorses it, each once. */
export async function peopleOfIdeas(tx: Tx, tenantId: TenantId, ids: readonly IdeaId[]) {
  const people = new Set<PersonId>()
  for (const id of ids) {
    const { authors, endorsers } = await peopleBehind(tx, tenantId, id)
    for (const person of [...authors, ...endorsers]) people.add(person)
  }
  return [...people]
}
