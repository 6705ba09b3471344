import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type IdeaBrief, ideaBriefs } from '../ideas/public.ts'
import { mattersNow } from '../matters/public.ts'
import type { FacilityView, IdeaOrigin, ItemView, MatterOrigin, SpotView } from './contract.ts'
import { placeNames, postNames } from './names.ts'
import { openMattersOf } from './stage-facts.ts'
import { type ItemId, type ItemRecord, mine, type ProjectRecord } from './tables.ts'
import { workItemOf } from './work-items.ts'

type Of = Pick<ProjectRecord, 'tenant_id' | 'id'>

export const ideaOrigin = (idea: IdeaBrief): IdeaOrigin => ({
  ...{ id: idea.id, title: idea.title, callTitle: idea.callTitle, author: idea.author, authors: idea.authors },
  ...{ endorsements: idea.endorsements, costFen: idea.costFen },
})

type MatterNow = Awaited<ReturnType<typeof mattersNow>> extends ReadonlyMap<MatterId, infer Row> ? Row : never

export const matterOrigin = (matter: MatterNow, open: boolean): MatterOrigin => ({
  ...{ id: matter.id, number: matter.number, title: matter.title, category: matter.category.name },
  place: { id: matter.place.id, name: matter.place.name, nameEn: matter.place.nameEn },
  ...{ state: matter.state, open },
})

interface Origins {
  ideas(itemId: ItemId): IdeaOrigin[]
  hazards(itemId: ItemId): MatterOrigin[]
}

/** Where each item of a project came from, as it stands now. */
export async function originsOf(
  tx: Tx,
  { tenantId, secrets, now }: { tenantId: TenantId; secrets: Secrets; now: Date },
  project: Of,
): Promise<Origins> {
  const { rows: ideas } = await sql<{ item_id: ItemId; id: IdeaBrief['id'] }>`select item_id, idea_id as id
    from renewal.item_ideas where tenant_id = ${tenantId} and project_id = ${project.id}`.execute(tx)
  const { rows: hazards } = await sql<{ item_id: ItemId; id: MatterId }>`select item_id, matter_id as id
    from renewal.item_hazards where tenant_id = ${tenantId} and project_id = ${project.id}`.execute(tx)
  const ids = ideas.map(({ id }) => id)
  const briefs = new Map((await ideaBriefs(tx, { tenantId, secrets }, ids)).map((brief) => [brief.id, brief]))
  const matters = await mattersNow(
    tx,
    tenantId,
    hazards.map(({ id }) => id),
    now,
  )
  const open = await openMattersOf(tx, { tenant_id: tenantId, id: project.id })
  return {
    ideas: (itemId) =>
      ideas
        .filter((one) => one.item_id === itemId)
        .flatMap(({ id }) => briefs.get(id) ?? [])
        .map(ideaOrigin),
    hazards: (itemId) =>
      hazards
        .filter((one) => one.item_id === itemId)
        .flatMap(({ id }) => matters.get(id) ?? [])
        .map((matter) => matterOrigin(matter, open.has(matter.id))),
  }
}

export const itemsOf = (tx: Tx, { tenant_id, id }: Of): Promise<ItemRecord[]> =>
  mine(tx)
    .selectFrom('renewal.items')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** Fen paid for each item, and how often. */
export async function paidByItem(tx: Tx, { tenant_id, id }: Of) {
  const { rows } = await sql<{
    item_id: ItemId
    fen: number
    payments: number
  }>`select item_id, sum(fen)::bigint as fen,
      count(*)::int as payments from renewal.payments where tenant_id = ${tenant_id} and project_id = ${id}
      and undone_at is null group by item_id order by item_id`.execute(tx)
  return rows.map((row) => ({ ...row, fen: Number(row.fen) }))
}

/** The items as staff see them, dropped ones too. */
export async function itemViews(
  tx: Tx,
  reading: { tenantId: TenantId; secrets: Secrets; now: Date },
  project: ProjectRecord,
): Promise<ItemView[]> {
  const items = await itemsOf(tx, project)
  const origins = await originsOf(tx, reading, project)
  const paid = new Map((await paidByItem(tx, project)).map(({ item_id, fen }) => [item_id, fen]))
  const place = await placeNames(
    tx,
    project.tenant_id,
    items.map(({ place_id }) => place_id),
  )
  return items.map((item) => ({
    ...{ id: item.id, code: item.code, class: workItemOf(item.code)?.class ?? 'basic', place: place(item.place_id) },
    ...{ words: item.words, plannedFen: item.planned_fen, finalFen: item.final_fen, paidFen: paid.get(item.id) ?? 0 },
    ...{ byVote: item.by_vote, ideas: origins.ideas(item.id), hazards: origins.hazards(item.id) },
    dropped: item.dropped_at && item.dropped_why ? { why: item.dropped_why, at: item.dropped_at.toISOString() } : null,
  }))
}

const pointOf = ({ lng, lat }: { lng: number | null; lat: number | null }) =>
  lng === null || lat === null ? null : { lng, lat }

/** The spots with their photos, the oldest photo first. */
export async function spotViews(tx: Tx, { tenant_id, id }: Of): Promise<SpotView[]> {
  const spots = await mine(tx)
    .selectFrom('renewal.spots')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const photos = await mine(tx)
    .selectFrom('renewal.photos')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('on_day')
    .orderBy('at')
    .execute()
  const place = await placeNames(
    tx,
    tenant_id,
    spots.map(({ place_id }) => place_id),
  )
  const post = await postNames(
    tx,
    tenant_id,
    photos.map(({ by_post }) => by_post),
  )
  return spots.map((spot) => ({
    ...{ id: spot.id, name: spot.name, place: place(spot.place_id), point: pointOf(spot), itemId: spot.item_id },
    photos: photos
      .filter(({ spot_id }) => spot_id === spot.id)
      .map((photo) => ({
        ...{ id: photo.id, phase: photo.phase, fileId: photo.file_id, onDay: photo.on_day, words: photo.words },
        by: post(photo.by_post),
      })),
  }))
}

/** What is handed over. */
export async function facilityViews(tx: Tx, { tenant_id, id }: Of): Promise<FacilityView[]> {
  const rows = await mine(tx)
    .selectFrom('renewal.facilities')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const place = await placeNames(
    tx,
    tenant_id,
    rows.map(({ place_id }) => place_id),
  )
  const post = await postNames(
    tx,
    tenant_id,
    rows.map(({ keeper_post_id }) => keeper_post_id),
  )
  return rows.map((row) => ({
    ...{ id: row.id, itemId: row.item_id, kind: row.kind, name: row.name, place: place(row.place_id) },
    ...{ point: { lng: row.lng, lat: row.lat }, keeper: { postId: row.keeper_post_id, ...post(row.keeper_post_id) } },
    ...{ rhythmDays: row.rhythm_days, facilityId: row.facility_id },
  }))
}
