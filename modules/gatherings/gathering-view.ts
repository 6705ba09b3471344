import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { mattersNow } from '../matters/public.ts'
import type { DecisionView, GatheringView, ItemView, StallView } from './contract.ts'
import { agendaSources } from './council/agenda-source.ts'
import { decisionsBefore, decisionsOf, type Reading } from './decision-queries.ts'
import { namedEntries, presentEntries } from './entry-view.ts'
import { obstacle, possibleSteps, transitions } from './gathering.ts'
import { managingPost } from './gathering-policy.ts'
import { countsOf, headOf, type RowSource, rowColumns, rowJoins } from './gathering-queries.ts'
import { invitedSql, selvesOf, staffScopeSql } from './gathering-scope.ts'
import { standingOf } from './gathering-store.ts'
import { stallsOf } from './stall-service.ts'
import { type GatheringId, type GatheringRecord, type ItemRecord, mine, type StallRecord } from './tables.ts'

/** One gathering as somebody sees it: staff by their posts, or one who is invited. */
export async function viewFor(
  { tx, secrets, now }: { readonly tx: Tx; readonly secrets: Secrets; readonly now: Date },
  actor: Actor,
  id: GatheringId,
): Promise<GatheringView> {
  const selves = await selvesOf(tx, actor)
  const { rows } = await sql<RowSource & { staff: boolean }>`
    select ${rowColumns}, ${staffScopeSql(actor)} as staff from gatherings.gatherings g ${rowJoins}
    where g.tenant_id = ${actor.tenantId} and g.id = ${id} and (${staffScopeSql(actor)} or ${invitedSql(selves)})`.execute(
    tx,
  )
  const row = rows[0] ?? notFound()
  const reads = row.staff
  const manages = reads && managingPost(actor, row) !== null
  const reading: Reading = { tx, tenantId: actor.tenantId, now, staff: reads }
  const stalls = reads ? await stallsOf(tx, { gathering: row }) : []
  const standing = await standingOf(tx, row)
  const open = manages ? transitions.filter(({ from }) => from.includes(row.state)) : []
  return {
    ...headOf(row),
    counts: reads ? countsOf(row) : { ...countsOf(row), turnoverFen: 0 },
    topics: row.topics,
    capacity: row.capacity,
    signUpUntil: row.sign_up_until?.toISOString() ?? null,
    code: row.code,
    seriesId: row.series_id,
    cancelledWhy: row.cancelled_why,
    thanks: row.thanks,
    materialIds: row.material_ids,
    manages,
    reads,
    steps: manages ? possibleSteps(standing, now).map(({ step }) => step) : [],
    blocked: open.flatMap(({ step }) => {
      const why = obstacle(step, standing, now)
      return why ? [{ step, why }] : []
    }),
    items: await itemsOf(reading, row),
    before: await decisionsBefore(reading, row),
    entries: reads ? presentEntries(secrets, await namedEntries(tx, row), stalls, manages) : [],
    stalls: stalls.map(presentStall),
    rating: reads ? await ratingOf(tx, row) : null,
  }
}

async function itemsOf(reading: Reading, gathering: GatheringRecord): Promise<ItemView[]> {
  const { tx, tenantId, now, staff } = reading
  const items = await mine(tx)
    .selectFrom('gatherings.items')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('gathering_id', '=', gathering.id)
    .where('dropped_at', 'is', null)
    .orderBy('position')
    .execute()
  const decisions = await decisionsOf(reading, [gathering.id])
  const matterIds = items.flatMap((item) => (staff && item.matter_id ? [item.matter_id] : []))
  const matters = await mattersNow(tx, tenantId, matterIds, now)
  const subjects = staff ? await subjectsOf(tx, tenantId, items) : noSubjects
  return items.map((item) => {
    const matter = item.matter_id ? matters.get(item.matter_id) : undefined
    return {
      id: item.id,
      position: item.position,
      title: item.title,
      matter: matter ? { id: matter.id, number: matter.number, state: matter.state } : null,
      subject: (item.subject_id && subjects.get(item.subject_id)) || null,
      discussion: item.discussion,
      decisions: decisions.filter((one: DecisionView) => one.itemId === item.id),
    }
  })
}

type Subject = NonNullable<ItemView['subject']>
const noSubjects: ReadonlyMap<string, Subject> = new Map()

/** What the items are about besides matters, as the modules that know it say. */
async function subjectsOf(
  tx: Tx,
  tenantId: TenantId,
  items: readonly ItemRecord[],
): Promise<ReadonlyMap<string, Subject>> {
  const found = await Promise.all(
    agendaSources().map(async ([kind, source]) => {
      const ids = items.flatMap((item) => (item.subject_kind === kind && item.subject_id ? [item.subject_id] : []))
      if (ids.length === 0) return []
      return [...(await source.now(tx, tenantId, ids))].map(([id, now]) => [id, { kind, id, ...now }] as const)
    }),
  )
  return new Map(found.flat())
}

const presentStall = (stall: StallRecord): StallView => ({
  id: stall.id,
  number: stall.number,
  rowAt: stall.row_at,
  columnAt: stall.column_at,
  x: stall.x,
  y: stall.y,
  width: stall.width,
  depth: stall.depth,
  power: stall.power,
  water: stall.water,
  entryId: stall.entry_id,
  byHand: stall.by_hand,
  why: stall.why,
})

/** Stars of those who came and said how it was; null while nobody has. */
export async function ratingOf(tx: Tx, gathering: GatheringRecord): Promise<GatheringView['rating']> {
  const { rows } = await sql<{ average: number; count: number }>`
    select avg(rating)::float8 as average, count(rating)::int as count from gatherings.entries
    where tenant_id = ${gathering.tenant_id} and gathering_id = ${gathering.id}`.execute(tx)
  const found = rows[0]
  return found && found.count > 0 ? found : null
}
