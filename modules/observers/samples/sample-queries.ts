import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { sampledMatters } from '../../matters/public.ts'
import type { FindingView, SampleFigures, SampleItem, SampleView } from '../contract.ts'
import type { SampleId } from '../events.ts'
import { draw } from './draw.ts'

/** Samples drawn at the places of the actor's supervisor posts, and below. */
export function scopeSql(actor: Actor): RawBuilder<boolean> {
  const paths = actor.posts
    .filter((post) => post.role === 'supervisor')
    .map((post) => sql`(s.place_path >= ${post.placePath} and s.place_path < ${`${post.placePath}:`})`)
  return paths.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(paths, sql` or `)})`
}

interface SampleRow {
  id: SampleId
  name: string
  filter: SampleView['filter']
  method: string
  seed: string
  population: number
  drawn_at: Date
  person_name: string
  post: Words
  figures: SampleFigures
}

/** The newest finding of each matter of a sample `s`. */
const newest = sql`(select distinct on (f.matter_id) f.* from observers.findings f
  where f.tenant_id = s.tenant_id and f.sample_id = s.id order by f.matter_id, f.at desc, f.id desc)`

async function read(tx: Tx, actor: Actor, where: RawBuilder<boolean>): Promise<SampleView[]> {
  const { rows } = await sql<SampleRow>`
    select s.id, s.name, s.filter, s.method, s.seed, s.population, s.drawn_at, n.name as person_name,
      json_build_object('zh', p.name, 'en', p.name_en) as post,
      (select json_build_object('size', s.size, 'called', count(f.id)::int,
          'answered', count(*) filter (where f.solved is not null)::int,
          'confirmed', count(*) filter (where f.solved)::int,
          'notSolved', count(*) filter (where f.solved is false)::int,
          'unreached', count(*) filter (where f.id is not null and f.solved is null)::int,
          'rated', count(f.satisfaction)::int,
          'satisfied', count(*) filter (where f.satisfaction >= 3)::int,
          'conduct', count(*) filter (where f.conduct is not null)::int,
          'reopened', count(*) filter (where exists (select from observers.findings o where o.tenant_id = s.tenant_id
            and o.sample_id = s.id and o.matter_id = i.matter_id and o.reopened))::int)
        from observers.sample_items i left join lateral ${newest} f on f.matter_id = i.matter_id
        where i.tenant_id = s.tenant_id and i.sample_id = s.id) as figures
    from observers.samples s
    join people.persons_view n on n.tenant_id = s.tenant_id and n.id = s.drawn_by
    join people.posts_view p on p.tenant_id = s.tenant_id and p.id = s.post_id
    where s.tenant_id = ${actor.tenantId} and ${where} order by s.drawn_at desc, s.id limit 200`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    filter: row.filter,
    method: row.method,
    seed: row.seed,
    population: row.population,
    drawnAt: row.drawn_at.toISOString(),
    drawnBy: { personName: row.person_name, post: row.post },
    figures: row.figures,
  }))
}

export const samplesOf = (tx: Tx, actor: Actor): Promise<SampleView[]> => read(tx, actor, scopeSql(actor))

/** One sample with its worklist; 404 outside the actor's area. */
export async function sampleOf(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  sampleId: SampleId,
  now: Date,
): Promise<{ sample: SampleView; items: SampleItem[] }> {
  const [sample] = await read(tx, actor, sql`s.id = ${sampleId} and ${scopeSql(actor)}`)
  if (!sample) return notFound()
  const ids = await itemsOf(tx, actor, sampleId)
  const matters = await sampledMatters(tx, secrets, actor, ids, now)
  const findings = await findingsOf(tx, actor, sampleId)
  const items = matters.map(
    (one): SampleItem => ({
      ...one,
      position: ids.indexOf(one.matter.id) + 1,
      findings: findings.get(one.matter.id) ?? [],
    }),
  )
  return { sample, items }
}

export async function itemsOf(tx: Tx, actor: Actor, sampleId: SampleId): Promise<MatterId[]> {
  const { rows } = await sql<{ matter_id: MatterId }>`select matter_id from observers.sample_items
    where tenant_id = ${actor.tenantId} and sample_id = ${sampleId} order by position`.execute(tx)
  return rows.map((row) => row.matter_id)
}

async function findingsOf(tx: Tx, actor: Actor, sampleId: SampleId): Promise<Map<MatterId, FindingView[]>> {
  const { rows } = await sql<Omit<FindingView, 'at'> & { at: Date; matter_id: MatterId }>`
    select f.matter_id, f.method, f.reached, f.solved, f.satisfaction, f.conduct, f.words, f.reopened, n.name as by, f.at
    from observers.findings f join people.persons_view n on n.tenant_id = f.tenant_id and n.id = f.person_id
    where f.tenant_id = ${actor.tenantId} and f.sample_id = ${sampleId} order by f.at desc, f.id desc`.execute(tx)
  const found = new Map<MatterId, FindingView[]>()
  for (const { matter_id: matterId, ...row } of rows) {
    const finding = { ...row, at: row.at.toISOString() }
    const others = found.get(matterId)
    if (others) others.push(finding)
    else found.set(matterId, [finding])
  }
  return found
}

/** Draws again from what there was. */
export async function redraw(tx: Tx, actor: Actor, sampleId: SampleId) {
  const { rows } = await sql<{ seed: string; size: number; ids: MatterId[] }>`
    select s.seed, s.size, s.population_ids as ids from observers.samples s
    where s.tenant_id = ${actor.tenantId} and s.id = ${sampleId} and ${scopeSql(actor)}`.execute(tx)
  const sample = rows[0] ?? notFound()
  const matterIds = draw(sample.ids, sample.seed, sample.size)
  const drawn = await itemsOf(tx, actor, sampleId)
  return { same: matterIds.join() === drawn.join(), matterIds }
}
