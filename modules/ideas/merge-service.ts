import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { insertIdea, searchable, wordsOf } from './give-service.ts'
import { mayAct } from './idea.ts'
import { type ActorDoing, type HeldCall, lockManagedCall, saveIdea, tellIdea, versionHash } from './ideas-store.ts'
import { type CallId, type IdeaId, type IdeaRecord, type MergeId, type MergeRecord, mine } from './tables.ts'

export interface Merging {
  readonly ideaIds: readonly IdeaId[]
  /** The one that stays; else `wording` stands for all. */
  readonly intoId?: IdeaId | undefined
  readonly wording?: { readonly title: string; readonly body: string } | undefined
}

/** Makes several ideas of a call one. Nothing is moved: who stands behind which is counted over all of them. */
export async function mergeIdeas(tx: Tx, doing: ActorDoing, callId: CallId, merging: Merging) {
  const held = await lockManagedCall(tx, doing, callId)
  const ideas = await lockPublished(tx, held, merging.ideaIds)
  const target = merging.intoId
    ? (ideas.find(({ id }) => id === merging.intoId) ?? refuseTarget())
    : await newWording(tx, held, ideas, merging.wording ?? refuseTarget())
  const members = ideas.filter(({ id }) => id !== target.id)
  await refuseMembersOfTheirOwn(tx, held, members)
  const merge: MergeRecord = {
    ...{ tenant_id: held.call.tenant_id, id: newId<'merge'>(), call_id: callId, target_id: target.id },
    ...{ member_ids: members.map(({ id }) => id), by_post: held.postId, at: held.at, undone_at: null },
  }
  await mine(tx).insertInto('ideas.merges').values(merge).execute()
  for (const idea of members) {
    const one = { ...held, idea }
    await saveIdea(tx, one, { state: 'merged', merged_into_id: target.id, ended_at: held.at })
    await tellIdea(tx, one, 'merged', { to: 'merged', mergeId: merge.id, facts: { intoId: target.id } })
  }
  const facts = { memberIds: merge.member_ids }
  await tellIdea(tx, { ...held, idea: target }, 'received', { mergeId: merge.id, facts })
  return { mergeId: merge.id, ideaId: target.id }
}

function refuseTarget(): never {
  const words = { zh: '请选择保留哪一条，或写一个新的表述', en: 'Choose the one that stays, or write a new wording' }
  return fail('invalid', 'ideas.no_target', words, [{ path: 'intoId', words }])
}

async function lockPublished(tx: Tx, { call }: HeldCall, ids: readonly IdeaId[]): Promise<IdeaRecord[]> {
  const { rows } = await sql<IdeaRecord>`select i.* from ideas.ideas i where i.tenant_id = ${call.tenant_id}
    and i.call_id = ${call.id} and i.id = any(${[...ids]}::uuid[]) order by i.id for no key update of i`.execute(tx)
  if (rows.length !== ids.length) notFound()
  if (rows.some(({ state }) => !mayAct('merge', state)))
    fail('conflict', 'ideas.wrong_state', {
      zh: '只有已发布、还没有结果的金点子可以合并，请刷新看看',
      en: 'Only published ideas without an end are merged. Reload to see them',
    })
  return rows
}

async function refuseMembersOfTheirOwn(tx: Tx, { call }: HeldCall, members: readonly IdeaRecord[]): Promise<void> {
  const { rows } = await sql<{ title: string }>`select t.title from ideas.ideas t where t.tenant_id = ${call.tenant_id}
    and t.id = any(${members.map(({ id }) => id)}::uuid[]) and exists (select from ideas.ideas m
      where m.tenant_id = t.tenant_id and m.merged_into_id = t.id)`.execute(tx)
  if (rows[0])
    fail('refused', 'ideas.has_members', {
      zh: `别的金点子已并入「${rows[0].title}」，请保留它，或先撤销那次合并`,
      en: `Others were merged into “${rows[0].title}”: let it stay, or undo that merge first`,
    })
}

/** A wording by staff has no author of its own; it lies where the first of them lies. */
async function newWording(
  tx: Tx,
  held: HeldCall & { readonly postId: string },
  ideas: readonly IdeaRecord[],
  wording: { readonly title: string; readonly body: string },
): Promise<IdeaRecord> {
  const { call, at } = held
  const { title, text } = wordsOf(wording)
  const [first] = ideas
  const samePlace = first && ideas.every(({ place_id }) => place_id === first.place_id) ? first : null
  const idea: IdeaRecord = {
    ...{ tenant_id: call.tenant_id, id: newId<'idea'>(), call_id: call.id, state: 'published', title, body: text },
    version: 1,
    ...{ place_id: samePlace?.place_id ?? call.place_id, place_path: samePlace?.place_path ?? call.place_path },
    ...{ grid_id: samePlace?.grid_id ?? null, lng: first?.lng ?? null, lat: first?.lat ?? null, file_ids: [] },
    ...{ cost_fen: null, cost_by: null, cost_note: null, author_id: null, author_name_sealed: null },
    ...{ author_phone_sealed: null, author_phone_lookup: null, receipt_lookup: null, anonymous: false },
    ...{ by_merge: true, typed_by: null, typed_by_post: null, form_number: null, merged_into_id: null },
    consent_version: null,
    ...{ end_reason: null, end_words: null, ended_at: null, matter_id: null, ...searchable(title, text) },
    ...{ submitted_at: at, changed_at: at },
  }
  await insertIdea(tx, idea)
  await tellIdea(tx, { ...held, idea }, 'submitted', { version: 1, hash: versionHash(idea), facts: { byMerge: true } })
  return idea
}

interface Others {
  readonly earlier: number
  readonly later: number
}

/** Other merges into the same idea that stand. */
async function otherMerges(tx: Tx, merge: MergeRecord): Promise<Others> {
  const { rows } =
    await sql<Others>`select count(*) filter (where (m.at, m.id) > (${merge.at}, ${merge.id}))::int as later,
      count(*) filter (where (m.at, m.id) < (${merge.at}, ${merge.id}))::int as earlier
    from ideas.merges m where m.tenant_id = ${merge.tenant_id} and m.target_id = ${merge.target_id} and m.undone_at is null`.execute(
      tx,
    )
  return rows[0] ?? { earlier: 0, later: 0 }
}

/** The last one is undone first: a wording must not go from under those that went into it later. */
const refuseLater = (): never =>
  fail('refused', 'ideas.later_merge', {
    zh: '后来又有金点子并入，请先撤销后一次合并',
    en: 'More were merged into it later: undo that first',
  })

/** What was hidden with others in it, before that was refused, lets them go as well. */
const mayLetGo = ({ state }: IdeaRecord): boolean => state === 'published' || state === 'hidden'

/** Gives back exactly what was: members stand by themselves again, a wording made for them goes. */
export async function undoMerge(tx: Tx, doing: ActorDoing, callId: CallId, mergeId: MergeId): Promise<void> {
  const held = await lockManagedCall(tx, doing, callId)
  const { call, at } = held
  const merge = await mine(tx)
    .selectFrom('ideas.merges')
    .selectAll()
    .where('tenant_id', '=', call.tenant_id)
    .where('call_id', '=', callId)
    .where('id', '=', mergeId)
    .forUpdate()
    .executeTakeFirst()
  if (!merge) return notFound()
  const { rows } = await sql<IdeaRecord>`select i.* from ideas.ideas i where i.tenant_id = ${call.tenant_id}
    and i.id = any(${[merge.target_id, ...merge.member_ids]}::uuid[]) order by i.id for no key update of i`.execute(tx)
  const target = rows.find(({ id }) => id === merge.target_id)
  if (merge.undone_at || call.state === 'decided' || !target || !mayLetGo(target))
    fail('conflict', 'ideas.merge_final', {
      zh: '合并后的金点子已有结果，或已撤销过，不能再撤销',
      en: 'What they became has its end, or this was undone before',
    })
  const others = await otherMerges(tx, merge)
  if (others.later > 0) refuseLater()
  // The merge for which the wording was written.
  const goes = target.by_merge && others.earlier === 0
  for (const idea of rows.filter(({ id }) => id !== merge.target_id)) {
    const one = { ...held, idea }
    await saveIdea(tx, one, { state: 'published', merged_into_id: null, ended_at: null })
    await tellIdea(tx, one, 'unmerged', { to: 'published', mergeId })
  }
  const kept = { ...held, idea: target }
  if (goes) await saveIdea(tx, kept, { state: 'withdrawn', ended_at: at })
  await tellIdea(tx, kept, 'unmerged', { to: goes ? 'withdrawn' : target.state, mergeId })
  await mine(tx)
    .updateTable('ideas.merges')
    .set({ undone_at: at })
    .where('tenant_id', '=', call.tenant_id)
    .where('id', '=', mergeId)
    .execute()
}
