import type { ActingHow } from '../../kernel/actor.ts'
import type { GridId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { tenantSource } from '../../kernel/tenants.ts'

export {
  agreedText,
  agreeOnPaper,
  agreeTo,
  type ConsentPurpose,
  type ConsentTextEvent,
  consentStands,
  consentTextEvents,
  oldestGoodConsent,
  type PrintedText,
  peopleAskedAnew,
  printedText,
  registerConsentPurpose,
} from './consents/public.ts'
export { defaultPostKinds } from './defaults.ts'
export { findVacancies, type HandoverTold, handoverTold } from './handover/handover-queries.ts'
export { handOver } from './handover/handover-service.ts'
export { type PostLoadKind, registerPostLoad } from './handover/post-load.ts'
export { registerKeptApart } from './kept-apart.ts'
export { type IssuedLink, issueLink, linkObstacle, type NewLink, revokeLinks } from './link-service.ts'
export { hashPassword } from './passwords.ts'
export { findOrAddPersonByPhone, type PersonByPhone } from './person-by-phone.ts'
export { reaches as personInReach } from './person-queries.ts'
export { normalPhone, personsByLookups, phoneLookup, phoneLookups, phoneOf, phonesOf, phoneTerm } from './phones.ts'
export { postManagers } from './post-roles.ts'
export {
  addAbsences,
  addAccounts,
  addPersons,
  addPostKinds,
  addPostPlaces,
  addPosts,
  addTenures,
  type NewAbsence,
  type NewAccount,
  type NewPerson,
  type NewPost,
  type NewPostKind,
  type NewTenure,
} from './register-store.ts'
export { type NewSession, sessions, startSession } from './sessions.ts'
export { openSetUp } from './set-up-service.ts'
export { guideIsAway, moveGuide, type StaffSoFar, staffSoFar } from './so-far.ts'

/** How the server finds the tenant of a request without a session. */
export const tenants = tenantSource()

/** Who answers for a post at an instant. */
export interface Acting {
  readonly personId: PersonId
  readonly name: string
  readonly how: ActingHow
  /** The post by which that person answers: the one asked for, or the one above that is manned. */
  readonly postId: PostId
  /** How many steps up that is; 0 for the post itself. */
  readonly hops: number
}

/** Who acts for a post; null only when there is no such post, for the database refuses an empty root. */
export async function actingFor(tx: Tx, tenantId: TenantId, postId: PostId, at: Date): Promise<Acting | null> {
  const { rows } = await sql<Acting>`
    select a.person_id as "personId", n.name, a.how, a.post_id as "postId", a.hops
    from people.acting(${tenantId}, ${postId}, ${at}) a
    join people.persons n on n.tenant_id = ${tenantId} and n.id = a.person_id`.execute(tx)
  return rows[0] ?? null
}

/** A post as other modules need it. */
export interface Post {
  readonly id: PostId
  readonly kind: string
  readonly role: Role
  /** Step of the chain of responsibility from the household upward; null beside the chain. */
  readonly chainStep: number | null
  readonly placeId: PlaceId
  readonly placePath: string
  readonly gridId: GridId | null
  readonly reportsTo: PostId | null
  readonly name: string
  readonly nameEn: string
  readonly officePhone: string | null
  readonly abolished: boolean
}

/** A post and who mans it by itself (its holder or a stand-in); null when it is empty or its holder is away without one. */
export interface ChainPost extends Post {
  readonly manned: { readonly personId: PersonId; readonly name: string; readonly how: 'own' | 'stand_in' } | null
}

/** A post and all below it by `reports_to`, the post first; empty where there is no such post. */
export async function postsBelow(tx: Tx, tenantId: TenantId, postId: PostId): Promise<PostId[]> {
  const { rows } = await sql<{ id: PostId }>`
    with recursive below as (
      select id, 0 as hop from people.posts where tenant_id = ${tenantId} and id = ${postId} and abolished_at is null
      union all
      select p.id, b.hop + 1 from people.posts p join below b on p.reports_to = b.id where p.tenant_id = ${tenantId})
    select id from below order by hop, id`.execute(tx)
  return rows.map((row) => row.id)
}

const columns = sql`p.id, p.kind_code as kind, p.role, p.chain_step as "chainStep", p.place_id as "placeId",
  p.place_path as "placePath", p.grid_id as "gridId", p.reports_to as "reportsTo", p.name, p.name_en as "nameEn",
  p.office_phone as "officePhone", p.abolished_at is not null as abolished`

/**
 * The chain of responsibility of a place at an instant, nearest first: posts of the chain at the place and above it; those
 * of the place's grid come before those of the place where the grid lies. One round trip.
 */
export async function chainOfPlace(tx: Tx, tenantId: TenantId, placeId: PlaceId, at: Date): Promise<ChainPost[]> {
  const { rows } = await sql<ChainPost>`
    select ${columns}, case when n.id is not null then
      json_build_object('personId', n.id, 'name', n.name, 'how', c.how) end as manned
    from people.chain_of(${tenantId}, ${placeId}, ${at}) c
    join people.posts_view p on p.tenant_id = ${tenantId} and p.id = c.post_id
    left join people.persons n on n.tenant_id = ${tenantId} and n.id = c.person_id
    order by c.step`.execute(tx)
  return rows
}

/** The departments and property firms that serve a place (they stand at it or above it, or name one of these), nearest first. */
export async function departmentsFor(tx: Tx, tenantId: TenantId, placeId: PlaceId): Promise<Post[]> {
  const { rows } = await sql<Post>`
    with recursive up as (
      select id, parent_id, 0 as hop from places.places_view where tenant_id = ${tenantId} and id = ${placeId}
      union all
      select a.id, a.parent_id, up.hop + 1 from places.places_view a join up on a.id = up.parent_id
        where a.tenant_id = ${tenantId}),
    serving as (
      select p.id, min(up.hop) as hop from up join people.posts_view p on p.tenant_id = ${tenantId}
        and p.role in ('department', 'property_firm') and p.abolished_at is null
        and (p.place_id = up.id or exists (select from people.post_places s
          where s.tenant_id = ${tenantId} and s.post_id = p.id and s.place_id = up.id))
      group by p.id)
    select ${columns} from serving s join people.posts_view p on p.tenant_id = ${tenantId} and p.id = s.id
    order by s.hop, p.name`.execute(tx)
  return rows
}
