import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { FileId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { listQuestions, ObjectionView, QuestionView, RollRow, rollOf } from './contract.ts'
import { countOf, outcomeJson } from './counting.ts'
import type { OwnerKind } from './owners/kinds.ts'
import { shownName } from './owners/owner-queries.ts'
import { type Channel, stepsNow, voteObstacle } from './question.ts'
import { standingOf } from './question-service.ts'
import { type Doing, inGridsSql, keepingPost, readerScopeSql } from './scope.ts'
import type { ObjectionId, OwnerId, QuestionId, QuestionRecord } from './tables.ts'
import type { Choice } from './threshold.ts'

interface PlaceNames {
  readonly id: QuestionRecord['place_id']
  readonly name: string
  readonly nameEn: string
}

/** A question with the names of where it is asked. */
export type QuestionSource = QuestionRecord & {
  readonly place: PlaceNames
  readonly compound: PlaceNames
  readonly kept_by: { readonly name: string; readonly nameEn: string }
}

export const questionSql = sql`select q.*, json_build_object('name', o.name, 'nameEn', o.name_en) as kept_by,
    json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
    json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as compound
  from choices.questions q
  join places.places_view p on p.tenant_id = q.tenant_id and p.id = q.place_id
  join places.places_view c on c.tenant_id = q.tenant_id and c.id = q.compound_id
  join people.posts_view o on o.tenant_id = q.tenant_id and o.id = q.post_id`

/** What every view of a question begins with. */
export const headOf = (q: QuestionSource) => ({
  ...{ id: q.id, code: q.code, title: q.title, matter: q.matter, state: q.state },
  ...{ place: q.place, compound: q.compound },
  ...{ opensOn: q.opens_on, closesOn: q.closes_on, objectionsUntil: q.objections_until },
})

export const describedOf = (q: QuestionRecord) => ({
  ...{ words: q.words, basis: q.basis, followRule: q.follow_rule },
  ...{ noticeDays: q.notice_days, votingDays: q.voting_days, objectionDays: q.objection_days },
  announcedAt: q.announced_at?.toISOString() ?? null,
  openedAt: q.opened_at?.toISOString() ?? null,
  closedAt: q.closed_at?.toISOString() ?? null,
  publishedAt: q.published_at?.toISOString() ?? null,
  cancelledWhy: q.cancelled_why,
})

/** A page of the questions of the actor's places, the newest first. */
export async function questionPage(
  tx: Tx,
  { tenantId, actor }: Doing,
  query: QueryOf<typeof listQuestions>,
): Promise<ResponseOf<typeof listQuestions>> {
  const { offset = 0, limit = 50, compoundId, state } = query
  const where = sql.join(
    [
      sql`q.tenant_id = ${tenantId}`,
      readerScopeSql(actor, sql`q.place_path`),
      ...(compoundId ? [sql`q.compound_id = ${compoundId}`] : []),
      ...(state?.length ? [sql`q.state = any(${state}::text[])`] : []),
    ],
    sql` and `,
  )
  const { rows } = await sql<QuestionSource & { total: number }>`with found as (${questionSql} where ${where})
    select found.*, (select count(*)::int from found) as total from found order by created_at desc, id desc
    offset ${offset} limit ${limit}`.execute(tx)
  const shown = []
  for (const row of rows) {
    const { total, participated, passed } = outcomeJson(await countOf(tx, row))
    const counted = row.state === 'closed' || row.state === 'published'
    const createdAt = row.created_at.toISOString()
    shown.push({ ...headOf(row), createdAt, total, participated, passed: counted ? passed : null })
  }
  return { rows: shown, total: rows[0]?.total ?? 0, offset, limit }
}

/** One question within the places of an actor who reads them, else 404. */
async function loadFor(tx: Tx, { tenantId, actor }: Doing, id: QuestionId): Promise<QuestionSource> {
  const { rows } = await sql<QuestionSource>`${questionSql} where q.tenant_id = ${tenantId} and q.id = ${id}
    and ${readerScopeSql(actor, sql`q.place_path`)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** A question as staff of the place see it, with the count as it stands. */
export async function questionView(tx: Tx, doing: Doing, id: QuestionId): Promise<QuestionView> {
  const { tenantId, actor, at } = doing
  const question = await loadFor(tx, doing, id)
  const outcome = await countOf(tx, question)
  const standing = standingOf(question, outcome)
  const today = dayOf(at)
  const mayKeep = keepingPost(actor, question.place_path) !== null
  const { rows } = await sql<{ channel: Channel; n: number }>`select channel, count(*)::int as n from choices.votes
    where tenant_id = ${tenantId} and question_id = ${id} and replaced_at is null group by channel`.execute(tx)
  const { rows: bare } = await sql<{ n: number }>`select count(*)::int as n from places.rooms_view r
    where r.tenant_id = ${tenantId} and r.building_path >= ${question.place_path}
      and r.building_path < ${`${question.place_path}:`} and not exists (select from choices.holdings h
        where h.tenant_id = r.tenant_id and h.room_id = r.id and h.to_on is null)`.execute(tx)
  return {
    ...headOf(question),
    ...describedOf(question),
    outcome: outcomeJson(outcome),
    byChannel: { paper: 0, door: 0, phone: 0, ...Object.fromEntries(rows.map(({ channel, n }) => [channel, n])) },
    roomsWithoutOwner: bare[0]?.n ?? 0,
    objections: await objectionsOf(tx, question, sql`true`),
    steps: mayKeep ? stepsNow(standing, today) : [],
    mayKeep,
    noVotes: voteObstacle(standing, today),
  }
}

/** Objections with their answers, the oldest first; who objected is masked. */
export async function objectionsOf(
  tx: Tx,
  { tenant_id, id }: QuestionRecord,
  which: ReturnType<typeof sql>,
): Promise<ObjectionView[]> {
  const { rows } = await sql<{
    id: ObjectionId
    about: ObjectionView['about']
    words: string
    by: string
    at: Date
    answer: string | null
    answered_at: Date | null
  }>`select x.id, x.about, x.words, n.name as by, x.at, x.answer, x.answered_at from choices.objections x
    join people.persons_view n on n.tenant_id = x.tenant_id and n.id = x.person_id
    where x.tenant_id = ${tenant_id} and x.question_id = ${id} and ${which} order by x.at, x.id`.execute(tx)
  return rows.map(({ at, by, answered_at, ...rest }) => ({
    ...rest,
    by: maskName(by),
    at: at.toISOString(),
    answeredAt: answered_at?.toISOString() ?? null,
  }))
}

export interface RollSource {
  readonly ownerId: OwnerId
  readonly kind: OwnerKind
  readonly name_sealed: Buffer
  readonly areaCm2: number
  readonly rooms: string[]
  readonly roomsEn: string[]
  readonly choice: Choice | null
  readonly channel: Channel | null
  readonly taken_at: Date | null
  readonly taker: string | null
  readonly slip_ids: FileId[] | null
  readonly changes: number
}

/** The roll `r` of a question with owners `o` and the votes `v` that count. */
export const rollSql = sql`select r.owner_id as "ownerId", o.kind, o.name_sealed, r.area_cm2 as "areaCm2", r.rooms,
    coalesce(r.rooms_en, r.rooms) as "roomsEn",
    v.choice, v.channel, v.taken_at, v.slip_ids, n.name as taker,
    (select count(*)::int from choices.votes w where w.tenant_id = r.tenant_id and w.question_id = r.question_id
      and w.owner_id = r.owner_id and w.replaced_at is not null) as changes
  from choices.roll r
  join choices.owners o on o.tenant_id = r.tenant_id and o.id = r.owner_id
  left join choices.votes v on v.tenant_id = r.tenant_id and v.question_id = r.question_id
    and v.owner_id = r.owner_id and v.replaced_at is null
  left join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.taken_by`

/** The vote of a row; what was chosen only where it may be seen. */
export const voteOf = (row: Omit<RollSource, 'name_sealed' | 'kind'>, seesChoice: boolean): RollRow['vote'] =>
  row.choice && row.channel && row.taken_at
    ? {
        choice: seesChoice ? row.choice : null,
        channel: row.channel,
        at: row.taken_at.toISOString(),
        takenBy: row.channel === 'phone' ? null : row.taker,
        slipIds: seesChoice ? (row.slip_ids ?? []) : [],
      }
    : null

/** Who may vote and who has: for readers of the place all of it; for a grid worker the buildings of the grid, without choices. */
export async function rollPage(
  tx: Tx,
  doing: Doing,
  id: QuestionId,
  query: QueryOf<typeof rollOf>,
): Promise<ResponseOf<typeof rollOf>> {
  const { tenantId, actor, secrets } = doing
  const { offset = 0, limit = 50, voted, choice, channel, q } = query
  const { rows: found } = await sql<QuestionRecord & { reads: boolean; takes: boolean }>`select q.*,
      ${readerScopeSql(actor, sql`q.place_path`)} as reads,
      exists (select from choices.roll r where r.tenant_id = q.tenant_id and r.question_id = q.id
        and ${inGridsSql(actor, tenantId, sql`r.building_ids`)}) as takes
    from choices.questions q where q.tenant_id = ${tenantId} and q.id = ${id}`.execute(tx)
  const [question] = found
  if (!question || !(question.reads || question.takes)) return notFound()
  const { reads } = question
  const part = q?.replaceAll(/\s/g, '').replace(/[\\%_]/g, '\\$&')
  const where = sql.join(
    [
      sql`r.tenant_id = ${tenantId} and r.question_id = ${id}`,
      ...(reads ? [] : [inGridsSql(actor, tenantId, sql`r.building_ids`)]),
      ...(voted ? [sql`(v.id is not null) = ${voted === 'yes'}`] : []),
      ...(choice && reads ? [sql`v.choice = ${choice}`] : []),
      ...(channel ? [sql`v.channel = ${channel}`] : []),
      ...(part ? [sql`replace(array_to_string(r.rooms, '|'), ' ', '') ilike ${`%${part}%`}`] : []),
    ],
    sql` and `,
  )
  const { rows } = await sql<RollSource & { total: number }>`with found as (${rollSql} where ${where})
    select found.*, (select count(*)::int from found) as total from found
    order by length(rooms[1]), rooms[1], "ownerId" offset ${offset} limit ${limit}`.execute(tx)
  const { title, follow_rule: followRule } = question
  return {
    rows: rows.map((row) => ({
      ...{ ownerId: row.ownerId, kind: row.kind, areaCm2: row.areaCm2, rooms: row.rooms, roomsEn: row.roomsEn },
      changes: row.changes,
      name: shownName(secrets, row.kind, row.name_sealed),
      vote: voteOf(row, reads),
    })),
    ...{ total: rows[0]?.total ?? 0, offset, limit, title, followRule },
  }
}
