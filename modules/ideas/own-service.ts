import { fail, forbidden } from '../../kernel/contract/errors.ts'
import { type FileId, newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { receiptHash } from '../../kernel/receipt-code.ts'
import { attachFiles, type Uploader } from '../files/public.ts'
import type { AmendBody } from './contract.ts'
import { ideaStream } from './events.ts'
import { addVersion, searchable, wordsOf } from './give-service.ts'
import { endorsementsOf } from './heads.ts'
import { amendObstacle, stateAfterAmending } from './idea.ts'
import {
  type Doing,
  type HeldIdea,
  hashOf,
  hasMembers,
  lockIdea,
  refuseUnless,
  type Standing,
  saveIdea,
  tellIdea,
  versionHash,
} from './ideas-store.ts'
import { type IdeaId, type IdeaRecord, mine, type RemarkId, type RemarkRecord } from './tables.ts'

async function lockOwn(tx: Tx, doing: Doing, id: IdeaId): Promise<HeldIdea & Standing> {
  const held = await lockIdea(tx, doing, id)
  return held.author ? held : forbidden()
}

/** The author's new words: a new version; pictures that are named no more go from view, not from the versions. */
export async function amendIdea(tx: Tx, doing: Doing, id: IdeaId, body: AmendBody, uploader: Uploader) {
  const held = await lockOwn(tx, doing, id)
  const { idea, call, at } = held
  refuseUnless('amend', held)
  const blocked = amendObstacle({ state: call.state, frozen: call.frozen_at !== null })
  if (blocked) fail('refused', 'ideas.no_amending', blocked)
  const { title, text } = wordsOf(body)
  const fileIds = body.fileIds ? [...new Set(body.fileIds)] : idea.file_ids
  const known = await picturesOf(tx, idea)
  const added = fileIds.filter((fileId) => !known.has(fileId))
  await attachFiles(tx, { tenantId: idea.tenant_id, fileIds: added, subject: ideaStream(id), uploader })
  const state = stateAfterAmending(call.moderation, idea.state)
  const after: IdeaRecord = { ...idea, state, title, body: text, file_ids: fileIds, version: idea.version + 1 }
  const set = { state, title, body: text, file_ids: fileIds, version: after.version, ...searchable(title, text) }
  await saveIdea(tx, held, set)
  await addVersion(tx, after, at)
  await tellIdea(tx, held, 'amended', { to: state, version: after.version, hash: versionHash(after) })
  return { state, version: after.version }
}

/** All pictures that any version had: one that was taken out may come back. */
async function picturesOf(tx: Tx, { tenant_id, id, file_ids }: IdeaRecord): Promise<ReadonlySet<FileId>> {
  const { rows } = await sql<{ id: FileId }>`select distinct unnest(file_ids) as id from ideas.versions
    where tenant_id = ${tenant_id} and idea_id = ${id}`.execute(tx)
  return new Set([...file_ids, ...rows.map((row) => row.id)])
}

/** The author takes an idea back. */
export async function withdrawIdea(tx: Tx, doing: Doing, id: IdeaId): Promise<void> {
  const held = await lockOwn(tx, doing, id)
  refuseUnless('withdraw', held)
  if (await hasMembers(tx, held.idea))
    fail('refused', 'ideas.has_members', {
      zh: '别人的金点子已并入这一条，不能撤回；可以请社区撤销合并',
      en: 'Ideas of others were merged into this one: ask the office to undo that first',
    })
  await saveIdea(tx, held, { state: 'withdrawn', ended_at: held.at })
  await tellIdea(tx, held, 'withdrawn', { to: 'withdrawn' })
}

/** As whom somebody endorses: an account, or the person whose phone a helper took down with a paper form. */
async function endorser(tx: Tx, { actor, receipt, tenantId, secrets }: Doing): Promise<PersonId> {
  if (actor) return actor.personId
  const row = receipt
    ? await mine(tx)
        .selectFrom('ideas.ideas')
        .select('author_id')
        .where('tenant_id', '=', tenantId)
        .where('receipt_lookup', '=', receiptHash(secrets, 'ideas', receipt))
        .where('typed_by', 'is not', null)
        .executeTakeFirst()
    : undefined
  return (
    row?.author_id ??
    fail('unauthenticated', 'ideas.sign_in_to_endorse', {
      zh: '登录后可以附议，每人一次',
      en: 'Sign in to endorse: once each person',
    })
  )
}

/** Endorses an idea, or takes that back (also where it went in with one that was merged). Done twice it is done once. */
export async function endorseIdea(tx: Tx, doing: Doing, id: IdeaId, endorse: boolean) {
  const personId = await endorser(tx, doing)
  // A receipt here says who endorses, not whose idea this is.
  const held = await lockIdea(tx, doing, id)
  refuseUnless('endorse', held)
  if (endorse) await addEndorsement(tx, held, personId)
  else await removeEndorsements(tx, held, personId)
  return { endorsements: await endorsementsOf(tx, held.idea) }
}

async function addEndorsement(tx: Tx, held: HeldIdea, personId: PersonId): Promise<void> {
  const { idea, at } = held
  const { rows } = await sql`select from ideas.ideas i where i.tenant_id = ${idea.tenant_id}
    and (i.id = ${idea.id} or i.merged_into_id = ${idea.id}) and i.author_id = ${personId}`.execute(tx)
  if (rows.length > 0) fail('refused', 'ideas.own_idea', { zh: '这是您自己提的，不用附议', en: 'It is your own idea' })
  const added = await mine(tx)
    .insertInto('ideas.endorsements')
    .values({ tenant_id: idea.tenant_id, id: newId<'endorsement'>(), idea_id: idea.id, person_id: personId, at })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'idea_id', 'person_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) await tellIdea(tx, held, 'endorsed', { endorsementId: added.id })
}

async function removeEndorsements(tx: Tx, held: HeldIdea, personId: PersonId): Promise<void> {
  const { idea } = held
  const { rows: ideas } = await sql<IdeaRecord>`select i.* from ideas.ideas i where i.tenant_id = ${idea.tenant_id}
    and (i.id = ${idea.id} or i.merged_into_id = ${idea.id}) order by i.id for no key update of i`.execute(tx)
  for (const one of ideas) {
    const gone = await mine(tx)
      .deleteFrom('ideas.endorsements')
      .where('tenant_id', '=', one.tenant_id)
      .where('idea_id', '=', one.id)
      .where('person_id', '=', personId)
      .returning('id')
      .executeTakeFirst()
    if (gone) await tellIdea(tx, { ...held, idea: one }, 'takenBack', { endorsementId: gone.id })
  }
}

export interface NewRemark {
  readonly id?: RemarkId | undefined
  readonly words: string
  readonly questionId?: RemarkId | undefined
}

/** A question by whoever is signed in, or an answer by the author or by staff of the call. */
export async function sayRemark(tx: Tx, doing: Doing, ideaId: IdeaId, said: NewRemark) {
  const held = await lockIdea(tx, doing, ideaId)
  const { idea, call, author, postId, at } = held
  refuseUnless('ask', held)
  const said_as: RemarkRecord['said_as'] = author ? 'author' : postId ? 'staff' : 'neighbour'
  if (said.questionId) {
    if (said_as === 'neighbour') return forbidden()
    await refuseNoQuestion(tx, idea, said.questionId)
  } else if (!doing.actor)
    fail('unauthenticated', 'ideas.sign_in_to_ask', { zh: '登录后可以提问', en: 'Sign in to ask' })
  const remark: RemarkRecord = {
    ...{ tenant_id: idea.tenant_id, id: said.id ?? newId<'remark'>(), idea_id: idea.id },
    ...{ question_id: said.questionId ?? null, said_as, words: said.words.trim(), at },
    state: call.moderation === 'before' && said_as !== 'staff' ? 'pending' : 'published',
    ...{ person_id: doing.actor?.personId ?? null, post_id: said_as === 'staff' ? postId : null },
  }
  await mine(tx).insertInto('ideas.remarks').values(remark).execute()
  const by = said_as === 'staff' ? { ...held.by, postId } : held.by
  await tellIdea(tx, { ...held, by }, said.questionId ? 'answered' : 'asked', {
    remarkId: remark.id,
    hash: hashOf(remark.words),
    facts: { saidAs: said_as, state: remark.state, questionId: remark.question_id },
  })
  return { id: remark.id, state: remark.state }
}

async function refuseNoQuestion(tx: Tx, idea: IdeaRecord, questionId: RemarkId): Promise<void> {
  const question = await mine(tx)
    .selectFrom('ideas.remarks')
    .select('id')
    .where('tenant_id', '=', idea.tenant_id)
    .where('idea_id', '=', idea.id)
    .where('id', '=', questionId)
    .where('question_id', 'is', null)
    .where('state', '=', 'published')
    .executeTakeFirst()
  if (question) return
  const words = { zh: '没有找到要回答的问题', en: 'The question to be answered was not found' }
  fail('invalid', 'ideas.no_question', words, [{ path: 'questionId', words }])
}
