import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type MatterId, newId, type PlaceId, type PostId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayNumberFrom, startOfDayMs } from '../../kernel/time/day.ts'
import { reportMatterIn } from '../matters/public.ts'
import { mostStatements } from './consultation.ts'
import { type Doing, type Held, hashOf, lockManaged, tell } from './consultation-store.ts'
import { lockHead } from './participant.ts'
import { type ConsultationId, mine, type StatementRecord } from './tables.ts'
import { insertStatement } from './voting.ts'

/** A statement by staff: one of the first, or one that was missing. */
export async function addStatement(tx: Tx, doing: Doing, id: ConsultationId, words: string): Promise<number> {
  const held = await lockManaged(tx, doing, id)
  refuseUnlessIn(held, ['draft', 'open'])
  const head = await lockHead(tx, held.of)
  if (head.statements >= mostStatements)
    fail('refused', 'consultations.full', {
      zh: `最多 ${mostStatements} 条观点`,
      en: `At most ${mostStatements} statements`,
    })
  return insertStatement(tx, held, { words, author: null, state: 'shown' })
}

function refuseUnlessIn({ of }: Held, states: readonly string[]): void {
  if (!states.includes(of.state))
    fail('conflict', 'consultations.wrong_state', {
      zh: '现在的状态不能这样做',
      en: 'This cannot be done in its present state',
    })
}

async function statementOf(tx: Tx, { of }: Held, number: number): Promise<StatementRecord> {
  const { rows } = await sql<StatementRecord>`select * from consultations.statements where tenant_id = ${of.tenant_id}
    and consultation_id = ${of.id} and number = ${number}`.execute(tx)
  return rows[0] ?? notFound()
}

async function set(tx: Tx, { of }: Held, number: number, columns: Partial<StatementRecord>): Promise<void> {
  await mine(tx)
    .updateTable('consultations.statements')
    .set(columns)
    .where('tenant_id', '=', of.tenant_id)
    .where('consultation_id', '=', of.id)
    .where('number', '=', number)
    .execute()
}

export type Moderating = 'show' | 'hide' | 'mark' | 'unmark'

/** Shows, hides with a reason, or marks as one that asks who somebody is. The result then leaves it out, or takes it up. */
export async function moderate(
  tx: Tx,
  doing: Doing,
  id: ConsultationId,
  { number, action, why }: { number: number; action: Moderating; why: string | undefined },
): Promise<void> {
  const held = await lockManaged(tx, doing, id)
  // Once it is closed the result stands.
  refuseUnlessIn(held, ['draft', 'open'])
  await lockHead(tx, held.of)
  await statementOf(tx, held, number)
  const reason = why?.trim()
  if (action === 'hide' && !reason) {
    const words = { zh: '请写明隐藏的原因', en: 'Please say why it is hidden' }
    fail('invalid', 'consultations.why_missing', words, [{ path: 'why', words }])
  }
  if (action === 'hide') await set(tx, held, number, { state: 'hidden', hidden_why: reason ?? '' })
  else if (action === 'show') await set(tx, held, number, { state: 'shown', hidden_why: null })
  else await set(tx, held, number, { meta: action === 'mark' })
  await sql`update consultations.heads set moderations = moderations + 1
    where tenant_id = ${held.of.tenant_id} and consultation_id = ${id}`.execute(tx)
  if (action === 'hide') await tell(tx, held, 'statement_hidden', { statement: number, hash: hashOf(reason ?? '') })
  else if (action === 'show') await tell(tx, held, 'statement_shown', { statement: number })
  else await tell(tx, held, 'statement_marked', { statement: number, meta: action === 'mark' })
}

/** Who reads “by Friday” means until the office closes. */
const closingHour = 18

/** What the community makes of a statement; with a holder and a day it becomes a matter, in the same transaction. */
export async function answerStatement(
  tx: Tx,
  secrets: Secrets,
  doing: Doing,
  id: ConsultationId,
  answer: { number: number; words: string; matter: { holderPostId: PostId; dueOn: string } | undefined },
): Promise<MatterId | null> {
  const held = await lockManaged(tx, doing, id)
  refuseUnlessIn(held, ['closed'])
  const statement = await statementOf(tx, held, answer.number)
  if (statement.state !== 'shown') return notFound()
  if (statement.matter_id && answer.matter)
    fail('conflict', 'consultations.has_matter', { zh: '这条观点已经转成事项', en: 'It has become a matter already' })
  const words = answer.words.trim()
  const made = answer.matter ? await asMatter(tx, secrets, held, statement, { words, ...answer.matter }) : null
  const matterId = made ?? statement.matter_id
  await set(tx, held, answer.number, { answer: words, answered_at: held.at, matter_id: matterId })
  await tell(tx, held, 'statement_answered', {
    ...{ statement: answer.number, hash: hashOf(words) },
    ...(made ? { matterId: made } : {}),
  })
  return matterId
}

async function asMatter(
  tx: Tx,
  secrets: Secrets,
  { of, by, at }: Held,
  statement: StatementRecord,
  { words, holderPostId, dueOn }: { words: string; holderPostId: PostId; dueOn: string },
): Promise<MatterId> {
  const dueAt = new Date(startOfDayMs(dayNumberFrom(dueOn)) + closingHour * 3_600_000)
  if (dueAt <= at) {
    const ahead = { zh: '完成期限要晚于现在', en: 'The deadline must lie ahead' }
    fail('invalid', 'consultations.bad_deadline', ahead, [{ path: 'matter.dueOn', words: ahead }])
  }
  const { id } = await reportMatterIn(
    tx,
    { clock: { now: () => at }, secrets },
    {
      ...{ tenantId: of.tenant_id, id: newId<'matter'>(), kind: 'decision', category: '' },
      placeId: await placeFor(tx, of, holderPostId),
      ...{
        placeDetail: null,
        point: null,
        title: null,
        body: `${words}\n——协商《${of.title}》的观点：${statement.words}`,
      },
      ...{ channel: 'meeting', selfFound: false, visibility: 'open', priority: 'normal' },
      ...{ reporterId: null, reporterName: null, reporterPhone: null, recordedBy: by.personId },
      ...{ fileIds: [], uploadKey: null, actor: by, patrolPost: null },
      decided: { postId: holderPostId, dueAt },
    },
  )
  return id
}

/** Where the matter lies: at the consultation's place; at the holder's own where that is further down. */
async function placeFor(tx: Tx, of: Held['of'], postId: PostId): Promise<PlaceId> {
  const { rows } = await sql<{ placeId: PlaceId; path: string }>`select place_id as "placeId", place_path as path
    from people.posts_view where tenant_id = ${of.tenant_id} and id = ${postId} and abolished_at is null`.execute(tx)
  const post = rows[0]
  return post?.path.startsWith(of.place_path) ? post.placeId : of.place_id
}
