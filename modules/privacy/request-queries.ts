import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { heldKinds, heldOn } from '../../kernel/held.ts'
import { maskName } from '../../kernel/text/masking.ts'
import type { listRequests, MyRequest, RequestRow, RequestView } from './contract.ts'
import { type Doing, whose } from './doing.ts'
import type { RequestId } from './kinds.ts'
import type { RequestRecord } from './tables.ts'

const aboutWords = (about: string | null): Words | null => heldKinds().find(({ code }) => code === about)?.words ?? null

/** What somebody asked for, the newest first. */
export async function myRequests(tx: Tx, { tenantId, actor, secrets }: Doing): Promise<MyRequest[]> {
  const { rows } = await sql<RequestRecord>`select * from privacy.requests where tenant_id = ${tenantId}
    and person_id = ${actor.personId} order by asked_at desc, id desc limit 100`.execute(tx)
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, about: aboutWords(row.about), state: row.state, outcome: row.outcome },
    ...{ ground: row.ground, words: secrets.open(row.words_sealed) },
    answer: row.answer_sealed && secrets.open(row.answer_sealed),
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  }))
}

/** The requests `r` that the actor's posts answer; never one's own. */
const answersSql = ({
  actor,
}: Doing) => sql<boolean>`(r.holder_post_id = any(${actor.posts.map(({ postId }) => postId)}::uuid[])
  and r.person_id <> ${actor.personId})`

type Named = RequestRecord & { readonly name: string; readonly total: number }

const rowOf = (row: Named, at: Date): RequestRow => ({
  ...{ id: row.id, kind: row.kind, about: aboutWords(row.about), state: row.state, outcome: row.outcome },
  name: maskName(row.name),
  askedAt: row.asked_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  late: (row.ended_at ?? at) > row.due_at,
})

export async function requestPage(
  tx: Tx,
  doing: Doing,
  { offset = 0, limit = 50, state }: QueryOf<typeof listRequests>,
): Promise<ResponseOf<typeof listRequests>> {
  const asked = sql`from privacy.requests r where r.tenant_id = ${doing.tenantId} and ${answersSql(doing)}
    ${state ? sql`and r.state = ${state}` : sql``}`
  const { rows } = await sql<Named>`select r.*, n.name, count(*) over ()::int as total
    from (select * ${asked}) r join people.persons_view n on n.tenant_id = r.tenant_id and n.id = r.person_id
    order by r.state = 'open' desc, case when r.state = 'open' then r.due_at end, r.asked_at desc, r.id
    limit ${limit} offset ${offset}`.execute(tx)
  const total = rows[0]?.total ?? (offset > 0 ? await countOf(tx, sql`select count(*)::int as n ${asked}`) : 0)
  return { rows: rows.map((row) => rowOf(row, doing.at)), total, offset, limit }
}

/** How many open requests the actor's posts answer. */
export const countOpenRequests = (tx: Tx, doing: Doing): Promise<number> =>
  countOf(
    tx,
    sql`select count(*)::int as n from privacy.requests r where r.tenant_id = ${doing.tenantId}
    and ${answersSql(doing)} and r.state = 'open'`,
  )

const countOf = async (tx: Tx, query: ReturnType<typeof sql>) =>
  ((await query.execute(tx)).rows as { n: number }[])[0]?.n ?? 0

/** Takes a request for change, where the actor answers it; else 404. */
export async function lockAnswered(tx: Tx, doing: Doing, id: RequestId): Promise<RequestRecord> {
  const { rows } = await sql<RequestRecord>`select r.* from privacy.requests r where r.tenant_id = ${doing.tenantId}
    and r.id = ${id} and ${answersSql(doing)} for update`.execute(tx)
  return rows[0] ?? notFound()
}

/** One request with what is held on the person: how much of what, not what it says. */
export async function requestView(tx: Tx, doing: Doing, id: RequestId): Promise<RequestView> {
  const { tenantId, secrets, at } = doing
  const { rows } = await sql<Named>`select r.*, n.name, 1 as total from privacy.requests r
    join people.persons_view n on n.tenant_id = r.tenant_id and n.id = r.person_id
    where r.tenant_id = ${tenantId} and r.id = ${id} and ${answersSql(doing)}`.execute(tx)
  const row = rows[0] ?? notFound()
  const of = await whose(tx, secrets, tenantId, row.person_id)
  const { groups } = of ? await heldOn(tx, secrets, of, { everything: false }) : { groups: [] }
  return {
    ...rowOf(row, at),
    // Who answers must know whose data they are; it is theirs by the post.
    name: row.name,
    words: secrets.open(row.words_sealed),
    ground: row.ground,
    answer: row.answer_sealed && secrets.open(row.answer_sealed),
    endedAt: row.ended_at?.toISOString() ?? null,
    held: groups.map(({ kind: { code, words, kept }, rows: held }) => ({ code, words, kept, total: held.length })),
  }
}
