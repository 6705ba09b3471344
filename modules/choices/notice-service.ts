import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { MyHead, myQuestions, NoticeView } from './contract.ts'
import { countOf, outcomeJson } from './counting.ts'
import { objectableNow, voteObstacle } from './question.ts'
import {
  describedOf,
  headOf,
  objectionsOf,
  type QuestionSource,
  questionSql,
  type RollSource,
  rollSql,
  voteOf,
} from './question-queries.ts'
import { standingOf } from './question-service.ts'
import { hashOf, questionByCode, tell } from './question-store.ts'
import { type Doing, inGridsSql, keeperScopeSql } from './scope.ts'
import type { QuestionId } from './tables.ts'
import { asksSql, ownSql } from './vote-service.ts'

interface Looking {
  readonly tenantId: TenantId
  readonly actor: Actor | null
  readonly secrets: Secrets
  readonly now: Date
}

/** The notice as everybody sees it: sums; and for an owner who is signed in, their own vote. */
export async function noticeOf(tx: Tx, looking: Looking, code: string): Promise<NoticeView> {
  const { tenantId, actor, secrets, now } = looking
  const { rows } = await sql<QuestionSource>`${questionSql} where q.tenant_id = ${tenantId}
    and q.code = ${code.toUpperCase()} and q.announced_at is not null`.execute(tx)
  const [question] = rows
  if (!question) return notFound()
  const outcome = await countOf(tx, question)
  const standing = standingOf(question, outcome)
  const shown = outcomeJson(outcome)
  const today = dayOf(now)
  const { rows: all } = await sql<{ n: number }>`select count(*)::int as n from choices.objections
    where tenant_id = ${tenantId} and question_id = ${question.id}`.execute(tx)
  return {
    ...headOf(question),
    ...describedOf(question),
    keptBy: question.kept_by,
    total: shown.total,
    participated: shown.participated,
    outcome: question.state === 'published' ? shown : null,
    objections: all[0]?.n ?? 0,
    signedIn: actor !== null,
    mine: actor ? await headsOf(tx, { tenantId, actor, secrets }, question.id) : [],
    myObjections: actor ? await objectionsOf(tx, question, sql`x.person_id = ${actor.personId}`) : [],
    mayObject: actor !== null && objectableNow(standing, today) !== null,
    noVotes: voteObstacle(standing, today),
  }
}

async function headsOf(
  tx: Tx,
  who: Pick<Doing, 'tenantId' | 'actor' | 'secrets'>,
  questionId: QuestionId,
): Promise<MyHead[]> {
  const mine = await ownSql(tx, who)
  const { rows } = await sql<RollSource>`${rollSql} where r.tenant_id = ${who.tenantId}
    and r.question_id = ${questionId} and ${mine} order by r.rooms`.execute(tx)
  return rows.map((row) => ({
    ...{ ownerId: row.ownerId, areaCm2: row.areaCm2, rooms: row.rooms, roomsEn: row.roomsEn },
    vote: voteOf(row, true),
  }))
}

const mostObjections = 5

/** Somebody who is signed in objects to the notice, or to the result while that is possible. */
export async function objectTo(tx: Tx, doing: Doing, code: string, words: string): Promise<void> {
  const { tenantId, actor, at } = doing
  const question = await questionByCode(tx, tenantId, code)
  const about = objectableNow(standingOf(question, await countOf(tx, question)), dayOf(at))
  if (!about)
    return fail('refused', 'choices.no_objections', {
      zh: '现在不在异议期内；可直接联系社区',
      en: 'Objections are not taken now. Please speak to the community',
    })
  const { rows } = await sql`select from choices.objections where tenant_id = ${tenantId}
    and question_id = ${question.id} and person_id = ${actor.personId} and about = ${about}`.execute(tx)
  if (rows.length >= mostObjections)
    fail('refused', 'choices.objections_full', {
      zh: `每人最多提 ${mostObjections} 条，请等答复`,
      en: `${mostObjections} objections are the most. Please wait for the answers`,
    })
  const id = newId<'objection'>()
  await sql`insert into choices.objections (tenant_id, id, question_id, person_id, about, words, at)
    values (${tenantId}, ${id}, ${question.id}, ${actor.personId}, ${about}, ${words.trim()}, ${at})`.execute(tx)
  await tell(tx, doing, question, 'objection_raised', { objectionId: id, hash: hashOf(words.trim()), facts: { about } })
}

type Mine = ResponseOf<typeof myQuestions>

/** What is asked of somebody as an owner, and where they take votes. */
export async function mineOf(tx: Tx, doing: Doing): Promise<Mine> {
  const { tenantId, actor } = doing
  const own = await ownSql(tx, doing)
  const { rows: asked } = await sql<Mine['asked'][number]>`select q.code, q.title, q.state, q.opens_on as "opensOn",
      q.closes_on as "closesOn", json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place,
      count(*)::int as heads, count(v.owner_id)::int as voted
    from choices.owners o
    join choices.questions q on q.tenant_id = o.tenant_id and q.compound_id = o.compound_id
      and q.state in ('announced', 'open', 'published') and ${asksSql}
    join places.places_view p on p.tenant_id = q.tenant_id and p.id = q.place_id
    left join choices.votes v on v.tenant_id = q.tenant_id and v.question_id = q.id and v.owner_id = o.id
      and v.replaced_at is null
    where o.tenant_id = ${tenantId} and ${own}
    group by q.tenant_id, q.id, p.id, p.name, p.name_en order by q.state <> 'open', q.created_at desc limit 50`.execute(
    tx,
  )
  const reach = sql`(${keeperScopeSql(actor, sql`q.place_path`)} or ${inGridsSql(actor, tenantId, sql`r.building_ids`)})`
  const { rows: taking } = await sql<Mine['taking'][number]>`select q.id, q.title, q.closes_on as "closesOn",
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as place, count(*)::int as heads,
      count(v.id)::int as voted
    from choices.questions q
    join choices.roll r on r.tenant_id = q.tenant_id and r.question_id = q.id
    join places.places_view p on p.tenant_id = q.tenant_id and p.id = q.place_id
    left join choices.votes v on v.tenant_id = q.tenant_id and v.question_id = q.id and v.owner_id = r.owner_id
      and v.replaced_at is null
    where q.tenant_id = ${tenantId} and q.state = 'open' and ${reach}
    group by q.tenant_id, q.id, p.id, p.name, p.name_en order by q.closes_on, q.id`.execute(tx)
  return { asked, taking }
}
