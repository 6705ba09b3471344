import type { Clock } from '../../kernel/clock.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, type MatterId, newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { beginningOf } from '../../kernel/text/beginning.ts'
import { dayFromNumber, dayNumberOf } from '../../kernel/time/day.ts'
import type { Uploader } from '../files/public.ts'
import { addNote, type NewReport, type Reported, reopenByFinding, reportMatterIn } from '../matters/public.ts'
import type { Level } from './checklist.ts'
import { checklistsInForce } from './checklist-service.ts'
import { type FindingId, findingStream, type RoundId, type SafetyEventName } from './events.ts'
import { type FindingStep, mayClear, nextState } from './finding.ts'
import { kinds } from './kinds.ts'
import { tell } from './safety-store.ts'
import { type Doing, pointScopeSql, type Writing, workingPost } from './scope.ts'
import type { FindingRecord, PointRecord } from './tables.ts'

/** Fire equipment: what a neighbour reports, and questions that are no longer asked. */
export const otherHazard = '070203'

type Services = { readonly clock: Clock; readonly secrets: Secrets }

export interface Hazard {
  /** The question that was answered with no; null for what a neighbour says. */
  readonly item: string | null
  readonly category: string
  readonly level: Level
  /** Days within which it is to be put right. */
  readonly days: number
  readonly title: string
  readonly words: string
  readonly fileIds: readonly FileId[]
  readonly uploadKey: string | null
  readonly roundId: RoundId | null
  /** A neighbour who tells it. */
  readonly reporter?: { readonly personId: PersonId | null; readonly phone: string | null }
}

/** A hazard that stands at a point for a question, its row locked; null where there is none. */
async function liveFinding(tx: Tx, point: PointRecord, item: string): Promise<FindingRecord | null> {
  const { rows } = await sql<FindingRecord>`select * from safety.findings where tenant_id = ${point.tenant_id}
    and point_id = ${point.id} and item = ${item} and state <> 'cleared' for update`.execute(tx)
  return rows[0] ?? null
}

/**
 * A no becomes a hazard of the ledger and a matter about the point. One that stands already is not made again: what is
 * said is added to its matter; where that had ended, it is opened again. The point is locked by the caller.
 * @returns the report where a matter was made, null where one was there
 */
export async function keepHazard(
  tx: Tx,
  services: Services,
  writing: Writing,
  point: PointRecord,
  hazard: Hazard,
): Promise<{ readonly findingId: FindingId; readonly reported: Reported | null }> {
  const live = hazard.item ? await liveFinding(tx, point, hazard.item) : null
  if (live?.state === 'recheck') {
    await notFine(tx, services, writing, point, live, hazard)
    return { findingId: live.id, reported: null }
  }
  if (live) {
    await note(tx, writing, live.matter_id, hazard)
    const { id: findingId, matter_id: matterId } = live
    await tell(tx, writing, findingStream(findingId), 'found_again', { findingId, matterId })
    return { findingId, reported: null }
  }
  const matterId = newId<'matter'>()
  const reported = await reportMatterIn(tx, services, reportOf(writing, point, hazard, matterId))
  return { findingId: await begin(tx, writing, point, hazard, matterId), reported }
}

const note = (
  tx: Tx,
  { tenantId, at, by }: Writing,
  matterId: MatterId,
  said: Pick<Hazard, 'words' | 'fileIds' | 'uploadKey'>,
) =>
  addNote(tx, {
    ...{ tenantId, matterId, words: said.words, fileIds: said.fileIds, actor: by, at },
    uploader: { personId: by.personId, key: said.uploadKey },
  })

const reportOf = ({ tenantId, by }: Writing, point: PointRecord, hazard: Hazard, id: MatterId): NewReport => ({
  ...{ tenantId, id, placeId: point.place_id, placeDetail: point.name, visibility: 'open' },
  ...{ point: { lng: point.lng, lat: point.lat }, title: hazard.title, body: hazard.words },
  ...{ category: hazard.category, patrolPost: null, priority: hazard.level === 'major' ? 'urgent' : 'normal' },
  ...(hazard.reporter
    ? { kind: 'demand', channel: 'pocket', selfFound: false }
    : { kind: 'patrol', channel: 'patrol', selfFound: true }),
  ...{ reporterId: hazard.reporter?.personId ?? null, reporterName: null },
  ...{ reporterPhone: hazard.reporter?.phone ?? null, recordedBy: hazard.reporter ? null : by.personId },
  ...{ fileIds: hazard.fileIds, uploadKey: hazard.uploadKey, actor: by },
  subject: { kind: 'safety_point', id: point.id },
})

async function begin(tx: Tx, writing: Writing, point: PointRecord, hazard: Hazard, matterId: MatterId) {
  const { tenantId, at, by } = writing
  const findingId = newId<'finding'>()
  // A neighbour is nobody of the ledger: who it was stands with the matter.
  const [foundBy, foundByPost] = hazard.reporter ? [null, null] : [by.personId, by.postId]
  const set = {
    ...{ point_id: point.id, item: hazard.item, level: hazard.level, state: 'open', matter_id: matterId },
    ...{ found_by_post: foundByPost, round_id: hazard.roundId, reopened: 0 },
    rectify_by: dayFromNumber(dayNumberOf(at) + hazard.days),
  }
  await sql`insert into safety.findings (tenant_id, id, point_id, item, level, state, found_at, found_by, found_by_post,
      round_id, rectify_by, matter_id)
    values (${tenantId}, ${findingId}, ${point.id}, ${hazard.item}, ${hazard.level}, 'open', ${at}, ${foundBy},
      ${foundByPost}, ${hazard.roundId}, ${set.rectify_by}::date, ${matterId})`.execute(tx)
  await tell(tx, writing, findingStream(findingId), 'found', { findingId, pointId: point.id, matterId, set })
  return findingId
}

/** Takes a step of the table and writes it. @returns false where the finding does not take it */
export async function step(
  tx: Tx,
  writing: Writing,
  finding: FindingRecord,
  name: FindingStep & SafetyEventName,
  more: { readonly matterId?: MatterId; readonly again?: boolean } = {},
): Promise<boolean> {
  const state = nextState(finding.state, name)
  if (!state) return false
  const { tenantId, at, by } = writing
  const matterId = more.matterId ?? finding.matter_id
  const reopened = finding.reopened + (name === 'not_fine' ? 1 : 0)
  const cleared = state === 'cleared'
  const [clearedBy, clearedByPost] = cleared ? [by.personId, by.postId] : [null, null]
  await sql`update safety.findings set state = ${state}, matter_id = ${matterId}, reopened = ${reopened},
      matter_ended_at = ${name === 'ended' ? at : state === 'open' ? null : finding.matter_ended_at},
      cleared_at = ${cleared ? at : null}, cleared_by = ${clearedBy}, cleared_by_post = ${clearedByPost}
    where tenant_id = ${tenantId} and id = ${finding.id}`.execute(tx)
  const set = { state, matter_id: matterId, reopened, cleared_by_post: clearedByPost }
  await tell(tx, writing, findingStream(finding.id), name, { findingId: finding.id, set })
  return true
}

/** It was looked at again and is not put right: its matter opens again, or another is made where that one ended for good. */
async function notFine(
  tx: Tx,
  services: Services,
  writing: Writing,
  point: PointRecord,
  finding: FindingRecord,
  hazard: Hazard,
): Promise<void> {
  const { tenantId, by: actor, at } = writing
  const words = hazard.words
  const reopened = await reopenByFinding(tx, { tenantId, matterId: finding.matter_id, words, actor, at })
  if (reopened && hazard.fileIds.length > 0) await note(tx, writing, finding.matter_id, hazard)
  if (reopened) return void (await step(tx, writing, finding, 'not_fine'))
  const matterId = newId<'matter'>()
  await reportMatterIn(tx, services, reportOf(writing, point, hazard, matterId))
  await step(tx, writing, finding, 'not_fine', { matterId })
}

/**
 * A yes of a round at a hazard whose matter ended is a look: it clears it, unless somebody else has to look.
 * @returns whether it is cleared
 */
export async function lookedFine(tx: Tx, writing: Writing, point: PointRecord, item: string): Promise<boolean> {
  const live = await liveFinding(tx, point, item)
  const by = writing.by.personId
  if (live?.state !== 'recheck' || !by || !mayClear(live.level, live.found_by, by)) return false
  return step(tx, writing, live, 'fine')
}

/** Somebody looked again, at the desk or on the spot. 404 beyond what they see, 403 for who only sees it. */
export async function recheck(
  tx: Tx,
  asked: Doing,
  id: FindingId,
  body: { readonly fine: boolean; readonly words?: string; readonly fileIds?: readonly FileId[] },
  uploader: Uploader,
): Promise<FindingRecord['state']> {
  const { tenantId, actor } = asked
  const { rows } = await sql<FindingRecord>`select f.* from safety.findings f
    join safety.points p on p.tenant_id = f.tenant_id and p.id = f.point_id
    where f.tenant_id = ${tenantId} and f.id = ${id} and ${pointScopeSql(actor)} for update of f`.execute(tx)
  const finding = rows[0] ?? notFound()
  const point = await pointOf(tx, finding)
  const postId = workingPost(actor, point) ?? (await routePost(tx, asked, finding)) ?? forbidden()
  const doing: Doing = { ...asked, by: { ...asked.by, postId } }
  if (finding.state === 'open')
    fail('conflict', 'safety.not_ended', { zh: '事项还没办结，办结后再复查', en: 'Its matter is still open' })
  if (finding.state === 'cleared')
    fail('conflict', 'safety.cleared', { zh: '已经销号', en: 'It is crossed off already' })
  const said = body.words?.trim() ?? ''
  if (body.fine) {
    if (!mayClear(finding.level, finding.found_by, actor.personId))
      fail('refused', 'safety.another_person', {
        zh: '重大隐患要由发现人以外的人复查',
        en: 'A major hazard is looked at by somebody else than who found it',
      })
    await step(tx, doing, finding, 'fine')
    return 'cleared'
  }
  if (said === '') {
    const words = { zh: '请写明哪里还没整改好', en: 'Please say what is not put right' }
    fail('invalid', 'safety.words_missing', words, [{ path: 'words', words }])
  }
  await notFine(tx, asked, doing, point, finding, {
    ...{ item: finding.item, category: await categoryOf(tx, point, finding), level: finding.level, days: 0 },
    roundId: null,
    ...{
      title: beginningOf(`${point.name}：${said}`, 60),
      words: said,
      fileIds: body.fileIds ?? [],
      uploadKey: uploader.key,
    },
  })
  return 'open'
}

async function categoryOf(tx: Tx, point: PointRecord, { item }: FindingRecord): Promise<string> {
  const list = (await checklistsInForce(tx, point.tenant_id)).find(({ code }) => code === kinds[point.kind].checklist)
  return list?.items.find(({ code }) => code === item)?.category ?? otherHazard
}

async function pointOf(tx: Tx, { tenant_id, point_id }: FindingRecord): Promise<PointRecord> {
  const { rows } = await sql<PointRecord>`select * from safety.points where tenant_id = ${tenant_id}
    and id = ${point_id}`.execute(tx)
  return rows[0] ?? notFound()
}

/** The post by which somebody walks a route that comes by. */
async function routePost(tx: Tx, { tenantId, actor }: Doing, { point_id }: FindingRecord) {
  const posts = actor.posts.map(({ postId }) => postId)
  const { rows } = await sql<{ post: Doing['by']['postId'] }>`select holder_post_id as post from safety.routes
    where tenant_id = ${tenantId} and to_on is null and ${point_id}::uuid = any(point_ids)
      and holder_post_id = any(${posts}::uuid[]) limit 1`.execute(tx)
  return rows[0]?.post ?? null
}
