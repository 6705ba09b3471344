import { fail } from '../../../kernel/contract/errors.ts'
import { newId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { clockFor, type Effect, handlingSince, type Step } from '../effect.ts'
import { orderWaiting } from '../ladder/measures.ts'
import { isOpen, type OpenState, type State, stageOf } from '../matter.ts'
import { applyChange } from '../matter-store.ts'
import { firstManned, whyOf } from '../routing.ts'
import { type MatterRecord, own } from '../tables.ts'
import { endRally, endReturn, refuseWithMerged } from './loose-ends.ts'
import { missing } from './needs.ts'
import { gridNow, postAround } from './posts.ts'

/** What a merged matter was before, so that the merge can be undone. */
interface Prior {
  readonly state: State
  readonly holderPostId: PostId | null
}

/** Whether a merge would show the other to somebody who may not follow it and does not yet: its reporter asked so, or it is about what this one is not. */
async function wouldShow(tx: Tx, matter: MatterRecord, target: MatterRecord): Promise<boolean> {
  if (target.subject_id !== null && target.subject_id !== matter.subject_id) return true
  if (target.visibility !== 'holder') return false
  const { rows } = await sql`select from matters.followers f where f.tenant_id = ${matter.tenant_id}
    and f.matter_id = ${matter.id} and not exists (select from matters.followers t where t.tenant_id = f.tenant_id
      and t.matter_id = ${target.id} and t.person_id = f.person_id) limit 1`.execute(tx)
  return rows.length > 0
}

/** @throws Failure where a merge would show the other; it says the other way round where that would show nothing. */
async function refuseToShow(tx: Tx, matter: MatterRecord, target: MatterRecord): Promise<void> {
  if (!(await wouldShow(tx, matter, target))) return
  const turned = !(await wouldShow(tx, target, matter))
  fail('refused', 'matters.merge_would_show', {
    zh: `要并入的事项不对其他居民公开，并案会让这一件的反映人和关注人看到它。请${turned ? '把合并方向反过来，或' : ''}分别办理`,
    en: `The matter to merge into is not shown to other residents, and whoever reported or follows this one would read it. ${turned ? 'Merge the other way round, or handle' : 'Handle'} each on its own`,
  })
}

/** 并案: this one is the same as another; its reporter and followers go along and hear of the other from now on. */
export async function merge(step: Step, target: MatterRecord | null): Promise<Effect> {
  const { matter, tx, at } = step
  if (!step.input.intoId) return missing('into')
  if (!target || target.id === matter.id)
    fail(
      'invalid',
      'matters.bad_target',
      { zh: '没有找到要并入的事项', en: 'The matter to merge into was not found' },
      [{ path: 'intoId', words: { zh: '没有找到', en: 'not found' } }],
    )
  if (matter.shielded_posts || target.shielded_posts)
    fail('refused', 'matters.lead_stands_alone', {
      zh: '涉及单位作风的线索要单独办理，不能并案',
      en: 'A lead about the conduct of a unit is handled on its own and cannot be merged',
    })
  if (!isOpen(target.state))
    fail('refused', 'matters.target_ended', {
      zh: '要并入的事项已经结束',
      en: 'The matter to merge into has already ended',
    })
  await refuseToShow(tx, matter, target)
  await refuseWithMerged(step, {
    zh: '已有其他事项并入这一件，请反过来把那一件并到这里',
    en: 'Others were merged into this one. Merge the other way round',
  })
  await endReturn(step)
  const ended = await endRally(step)
  const prior: Prior = { state: matter.state, holderPostId: matter.holder_post_id }
  await own(tx)
    .insertInto('matters.merges')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      into_id: target.id,
      at,
      prior: sql`${JSON.stringify(prior)}::jsonb`,
      undone_at: null,
    })
    .execute()
  await sql`insert into matters.followers (tenant_id, matter_id, person_id, from_at, via_matter_id)
    select tenant_id, ${target.id}, person_id, ${at}, ${matter.id} from matters.followers
    where tenant_id = ${matter.tenant_id} and matter_id = ${matter.id} on conflict do nothing`.execute(tx)
  await applyChange(tx, {
    matter: target,
    name: 'merge_received',
    effect: { to: target.state, clock: 'keep', facts: { matterId: matter.id, number: matter.number } },
    actor: step.actor,
    at,
  })
  return {
    to: 'merged',
    clock: 'stop',
    set: { merged_into_id: target.id, ...ended },
    facts: { intoId: target.id, number: target.number },
  }
}

/** 撤销并案: back to where it was, with a new clock of that stage; followers that the merge brought go back. */
export async function unmerge(step: Step, target: MatterRecord | null): Promise<Effect> {
  const { matter, around, tx, at } = step
  const undone = await own(tx)
    .updateTable('matters.merges')
    .set({ undone_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('undone_at', 'is', null)
    .returning('prior')
    .executeTakeFirst()
  const prior = undone?.prior as Prior | undefined
  if (!prior || !target)
    fail('refused', 'matters.not_merged', { zh: '没有可撤销的并案', en: 'There is no merge to undo' })
  await takeFollowersBack(step, target)
  await applyChange(tx, {
    matter: target,
    name: 'merge_lost',
    effect: { to: target.state, clock: 'keep', facts: { matterId: matter.id, number: matter.number } },
    actor: step.actor,
    at,
  })
  const state: OpenState = isOpen(prior.state) && prior.state !== 'returned' ? prior.state : 'assigned'
  const holder =
    postAround(step, prior.holderPostId) ?? firstManned([{ role: 'grid_worker' }, { role: 'community' }], around)?.post
  if (!holder) fail('refused', 'matters.nobody_answers', { zh: '没有可以接手的岗位', en: 'No post can take it' })
  const clock = clockFor(step, stageOf[state] ?? 'contact')
  const order = await orderWaiting(tx, matter)
  return {
    to: state,
    holder: { postId: holder.postId, why: whyOf('merge', holder, around) },
    clock,
    set: {
      merged_into_id: null,
      ...gridNow(step),
      // Whoever answers for it does not lose an order by merging it and taking that back.
      ...(order ? { order_due_at: order } : {}),
      ...(state === 'handling' ? handlingSince(clock) : {}),
    },
    facts: { fromId: target.id, number: target.number },
  }
}

/** Whom this matter brought does not follow the other any more, but for those of whom another matter is still merged there. */
async function takeFollowersBack({ matter, tx }: Step, target: MatterRecord): Promise<void> {
  await sql`update matters.followers f set via_matter_id = o.matter_id from matters.followers o
    join matters.matters m on m.tenant_id = o.tenant_id and m.id = o.matter_id
    where f.tenant_id = ${matter.tenant_id} and f.matter_id = ${target.id} and f.via_matter_id = ${matter.id}
      and o.tenant_id = f.tenant_id and o.person_id = f.person_id
      and m.merged_into_id = ${target.id} and m.id <> ${matter.id}`.execute(tx)
  await own(tx)
    .deleteFrom('matters.followers')
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', target.id)
    .where('via_matter_id', '=', matter.id)
    .execute()
}
