import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type {
  DecisionView,
  DoorView,
  FollowedDecision,
  MyGathering,
  myGatherings,
  publicGatherings,
} from './contract.ts'
import { decisionsBefore, decisionsOf } from './decision-queries.ts'
import { namedEntries, presentMine } from './entry-view.ts'
import { doorObstacle, signUpObstacle, traits } from './gathering.ts'
import { headOf, type RowSource } from './gathering-queries.ts'
import { entryOfSql, invitedSql, type Self, selvesOf, staffScopeSql } from './gathering-scope.ts'
import { standingOf } from './gathering-store.ts'
import { ledBy } from './leader/leader-source.ts'
import { queued } from './queue-service.ts'
import { placesLeft } from './sign-up.ts'
import { stallsOf } from './stall-service.ts'
import type { EntryRecord, GatheringRecord } from './tables.ts'

type Head = Omit<RowSource, keyof RowSource & ('invited' | 'coming')>

const headColumns = sql`g.*, p.name as place_name, p.name_en as place_name_en, o.name as post_name, o.name_en as post_name_en`
const headJoins = sql`join places.places_view p on p.tenant_id = g.tenant_id and p.id = g.place_id
  join people.posts_view o on o.tenant_id = g.tenant_id and o.id = g.post_id`

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export interface Asking {
  readonly tx: Tx
  readonly tenantId: TenantId
  readonly actor: Actor | null
  readonly now: Date
}

/**
 * A gathering by the code at its door; by its id only for who sees it otherwise (a notice leads there).
 * Drafts have no door.
 */
export async function byCode(
  asking: Asking,
  selves: readonly Self[],
  code: string,
): Promise<Head & { invited: boolean }> {
  const { tx, tenantId, actor } = asking
  const invited = actor ? invitedSql(selves) : sql<boolean>`false`
  const staff = actor ? staffScopeSql(actor) : sql<boolean>`false`
  const found = idForm.test(code)
    ? sql<boolean>`g.id = ${code} and (${invited} or ${staff} or (g.is_public and g.announced_at is not null))`
    : sql<boolean>`g.code = ${code.toUpperCase()}`
  const { rows } = await sql<Head & { invited: boolean }>`select ${headColumns}, (${invited} or ${staff}) as invited
    from gatherings.gatherings g ${headJoins} where g.tenant_id = ${tenantId} and g.announced_at is not null and ${found}`.execute(
    tx,
  )
  return rows[0] ?? notFound()
}

/** What the page of a code shows; what was said and who else comes is not for the door. */
export async function doorView(asking: Asking, code: string): Promise<DoorView> {
  const { tx, actor, now } = asking
  const selves = actor ? await selvesOf(tx, actor) : []
  const row = await byCode(asking, selves, code)
  const standing = await standingOf(tx, row)
  const entries = await namedEntries(tx, row)
  const own = entries.filter((e) => selves.some((self) => self.kind === e.party_kind && self.id === e.party_id))
  const inside = row.invited || row.is_public
  return {
    ...headOf(row),
    code: row.code,
    topics: inside ? row.topics : '',
    signedIn: actor !== null,
    capacity: row.capacity,
    placesLeft: placesLeft(row.capacity, entries.map(queued)),
    signUpUntil: row.sign_up_until?.toISOString() ?? null,
    cancelledWhy: row.cancelled_why,
    thanks: own.some((entry) => entry.checked_in_at) ? row.thanks : null,
    agenda: inside ? await agendaOf(tx, row, row.invited) : [],
    ...(row.invited ? await decidedOf(asking, row) : { decided: [], decidedBefore: [] }),
    materialIds: inside ? row.material_ids : [],
    noCheckIn: doorObstacle(standing, now),
    noSignUp: row.is_public || own.length > 0 ? signUpObstacle(standing, now) : byInvitation,
    led: await ledFor(asking, row),
    mine: presentMine(own, entries, await stallsOf(tx, { gathering: row })),
    as: signsUpAs(row, selves),
  }
}

async function ledFor({ tx, tenantId, actor }: Asking, { id }: Head): Promise<DoorView['led']> {
  const led = await ledBy(tx, tenantId, id)
  if (!led) return null
  return actor && led.leaderId === actor.personId ? 'by_me' : 'by_other'
}

const byInvitation = { zh: '只请受邀的参加', en: 'By invitation' }

/** Oneself and one's firms; at a fair a post shows nothing. */
const signsUpAs = (row: GatheringRecord, selves: readonly Self[]): DoorView['as'] =>
  selves.filter((self) => !self.former && (self.kind !== 'post' || !traits[row.kind].stalls))

async function agendaOf(tx: Tx, gathering: GatheringRecord, invited: boolean): Promise<DoorView['agenda']> {
  const { rows } = await sql<
    DoorView['agenda'][number]
  >`select id, title, case when ${invited} then discussion end as said from gatherings.items
    where tenant_id = ${gathering.tenant_id} and gathering_id = ${gathering.id} and dropped_at is null
    order by position`.execute(tx)
  return rows
}

async function decidedOf(
  { tx, tenantId, now }: Asking,
  gathering: GatheringRecord,
): Promise<Pick<DoorView, 'decided' | 'decidedBefore'>> {
  const reading = { tx, tenantId, now, staff: false }
  const before = await decisionsBefore(reading, gathering)
  return {
    decided: (await decisionsOf(reading, [gathering.id])).map(followed),
    decidedBefore: before.flatMap(({ decisions }) => decisions.map(followed)),
  }
}

const followed = ({ id, words, dueOn, heard, matter: { state, holder } }: DecisionView): FollowedDecision => ({
  id,
  words,
  dueOn,
  heard: heard !== null,
  state,
  holder: holder && { name: holder.name, nameEn: holder.nameEn },
})

const monthMs = 31 * 86_400_000

/** What I am invited to or have joined (from a month ago on), and what is announced to all where I live or work. */
export async function mineAndOpen(
  asking: Asking & { readonly actor: Actor },
): Promise<ResponseOf<typeof myGatherings>> {
  const { tx, tenantId, actor, now } = asking
  const selves = await selvesOf(tx, actor)
  const { rows: own } = await sql<Head & Pick<EntryRecord, 'standing' | 'checked_in_at'>>`
    select distinct on (g.starts_at, g.id) ${headColumns}, e.standing, e.checked_in_at
    from gatherings.gatherings g ${headJoins}
    join gatherings.entries e on e.tenant_id = g.tenant_id and e.gathering_id = g.id and ${entryOfSql(selves)}
    where g.tenant_id = ${tenantId} and g.announced_at is not null and g.ends_at > ${new Date(now.getTime() - monthMs)}
    order by g.starts_at, g.id, e.party_kind <> 'person' desc limit 100`.execute(tx)
  const paths = [...actor.posts.map((post) => post.placePath), ...(await homePath(tx, actor))]
  const { rows: open } = await sql<Head>`
    select ${headColumns} from gatherings.gatherings g ${headJoins}
    where g.tenant_id = ${tenantId} and g.is_public and g.state in ('announced', 'running') and g.ends_at > ${now}
      and exists (select from unnest(${paths}::text[]) w where starts_with(w, g.place_path) or starts_with(g.place_path, w))
      and g.id <> all(${own.map((row) => row.id)}::uuid[])
    order by g.starts_at, g.id limit 50`.execute(tx)
  return {
    mine: own.map((row) => presentMy(row, row.standing, row.checked_in_at !== null)),
    open: open.map((row) => presentMy(row, null, false)),
  }
}

const presentMy = (row: Head, standing: MyGathering['standing'], checkedIn: boolean): MyGathering => ({
  ...headOf(row),
  code: row.code,
  standing,
  checkedIn,
})

async function homePath(tx: Tx, actor: Actor): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`select p.path from people.persons_view n
    join places.places_view p on p.tenant_id = n.tenant_id and p.id = n.home_place_id
    where n.tenant_id = ${actor.tenantId} and n.id = ${actor.personId}`.execute(tx)
  return rows.map((row) => row.path)
}

/** A place that stands in the register, by its code; 404 else. */
export async function publicPlace(
  { tx, tenantId }: Pick<Asking, 'tx' | 'tenantId'>,
  placeCode: string,
): Promise<{ readonly path: string; readonly name: string; readonly nameEn: string }> {
  const { rows } = await sql<{ path: string; name: string; nameEn: string }>`select path, name, name_en as "nameEn"
    from places.places_view where tenant_id = ${tenantId} and code = ${placeCode} and ended_at is null`.execute(tx)
  return rows[0] ?? notFound()
}

/** Announced public activities of a place and those above it; nobody's data. */
export async function publicOf(asking: Asking, placeCode: string): Promise<ResponseOf<typeof publicGatherings>> {
  const { tx, tenantId, now } = asking
  const { path } = await publicPlace(asking, placeCode)
  const { rows } = await sql<Head & { taken: number }>`
    select ${headColumns}, (select count(*)::int from gatherings.entries e where e.tenant_id = g.tenant_id
      and e.gathering_id = g.id and e.standing in ('accepted', 'signed_up')) as taken
    from gatherings.gatherings g ${headJoins}
    where g.tenant_id = ${tenantId} and g.is_public and g.state in ('announced', 'running') and g.ends_at > ${now}
      and (starts_with(${path}, g.place_path) or starts_with(g.place_path, ${path}))
    order by g.starts_at, g.id limit 50`.execute(tx)
  return {
    rows: rows.map((row) => ({
      ...headOf(row),
      code: row.code,
      placesLeft: row.capacity === null ? null : Math.max(0, row.capacity - row.taken),
    })),
  }
}
