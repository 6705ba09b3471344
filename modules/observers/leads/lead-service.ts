import type { Actor, EventActor } from '../../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { forbidden, notFound } from '../../../kernel/contract/errors.ts'
import { type FileId, type MatterId, newId, type PlaceId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { RequestContext } from '../../../kernel/http/route.ts'
import { uploaderOf } from '../../files/public.ts'
import { type NewReport, reportMatter } from '../../matters/public.ts'
import { postsBelow } from '../../people/public.ts'
import type { fileLead, leadUnits } from '../contract.ts'
import { type Term, termsInForce } from '../terms/term-queries.ts'

/** The kind of matter that a lead is. */
export const leadKind = 'conduct_lead'

async function ownTerms(tx: Tx, actor: Actor, now: Date): Promise<Term[]> {
  const terms = await termsInForce(tx, actor, now)
  return terms.length > 0 ? terms : forbidden()
}

interface Unit {
  readonly postId: PostId
  readonly name: string
  readonly nameEn: string
  readonly placeId: PlaceId
  readonly placePath: string
  readonly placeName: string
  readonly placeNameEn: string
}

/** Posts that deal with firms and people, at a term's place, below it, or above it. */
async function unitsOf(tx: Tx, actor: Actor, terms: readonly Term[], q: string, only?: PostId): Promise<Unit[]> {
  const near = sql.join(
    terms.map(
      ({ placePath }) =>
        sql`(p.place_path >= ${placePath} and p.place_path < ${`${placePath}:`} or starts_with(${placePath}, p.place_path))`,
    ),
    sql` or `,
  )
  const { rows } = await sql<Unit>`
    select p.id as "postId", p.name, p.name_en as "nameEn", p.place_id as "placeId", p.place_path as "placePath",
      l.name as "placeName", l.name_en as "placeNameEn"
    from people.posts_view p join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
    where p.tenant_id = ${actor.tenantId} and p.abolished_at is null and p.reports_to is not null and (${near})
      and p.role in ('street', 'community', 'department', 'property_firm', 'grid_worker', 'compound_secretary')
      and (${q} = '' or strpos(lower(p.name || ' ' || p.name_en), lower(${q})) > 0)
      and (${only ?? null}::uuid is null or p.id = ${only ?? null}::uuid)
    order by length(p.place_path), p.role, p.name limit 50`.execute(tx)
  return rows
}

export async function unitsFor(tx: Tx, actor: Actor, q: string, now: Date): Promise<ResponseOf<typeof leadUnits>> {
  const units = await unitsOf(tx, actor, await ownTerms(tx, actor, now), q)
  return {
    units: units.map((unit) => ({
      postId: unit.postId,
      name: { zh: unit.name, en: unit.nameEn },
      placeName: { zh: unit.placeName, en: unit.placeNameEn },
    })),
  }
}

export interface NewLead {
  readonly id?: MatterId | undefined
  readonly unitPostId: PostId
  readonly category?: string | undefined
  readonly title?: string | undefined
  readonly body: string
  readonly fileIds?: readonly FileId[] | undefined
}

/**
 * A lead as a report: its reporter only its holder may know, kept from the unit and from all below it. It lies where the
 * unit sits, if that is in the observer's area, else in the area.
 */
export async function leadReport(
  tx: Tx,
  { actor, by, at, uploadKey }: { actor: Actor; by: EventActor; at: Date; uploadKey: NewReport['uploadKey'] },
  lead: NewLead,
): Promise<NewReport> {
  const terms = await ownTerms(tx, actor, at)
  const [unit] = await unitsOf(tx, actor, terms, '', lead.unitPostId)
  if (!unit) return notFound()
  const within = terms.find(({ placePath }) => unit.placePath.startsWith(placePath))
  const placeId = within ? unit.placeId : terms[0]?.placeId
  return {
    tenantId: actor.tenantId,
    id: lead.id ?? newId<'matter'>(),
    kind: leadKind,
    category: lead.category ?? '',
    placeId: placeId ?? notFound(),
    placeDetail: null,
    point: null,
    title: lead.title ?? null,
    body: lead.body,
    channel: 'pocket',
    door: 'observer',
    selfFound: false,
    visibility: 'holder',
    priority: 'normal',
    reporterId: actor.personId,
    reporterName: null,
    reporterPhone: null,
    recordedBy: null,
    fileIds: lead.fileIds ?? [],
    uploadKey,
    actor: by,
    patrolPost: null,
    shieldedPosts: await postsBelow(tx, actor.tenantId, unit.postId),
  }
}

/** Files a lead from the pocket of who holds a term. */
export async function file(
  context: RequestContext<typeof fileLead, Actor>,
  body: BodyOf<typeof fileLead>,
): Promise<ResponseOf<typeof fileLead>> {
  const { actor, clock, read } = context
  const uploadKey = uploaderOf(context).key
  const report = await read((tx) => leadReport(tx, { actor, by: context.eventActor, at: clock.now(), uploadKey }, body))
  return reportMatter(context, report, context.commandKey)
}
