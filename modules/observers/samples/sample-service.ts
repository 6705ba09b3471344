import { randomBytes } from 'node:crypto'
import { type ActingPost, type Actor, type EventActor, mannedPosts } from '../../../kernel/actor.ts'
import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail, forbidden, notFound } from '../../../kernel/contract/errors.ts'
import { type MatterId, newId } from '../../../kernel/contract/ids.ts'
import type { Lang, Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { closedMatters, isKeptFrom, reopenByFinding, revealSampled } from '../../matters/public.ts'
import type { drawSample, recordFinding } from '../contract.ts'
import {
  type FindingRecorded,
  findingRecorded,
  type SampleDrawn,
  type SampleId,
  sampleDrawn,
  sampleStream,
} from '../events.ts'
import { draw, drawMethod } from './draw.ts'
import { scopeSql } from './sample-queries.ts'

interface Doing {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

/** More than a street closes in years; a larger population is asked to be narrowed. */
const mostPopulation = 100_000

/** The inspection's post: the one with the widest area, for who holds several. */
function inspectorOf(actor: Actor): ActingPost {
  const posts = actor.posts.filter((post) => post.role === 'supervisor')
  return posts.sort((a, b) => a.placePath.length - b.placePath.length)[0] ?? forbidden()
}

/** What the actor sees as an inspector: other posts of the same person do not widen a sample. */
const asInspector = (actor: Actor): Actor => ({
  ...actor,
  posts: actor.posts.filter((post) => post.role === 'supervisor'),
})

type Filter = BodyOf<typeof drawSample>['filter']

export async function populationOf(tx: Tx, actor: Actor, filter: Filter, now: Date): Promise<MatterId[]> {
  const ids = await closedMatters(tx, asInspector(actor), filter, {
    now,
    most: mostPopulation + 1,
    notFor: mannedPosts(actor.posts),
  })
  if (ids.length > mostPopulation)
    fail('refused', 'observers.too_many', {
      zh: `符合条件的超过 ${mostPopulation} 件，请缩小范围`,
      en: `More than ${mostPopulation} matters fit; please narrow the filter`,
    })
  return ids
}

/** Draws a sample and writes down what it was drawn from and by which seed. */
export async function drawNew(tx: Tx, { actor, by, at }: Doing, body: BodyOf<typeof drawSample>) {
  const { tenantId } = actor
  const post = inspectorOf(actor)
  const ids = await populationOf(tx, actor, body.filter, at)
  if (ids.length < body.size) {
    const words = {
      zh: `符合条件的只有 ${ids.length} 件，抽不出 ${body.size} 件`,
      en: `Only ${ids.length} matters fit, so ${body.size} cannot be drawn`,
    }
    fail('invalid', 'observers.too_few', words, [{ path: 'size', words }])
  }
  const seed = body.seed?.trim() || randomBytes(8).toString('hex')
  const drawn = draw(ids, seed, body.size)
  const id = newId<'sample'>()
  await sql`insert into observers.samples (tenant_id, id, name, filter, place_path, method, seed, size, population,
      population_ids, drawn_by, post_id, drawn_at)
    values (${tenantId}, ${id}, ${body.name.trim()}, ${JSON.stringify(body.filter)}::jsonb, ${post.placePath}, ${drawMethod},
      ${seed}, ${body.size}, ${ids.length}, ${ids}::uuid[], ${actor.personId}, ${post.postId}, ${at})`.execute(tx)
  await sql`insert into observers.sample_items (tenant_id, sample_id, position, matter_id)
    select ${tenantId}, ${id}, at, matter from unnest(${drawn}::uuid[]) with ordinality t(matter, at)`.execute(tx)
  const payload: SampleDrawn = {
    sampleId: id,
    method: drawMethod,
    seed,
    population: ids.length,
    size: body.size,
    matterIds: drawn,
  }
  const who = { ...by, postId: post.postId }
  await record(tx, { tenantId, stream: sampleStream(id), type: sampleDrawn, at, actor: who, payload })
  return { id, seed, population: ids.length }
}

/** The sample's row, locked, if the matter was drawn in it, lies in the actor's area, and is not kept from a unit of theirs. */
async function lockItem(tx: Tx, actor: Actor, sampleId: SampleId, matterId: MatterId): Promise<void> {
  const { rows } = await sql`select from observers.samples s
    join observers.sample_items i on i.tenant_id = s.tenant_id and i.sample_id = s.id and i.matter_id = ${matterId}
    where s.tenant_id = ${actor.tenantId} and s.id = ${sampleId} and ${scopeSql(actor)} for update of i`.execute(tx)
  if (rows.length === 0 || (await isKeptFrom(tx, actor, matterId))) notFound()
}

/** What the inspector who typed nothing says to the unit, in the inspector's language. */
const notSolved: Words = {
  zh: '监督抽查回访：诉求人反映没有解决，请重办',
  en: 'Inspection call: the person says that it is not solved; please handle it again',
}

/**
 * What a call found. “Not solved” reopens the matter, if it is still closed: the finding does, the inspector edits nothing.
 * How staff behaved stays with the inspection and never goes to the unit.
 */
export async function find(
  tx: Tx,
  { actor, by, at }: Doing,
  of: { sampleId: SampleId; matterId: MatterId },
  body: BodyOf<typeof recordFinding>,
  lang: Lang = 'zh',
): Promise<{ reopened: boolean }> {
  const { tenantId } = actor
  const post = inspectorOf(actor)
  await lockItem(tx, actor, of.sampleId, of.matterId)
  const answered = body.method === 'verify' || body.reached
  if (answered && body.solved === undefined) {
    const words = { zh: '请选择是否解决', en: 'Say whether it is solved' }
    fail('invalid', 'observers.answer_missing', words, [{ path: 'solved', words }])
  }
  const solved = answered ? (body.solved ?? null) : null
  const satisfaction = body.reached ? (body.satisfaction ?? null) : null
  const words = body.words?.trim() || null
  const who = { ...by, postId: post.postId }
  const again =
    solved === false &&
    (await reopenByFinding(tx, {
      tenantId,
      matterId: of.matterId,
      words: words ?? notSolved[lang],
      actor: who,
      at,
    })) !== null
  const id = newId<'finding'>()
  await sql`insert into observers.findings (tenant_id, id, sample_id, matter_id, method, reached, solved, satisfaction, conduct,
      words, reopened, person_id, post_id, at)
    values (${tenantId}, ${id}, ${of.sampleId}, ${of.matterId}, ${body.method}, ${body.reached}, ${solved}, ${satisfaction},
      ${body.conduct?.trim() || null}, ${words}, ${again}, ${actor.personId}, ${post.postId}, ${at})`.execute(tx)
  const payload: FindingRecorded = {
    ...of,
    findingId: id,
    method: body.method,
    reached: body.reached,
    solved,
    satisfaction,
    reopened: again,
  }
  await record(tx, { tenantId, stream: sampleStream(of.sampleId), type: findingRecorded, at, actor: who, payload })
  return { reopened: again }
}

/** Whom to call, in full, with a reason that stays in the matter's ledger. */
export async function reveal(
  tx: Tx,
  secrets: Secrets,
  { actor, by, at }: Doing,
  of: { sampleId: SampleId; matterId: MatterId },
  reason: string,
) {
  const post = inspectorOf(actor)
  await lockItem(tx, actor, of.sampleId, of.matterId)
  return revealSampled(tx, secrets, {
    tenantId: actor.tenantId,
    ...of,
    actor: { ...by, postId: post.postId },
    reason,
    at,
  })
}
