import type { Actor, EventActor } from '../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { listPopulations, savePopulation } from './contract.ts'
import { type PopulationEntered, placeStream, populationEntered } from './events.ts'

export interface ResidentsOf {
  readonly count: number
  readonly year: number
  readonly source: string
  /** The day on which somebody entered it. */
  readonly enteredOn: Day
}

/** Who lives where, by the id of the place: the latest figure that was entered for the year or one before. */
export async function residentsOf(tx: Tx, tenantId: TenantId, year: number): Promise<ReadonlyMap<string, ResidentsOf>> {
  const { rows } = await sql<Omit<ResidentsOf, 'enteredOn'> & { placeId: string; enteredAt: Date }>`
    select distinct on (place_id) place_id as "placeId", residents as count, year, source, entered_at as "enteredAt" from places.populations
    where tenant_id = ${tenantId} and year <= ${year} order by place_id, year desc`.execute(tx)
  return new Map(
    rows.map(({ placeId, enteredAt, ...residents }) => [placeId, { ...residents, enteredOn: dayOf(enteredAt) }]),
  )
}

/** What was entered of a place and of those right below it, with those of which nothing was. */
export async function populationsAt(
  tx: Tx,
  { tenantId, posts }: Actor,
): Promise<ResponseOf<typeof listPopulations>['places']> {
  const post = posts.find(({ role }) => role === 'administrator') ?? notFound()
  const { rows } = await sql<ResponseOf<typeof listPopulations>['places'][number]>`
    select p.id, json_build_object('zh', p.name, 'en', p.name_en) as name,
      greatest(p.households, coalesce((select sum(b.households) from places.places_view b where b.tenant_id = p.tenant_id
        and b.path > p.path and b.path < p.path || ':' and b.level_kind = 'building' and b.ended_at is null), 0))::integer as households,
      (select json_build_object('zh', a.name, 'en', a.name_en) from places.places a
        where a.tenant_id = p.tenant_id and a.id = p.parent_id) as above,
      n.year, n.residents, n.source
    from places.places_view p left join lateral (select year, residents, source from places.populations n
      where n.tenant_id = p.tenant_id and n.place_id = p.id order by year desc limit 1) n on true
    where p.tenant_id = ${tenantId} and p.path >= ${post.placePath} and p.path < ${`${post.placePath}:`}
      and p.level_kind in ('area', 'compound') and p.ended_at is null
    order by p.path`.execute(tx)
  return rows
}

/** Enters how many live at a place in a year, with the source; what was entered for that year is replaced, the ledger keeps both. */
export async function enterPopulation(
  tx: Tx,
  { actor, by, at }: { readonly actor: Actor; readonly by: EventActor; readonly at: Date },
  { placeId, year, residents, source }: BodyOf<typeof savePopulation>,
): Promise<{ done: true }> {
  const { tenantId } = actor
  const post = actor.posts.find(({ role }) => role === 'administrator') ?? notFound()
  const { rows } = await sql`select from places.places_view where tenant_id = ${tenantId} and id = ${placeId}
    and path >= ${post.placePath} and path < ${`${post.placePath}:`}`.execute(tx)
  if (rows.length === 0) notFound()
  await sql`insert into places.populations (tenant_id, place_id, year, residents, source, entered_by, entered_at)
    values (${tenantId}, ${placeId}, ${year}, ${residents}, ${source.trim()}, ${actor.personId}, ${at})
    on conflict (tenant_id, place_id, year) do update set residents = excluded.residents, source = excluded.source,
      entered_by = excluded.entered_by, entered_at = excluded.entered_at`.execute(tx)
  const payload: PopulationEntered = { placeId, year, residents, source: source.trim() }
  await record(tx, { tenantId, stream: placeStream(placeId), type: populationEntered, at, actor: by, payload })
  return { done: true }
}
