import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../../kernel/db.ts'
import { requestHash } from '../../../kernel/http/command.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { attachFiles, type Uploader } from '../../files/public.ts'
import { notify } from '../../notices/public.ts'
import { campaignStream } from '../events.ts'
import { wrong } from '../point-service.ts'
import { tell } from '../safety-store.ts'
import { areaSql, campaignScopeSql, type Doing, keeping, workingPost } from '../scope.ts'
import type { CampaignRecord, RoomId } from '../tables.ts'
import { isOpen } from './campaign-queries.ts'
import type { CampaignId, PlanBody } from './contract.ts'
import type { Way } from './reach.ts'

/** The place by which a campaign is kept: that of the planner's post above all that is addressed. */
async function placeAbove(tx: Tx, { tenantId, actor }: Doing, ids: readonly PlaceId[]) {
  const { rows } = await sql<{ path: string; kind: string }>`select path, level_kind as kind from places.places_view
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]) and ended_at is null`.execute(tx)
  if (rows.length !== ids.length) return notFound()
  const seen = actor.posts.filter(({ placePath }) => rows.every(({ path }) => path.startsWith(placePath)))
  if (seen.length === 0) return notFound()
  if (rows.some(({ kind }) => kind === 'unit'))
    return wrong('addressed', { zh: '请选社区、小区或楼栋', en: 'Please choose communities, compounds or buildings' })
  const keeper = seen.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]
  return keeper ? { placeId: keeper.placeId, path: keeper.placePath } : notFound()
}

export async function planCampaign(tx: Tx, asked: Doing, body: PlanBody, uploader: Uploader): Promise<CampaignId> {
  const { tenantId, at } = asked
  const { placeId, path } = await placeAbove(tx, asked, body.addressed)
  const doing = keeping(asked, path)
  if (body.toOn < body.fromOn) wrong('toOn', { zh: '结束日不能早于开始日', en: 'It ends before it begins' })
  const id = body.id ?? newId<'campaign'>()
  const { addressed, channels, links = [], fileIds = [] } = body
  const title = body.title.trim()
  const set = {
    ...{ topic: body.topic, place_id: placeId, addressed, from_on: body.fromOn, to_on: body.toOn, channels },
    notice_told: null,
  }
  try {
    await sql`insert into safety.campaigns (tenant_id, id, title, topic, place_id, place_path, addressed, from_on, to_on,
        channels, links, file_ids, post_id, created_at, changed_at)
      values (${tenantId}, ${id}, ${title}, ${body.topic}, ${placeId}, ${path}, ${[...addressed]}::uuid[],
        ${body.fromOn}::date, ${body.toOn}::date, ${[...channels]}::text[], ${JSON.stringify(links)}::jsonb,
        ${[...fileIds]}::uuid[], ${doing.by.postId}, ${at}, ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'campaigns_pkey') throw error
    fail('conflict', 'safety.id_taken', { zh: '这个编号已经用过，请重新新建', en: 'This id is taken. Begin anew' })
  }
  await attachFiles(tx, { tenantId, fileIds, subject: campaignStream(id), uploader })
  const hash = requestHash([title, links]).toString('hex')
  await tell(tx, doing, campaignStream(id), 'campaign_planned', { campaignId: id, set, hash })
  return id
}

async function lockCampaign(tx: Tx, { tenantId, actor }: Doing, id: CampaignId): Promise<CampaignRecord> {
  const { rows } = await sql<CampaignRecord>`select c.* from safety.campaigns c where c.tenant_id = ${tenantId}
    and c.id = ${id} and ${campaignScopeSql(actor)} for no key update of c`.execute(tx)
  return rows[0] ?? notFound()
}

/** Another title, or another last day. */
export async function changeCampaign(
  tx: Tx,
  asked: Doing,
  id: CampaignId,
  body: { readonly title?: string; readonly toOn?: string },
): Promise<void> {
  const campaign = await lockCampaign(tx, asked, id)
  const doing = keeping(asked, campaign.place_path)
  const title = body.title?.trim() ?? campaign.title
  const toOn = body.toOn ?? campaign.to_on
  if (toOn < campaign.from_on) wrong('toOn', { zh: '结束日不能早于开始日', en: 'It ends before it begins' })
  await sql`update safety.campaigns set title = ${title}, to_on = ${toOn}::date, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  const hash = requestHash([title, campaign.links]).toString('hex')
  await tell(tx, doing, campaignStream(id), 'campaign_changed', { campaignId: id, set: { to_on: toOn }, hash })
}

/** A room of the campaign that the actor works in, with the post by which they do; 404 beyond. */
async function roomHere(tx: Tx, doing: Doing, campaign: CampaignRecord, roomId: RoomId) {
  const grid = sql`places.grid_of(b.tenant_id, b.id, ${doing.at})`
  const { rows } = await sql<Parameters<typeof workingPost>[1]>`select b.path as place_path, ${grid} as grid_id
    from places.rooms_view r
    join places.places_view b on b.tenant_id = r.tenant_id and b.id = r.building_id
    where r.tenant_id = ${doing.tenantId} and r.id = ${roomId} and ${areaSql(doing.actor, sql`b.path`, grid)}
      and exists (select from places.places_view a where a.tenant_id = r.tenant_id
        and a.id = any(${[...campaign.addressed]}::uuid[]) and starts_with(b.path, a.path))`.execute(tx)
  const room = rows[0] ?? notFound()
  return workingPost(doing.actor, room) ?? notFound()
}

/** Ticks a household, or takes a wrong tick back. Said again, or from a second phone, it changes nothing. */
export async function tick(
  tx: Tx,
  asked: Doing,
  id: CampaignId,
  body: { readonly roomId: RoomId; readonly how: Way; readonly takeBack?: boolean },
): Promise<CampaignRecord> {
  const campaign = await lockCampaign(tx, asked, id)
  const { tenantId, actor, at } = asked
  const { roomId, how } = body
  const postId = await roomHere(tx, asked, campaign, roomId)
  if (!isOpen(campaign, dayOf(at)))
    fail('refused', 'safety.campaign_closed', { zh: '宣传还没开始或已经结束', en: 'It has not begun, or is over' })
  const doing: Doing = { ...asked, by: { ...asked.by, postId } }
  const { rows } = body.takeBack
    ? await sql`delete from safety.reached where tenant_id = ${tenantId} and campaign_id = ${id} and room_id = ${roomId}
        and how = ${how} returning room_id`.execute(tx)
    : await sql`insert into safety.reached (tenant_id, campaign_id, room_id, how, at, by_person, by_post)
        values (${tenantId}, ${id}, ${roomId}, ${how}, ${at}, ${actor.personId}, ${postId})
        on conflict do nothing returning room_id`.execute(tx)
  const name = body.takeBack ? 'unticked' : 'ticked'
  if (rows.length > 0) await tell(tx, doing, campaignStream(id), name, { campaignId: id, roomId, how })
  return campaign
}

/** Tells the residents of the places, once. @returns how many were told */
export async function sendNotice(tx: Tx, asked: Doing, id: CampaignId, words: string): Promise<number> {
  const campaign = await lockCampaign(tx, asked, id)
  const doing = keeping(asked, campaign.place_path)
  const { tenantId, at } = doing
  if (campaign.notice_at)
    fail('conflict', 'safety.notice_sent', { zh: '提醒已经发过，一次宣传只发一次', en: 'The notice was sent already' })
  const { rows } = await sql<{ id: PersonId }>`select distinct n.id from people.persons_view n
    join places.places_view p on p.tenant_id = n.tenant_id and p.id = n.home_place_id
    join places.places_view a on a.tenant_id = n.tenant_id and a.id = any(${[...campaign.addressed]}::uuid[])
      and starts_with(p.path, a.path)
    where n.tenant_id = ${tenantId}`.execute(tx)
  await sql`update safety.campaigns set notice = ${words}, notice_at = ${at}, notice_told = ${rows.length}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const said = { zh: words, en: words }
  const personIds = rows.map((person) => person.id)
  await notify(tx, { tenantId, personIds, topic: `campaign_${campaign.topic}`, subject: null, words: said, at })
  const set = { notice_told: rows.length }
  const hash = requestHash(words).toString('hex')
  await tell(tx, doing, campaignStream(id), 'notice_sent', { campaignId: id, set, hash })
  return rows.length
}
