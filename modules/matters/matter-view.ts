import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { FileId, MatterId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { MatterView, NextStep, Why } from './contract.ts'
import { type Asked, askedBy } from './forms/finish.ts'
import { formsOf } from './forms/forms-of.ts'
import { answered } from './forms/kept.ts'
import { picturesNeeded } from './kind.ts'
import { measuresOf } from './ladder/measures.ts'
import { obstacle, onlyWhenAsked, possibleActions, type Relation, type Transition, transitions } from './matter.ts'
import { maySeeReporter, relationsOf } from './matter-policy.ts'
import { namesIn, presentRow, type RowSource, rowColumns, rowJoins } from './matter-row.ts'
import { isShieldedFrom, scopeOf, scopeSql } from './matter-scope.ts'
import { aroundMatter, standingOf } from './matter-service.ts'
import { findInScope, isMember, openRallyPosts } from './matter-store.ts'
import { reporterOf } from './reporter.ts'
import { membersOf } from './subject.ts'
import type { Around } from './surroundings.ts'
import { type MatterRecord, own } from './tables.ts'
import { type Reader, readTimeline } from './timeline.ts'

export interface Reading {
  readonly tx: Tx
  readonly secrets: Secrets
  readonly now: Date
}

/** One matter as the actor may see it; 404 when it lies outside the actor's scope. */
export async function viewFor(reading: Reading, actor: Actor, matterId: MatterId): Promise<MatterView> {
  const { tx } = reading
  const matter = (await findInScope(tx, actor, matterId)) ?? notFound()
  const relations = relationsOf(actor, matter, await openRallyPosts(tx, matter), await isMember(tx, actor, matter))
  // A supervisor has no relation that acts, but reads as staff do.
  const reads = actor.posts.some((post) => post.role !== 'administrator') && !onlyReporter(actor, matter, relations)
  return present(reading, matter, relations, reads, actor)
}

/** A matter that the actor reads as staff do; 404 for whoever only asked or follows. */
export async function matterAsStaff(tx: Tx, actor: Actor, matterId: MatterId): Promise<MatterRecord> {
  const matter = (await findInScope(tx, actor, matterId)) ?? notFound()
  const relations = relationsOf(actor, matter, await openRallyPosts(tx, matter))
  if (onlyReporter(actor, matter, relations)) notFound()
  return matter
}

function onlyReporter(actor: Actor, matter: MatterRecord, relations: ReadonlySet<Relation>): boolean {
  if (isShieldedFrom(matter, actor)) return true
  const scope = scopeOf(actor)
  const asStaff =
    scope.paths.some((path) => matter.place_path.startsWith(path)) ||
    scope.grids.some((grid) => grid === matter.grid_id) ||
    scope.posts.some((post) => matter.touched_posts.includes(post))
  return !asStaff && !relations.has('holder')
}

/** What whoever holds the receipt code sees: the same as the reporter. */
export async function viewByReceipt(reading: Reading, tenantId: TenantId, matterId: MatterId): Promise<MatterView> {
  const matter = await own(reading.tx)
    .selectFrom('matters.matters')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', matterId)
    .executeTakeFirst()
  return present(reading, matter ?? notFound(), new Set<Relation>(['reporter']), false, null)
}

async function present(
  reading: Reading,
  matter: MatterRecord,
  relations: ReadonlySet<Relation>,
  asStaff: boolean,
  actor: Actor | null,
): Promise<MatterView> {
  const { tx, now } = reading
  const around = await aroundMatter(tx, matter, now)
  const { rows } = await sql<RowSource>`select ${rowColumns} from matters.matters m ${rowJoins(now)}
    where m.tenant_id = ${matter.tenant_id} and m.id = ${matter.id}`.execute(tx)
  const source = rows[0] ?? notFound()
  const row = presentRow(source, now, await namesIn(tx, matter.tenant_id, rows))
  const seesReporter = maySeeReporter(relations, matter.visibility) || (asStaff && matter.visibility !== 'holder')
  const reader: Reader = asStaff ? 'staff' : relations.has('reporter') ? 'reporter' : 'follower'
  const timeline = await readTimeline(tx, matter, reader, seesReporter)
  return {
    ...row,
    holder: row.holder && !asStaff ? { ...row.holder, personName: null } : row.holder,
    escalationLevel: asStaff ? row.escalationLevel : 0,
    supervised: asStaff && row.supervised,
    measures: asStaff ? await measuresOf(tx, matter.tenant_id, matter.id) : [],
    // Who follows hears how it goes; the words and the door are the reporter's own.
    body: reader === 'follower' ? matter.title : matter.body,
    placeDetail: reader === 'follower' ? null : matter.place_detail,
    kindName: around.kind.spec.name,
    categoryPath: await categoryPath(tx, matter),
    closingConditions: around.kind.spec.closingConditions,
    answers: answered(matter.answers, await formsOf(tx, matter.tenant_id, matter.kind_code, matter.answers), asStaff),
    visibility: matter.visibility,
    fileIds: timeline.find((entry) => entry.seq === 1)?.fileIds ?? ([] as FileId[]),
    reporter: seesReporter ? await reporterOf(tx, reading.secrets, matter) : null,
    relations: [...relations],
    why: asStaff ? await whyOfHolder(tx, matter) : null,
    ...nextSteps(matter, around, relations),
    clocks: asStaff ? await clocksOf(tx, matter, now) : [],
    rally: asStaff ? await rallyOf(tx, matter) : null,
    ...(await mergesOf(tx, matter, asStaff, actor)),
    followers: await followersOf(tx, matter),
    following: actor !== null && (await follows(tx, matter, actor)),
    escalatedTo: asStaff ? await postName(tx, matter) : null,
    timeline,
  }
}

/** What can be done next and what stands in the way, from the one table. */
export function nextSteps(
  matter: MatterRecord,
  around: Around,
  relations: ReadonlySet<Relation>,
): Pick<MatterView, 'next' | 'blocked'> {
  const standing = standingOf(matter, around)
  const pictures = picturesNeeded(around.kind.spec, matter.category_code)
  const mayTry = (t: Transition) => t.from.includes(matter.state) && t.by.some((relation) => relations.has(relation))
  return {
    next: possibleActions(standing, relations).map((t) => ({
      action: t.action,
      name: t.name,
      needs: t.needs.map((need) => (need === 'files' && pictures === 0 ? 'files?' : need)),
      pictures: t.needs.includes('files') ? pictures : 0,
      ...besides(askedBy(t.action, matter, around.kind.spec)),
    })),
    blocked: transitions
      .filter((t) => mayTry(t) && !onlyWhenAsked.has(t.action))
      .flatMap((t) => {
        const because = obstacle(t.action, standing)
        return because ? [{ action: t.action, name: t.name, because }] : []
      }),
  }
}

const besides = ({ statements, fields }: Asked): Pick<NextStep, 'statements' | 'fields'> => ({
  ...(statements.length > 0 ? { statements: [...statements] } : {}),
  ...(fields.length > 0 ? { fields: [...fields] } : {}),
})

async function categoryPath(tx: Tx, matter: MatterRecord): Promise<Words[]> {
  const { rows } = await sql<{ name: Words }>`
    with recursive up as (
      select c.tenant_id, c.tree, c.version, c.code, c.parent_code, c.name, 0 as hop from matters.categories c
      where c.tenant_id = ${matter.tenant_id} and c.tree = ${matter.category_tree} and c.code = ${matter.category_code}
        and c.version = (select max(version) from matters.category_trees t where t.tenant_id = c.tenant_id and t.tree = c.tree)
      union all
      select c.tenant_id, c.tree, c.version, c.code, c.parent_code, c.name, up.hop + 1 from matters.categories c
      join up on c.tenant_id = up.tenant_id and c.tree = up.tree and c.version = up.version and c.code = up.parent_code)
    select name from up order by hop desc`.execute(tx)
  return rows.map((row) => row.name)
}

async function whyOfHolder(tx: Tx, matter: MatterRecord): Promise<Why | null> {
  const row = await own(tx)
    .selectFrom('matters.holdings')
    .select('why')
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('to_at', 'is', null)
    .executeTakeFirst()
  return row?.why ?? null
}

async function clocksOf(tx: Tx, matter: MatterRecord, now: Date): Promise<MatterView['clocks']> {
  const rows = await own(tx)
    .selectFrom('matters.clocks')
    .selectAll()
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .orderBy('started_at')
    .execute()
  return rows.map((clock) => ({
    stage: clock.stage,
    startedAt: clock.started_at.toISOString(),
    dueAt: clock.due_at.toISOString(),
    stoppedAt: clock.stopped_at?.toISOString() ?? null,
    late: (clock.stopped_at ?? now) > clock.due_at,
  }))
}

async function rallyOf(tx: Tx, matter: MatterRecord): Promise<MatterView['rally']> {
  const { rows } = await sql<{
    lead: string
    lead_en: string
    post_id: NonNullable<MatterView['rally']>['members'][number]['postId']
    name: string
    name_en: string
    due_at: Date
    answered_at: Date | null
    words: string | null
  }>`select l.name as lead, l.name_en as lead_en, r.post_id, p.name, p.name_en, r.due_at, r.answered_at, k.words
    from matters.rallies y
    join matters.rally_members r on r.tenant_id = y.tenant_id and r.rally_id = y.id
    join people.posts_view p on p.tenant_id = r.tenant_id and p.id = r.post_id
    join people.posts_view l on l.tenant_id = y.tenant_id and l.id = y.lead_post_id
    left join matters.remarks k on k.tenant_id = r.tenant_id and k.id = r.remark_id
    where y.tenant_id = ${matter.tenant_id} and y.matter_id = ${matter.id}
      and y.at = (select max(at) from matters.rallies z where z.tenant_id = y.tenant_id and z.matter_id = y.matter_id)
    order by p.name`.execute(tx)
  const first = rows[0]
  if (!first) return null
  return {
    lead: { zh: first.lead, en: first.lead_en },
    members: rows.map((row) => ({
      postId: row.post_id,
      name: { zh: row.name, en: row.name_en },
      dueAt: row.due_at.toISOString(),
      answeredAt: row.answered_at?.toISOString() ?? null,
      words: row.words,
    })),
  }
}

interface Merged {
  readonly id: MatterId
  readonly number: string
  readonly title: string
  readonly here: boolean
  /** Told to whoever reads the matter on the page: nobody said it in confidence. */
  readonly open: boolean
  readonly in_scope: boolean
  readonly subject_kind: string | null
  readonly subject_id: string | null
}

/**
 * What was merged with it. The id only where it leads the reader there, the title also where neighbours may know it; of
 * what another said in confidence the number alone.
 */
async function mergesOf(
  tx: Tx,
  matter: MatterRecord,
  asStaff: boolean,
  actor: Actor | null,
): Promise<Pick<MatterView, 'mergedInto' | 'mergedHere'>> {
  const inScope = actor ? scopeSql(scopeOf(actor)) : sql<boolean>`false`
  const { rows } = await sql<Merged>`
    select m.id, m.number, m.title, m.merged_into_id is not distinct from ${matter.id} as here, m.subject_kind, m.subject_id,
      (m.visibility <> 'holder' and (m.subject_id is null or m.subject_id = ${matter.subject_id})) is true as open,
      ${inScope} is true as in_scope
    from matters.matters m where m.tenant_id = ${matter.tenant_id}
      and (m.id = ${matter.merged_into_id} or m.merged_into_id = ${matter.id}) order by m.number`.execute(tx)
  const short = async (row: Merged) => {
    const { id, number, title, open } = row
    const reads =
      row.in_scope || (actor !== null && (await membersOf(tx, matter.tenant_id, row)).includes(actor.personId))
    return { id: reads ? id : null, number, title: reads || open ? title : null }
  }
  const into = rows.find((row) => !row.here)
  const mergedHere: MatterView['mergedHere'] = []
  if (asStaff) for (const row of rows.filter(({ here }) => here)) mergedHere.push(await short(row))
  return { mergedInto: into ? await short(into) : null, mergedHere }
}

async function followersOf(tx: Tx, matter: MatterRecord): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from matters.followers
    where tenant_id = ${matter.tenant_id} and matter_id = ${matter.id}`.execute(tx)
  return rows[0]?.count ?? 0
}

async function follows(tx: Tx, matter: MatterRecord, actor: Actor): Promise<boolean> {
  const row = await own(tx)
    .selectFrom('matters.followers')
    .select('person_id')
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('person_id', '=', actor.personId)
    .executeTakeFirst()
  return row !== undefined
}

async function postName(tx: Tx, matter: MatterRecord): Promise<Words | null> {
  if (!matter.escalated_to_post_id) return null
  const { rows } = await sql<{ zh: string; en: string }>`select name as zh, name_en as en from people.posts_view
    where tenant_id = ${matter.tenant_id} and id = ${matter.escalated_to_post_id}`.execute(tx)
  return rows[0] ?? null
}
