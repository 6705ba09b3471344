import type { EventActor } from '../../../kernel/actor.ts'
import { type Id, newId, type PostId, type TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import type { MeasureView } from '../contract.ts'
import type { Effect } from '../effect.ts'
import type { EventName } from '../events.ts'
import type { MatterRecord } from '../tables.ts'
import type { LadderKind, LadderRole } from './ladder.ts'

export type MeasureId = Id<'measure'>

/** A post on the way up from a holder. */
export interface PostAbove {
  readonly id: PostId
  readonly role: string
  readonly name: Words
}

/** What is done about a matter from above. */
export interface Measure {
  readonly what: LadderKind
  /** In whose name; null where nobody is above. */
  readonly by: PostAbove | null
  readonly above: readonly PostAbove[]
  readonly reason: string | null
  readonly remarkId: string | null
  /** Until when an order is answered or a talk held. */
  readonly dueAt: Date | null
  /** The step of the ladder that it is; null: by hand. */
  readonly step: {
    readonly clockId: string
    readonly n: number
    readonly version: number
    readonly planned: Date
  } | null
}

/** The running number of an order as it is printed: 督〔2026〕12号. */
export const orderNumber = (year: number, serial: number): string => `督〔${year}〕${serial}号`

/** The posts above a matter's holder, the nearest first; never one that must not learn of it. */
export async function postsAbove(tx: Tx, matter: MatterRecord): Promise<PostAbove[]> {
  const { rows } = await sql<{ id: PostId; role: string; zh: string; en: string }>`
    with recursive up as (
      select p.reports_to as id, 1 as hop from people.posts_view p
      where p.tenant_id = ${matter.tenant_id} and p.id = ${matter.holder_post_id}
      union all
      select p.reports_to, up.hop + 1 from up join people.posts_view p on p.tenant_id = ${matter.tenant_id} and p.id = up.id
      where up.hop < 20)
    select p.id, p.role, p.name as zh, p.name_en as en from up
    join people.posts_view p on p.tenant_id = ${matter.tenant_id} and p.id = up.id
    where not p.id = any(${matter.shielded_posts ?? []}::uuid[]) order by up.hop`.execute(tx)
  return rows.map(({ id, role, zh, en }) => ({ id, role, name: { zh, en } }))
}

/** The first post above with the role; where there is none, the one right above. */
export const postOfRole = (above: readonly PostAbove[], role: LadderRole): PostAbove | null =>
  above.find((post) => post.role === role) ?? above[0] ?? null

/**
 * Writes a measure down, and says what of the matter changes. The matter's row is locked.
 * @returns the event's name with its effect, for `applyChange`.
 */
export async function measureEffect(
  tx: Tx,
  matter: MatterRecord,
  at: Date,
  measure: Measure,
): Promise<{ name: EventName; effect: Effect }> {
  const { what, by, above, step, dueAt } = measure
  const holder = matter.holder_post_id
  if (!holder) throw new Error('a measure needs a holder')
  const tell = [...new Set([above[0]?.id, by?.id].flatMap((id) => id ?? []))]
  const ladder = step ? { step: step.n + 1, version: step.version, plannedAt: step.planned.toISOString() } : null
  const seen = { ...(by ? { by: by.name } : {}), ...(ladder ? { ladder } : {}) }
  if (what === 'urge') {
    await keepUrge(tx, matter, at, by?.id ?? null)
    const urges = matter.urges + 1
    return { name: 'urge', effect: { to: matter.state, clock: 'keep', set: { urges }, facts: { urges, ...seen } } }
  }
  const id = newId<'measure'>()
  const number = what === 'order' ? await nextNumber(tx, matter.tenant_id, at) : null
  await sql`insert into matters.measures (tenant_id, id, matter_id, kind, year, serial, post_id, superior_post_id, by_post_id,
      origin, reason, remark_id, stage, missed_at, at, due_at, clock_id, version, step)
    values (${matter.tenant_id}, ${id}, ${matter.id}, ${what}, ${number?.year ?? null}, ${number?.serial ?? null}, ${holder},
      ${above[0]?.id ?? null}::uuid, ${by?.id ?? null}::uuid, ${step ? 'ladder' : 'hand'}, ${measure.reason},
      ${measure.remarkId}::uuid, ${matter.clock_stage}, ${matter.clock_due_at}, ${at}, ${dueAt}, ${step?.clockId ?? null}::uuid,
      ${step?.version ?? null}, ${step?.n ?? null})`.execute(tx)
  const set: Partial<MatterRecord> = {
    ...(what === 'order' ? { orders: matter.orders + 1, order_due_at: sooner(matter.order_due_at, dueAt) } : {}),
    ...(what === 'talk' ? { talk_due_at: sooner(matter.talk_due_at, dueAt) } : {}),
    ...touched(matter, tell),
  }
  const facts = {
    ...{ measure: id, kind: what, post: holder, byPost: by?.id ?? null, tell, ...seen },
    ...(measure.reason ? { reason: measure.reason } : {}),
    ...(number ? { order: orderNumber(number.year, number.serial) } : {}),
    ...(dueAt ? { termAt: dueAt.toISOString() } : {}),
  }
  return { name: what, effect: { to: matter.state, clock: 'keep', set, facts } }
}

/** A matter says the term that ends first of those that wait. */
const sooner = (waiting: Date | null, due: Date | null): Date | null =>
  waiting && due && waiting < due ? waiting : due

/** Whoever is told of it can open it. */
function touched(matter: MatterRecord, posts: readonly PostId[]): Partial<MatterRecord> {
  const more = posts.filter((post) => !matter.touched_posts.includes(post))
  return more.length > 0 ? { touched_posts: [...matter.touched_posts, ...more] } : {}
}

const keepUrge = (tx: Tx, matter: MatterRecord, at: Date, by: PostId | null) =>
  sql`insert into matters.escalations (tenant_id, id, matter_id, level, cause, stage, from_post_id, to_post_id, at)
    values (${matter.tenant_id}, ${newId()}, ${matter.id}, ${matter.escalation_level + 1}, 'urge', ${matter.clock_stage},
      ${by}::uuid, ${matter.holder_post_id}, ${at})`.execute(tx)

/** The next number of the year in China; whoever else takes one waits until this transaction ends. */
async function nextNumber(tx: Tx, tenantId: TenantId, at: Date): Promise<{ year: number; serial: number }> {
  const year = Number(dayOf(at).slice(0, 4))
  await sql`select pg_advisory_xact_lock(hashtextextended(${`matter-orders:${tenantId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ last: number | null }>`select max(serial) as last from matters.measures
    where tenant_id = ${tenantId} and year = ${year}`.execute(tx)
  return { year, serial: (rows[0]?.last ?? 0) + 1 }
}

/** That a measure `r` is of the present life of its matter: what was closed since has ended it, whoever reopened the matter. */
export const ofThisLife = sql<boolean>`not exists (select from matters.closures c
  where c.tenant_id = r.tenant_id and c.matter_id = r.matter_id and c.at > r.at)`

/** Until when the orders that still wait are to be answered, the first of them; null: none does. */
export async function orderWaiting(tx: Tx, matter: Pick<MatterRecord, 'tenant_id' | 'id'>): Promise<Date | null> {
  const { rows } = await sql<{ due: Date | null }>`select min(r.due_at) as due from matters.measures r
    where r.tenant_id = ${matter.tenant_id} and r.matter_id = ${matter.id} and r.kind = 'order' and r.done_at is null
      and ${ofThisLife}`.execute(tx)
  return rows[0]?.due ?? null
}

/** Ends what waits for an answer (orders of this life) or an outcome (talks, also of a matter that has ended) of a matter. @returns those that waited, with who hears of it. */
export async function endMeasures(
  tx: Tx,
  matter: MatterRecord,
  kind: 'order' | 'talk',
  by: { actor: EventActor; remarkId: string | null; at: Date },
) {
  const { rows } = await sql<{
    id: MeasureId
    year: number | null
    serial: number | null
    due_at: Date
    by_post_id: PostId | null
    superior_post_id: PostId | null
  }>`update matters.measures r set done_at = ${by.at}, done_by_post_id = ${by.actor.postId}::uuid, answer_remark_id = ${by.remarkId}::uuid
    where r.tenant_id = ${matter.tenant_id} and r.matter_id = ${matter.id} and r.kind = ${kind} and r.done_at is null
      and (r.kind <> 'order' or ${ofThisLife})
    returning id, year, serial, due_at, by_post_id, superior_post_id`.execute(tx)
  const tell = [...new Set(rows.flatMap((row) => [row.by_post_id, row.superior_post_id].flatMap((id) => id ?? [])))]
  return {
    measures: rows.map(({ id }) => id),
    orders: rows.flatMap(({ year, serial }) => (year && serial ? [orderNumber(year, serial)] : [])),
    late: rows.some((row) => row.due_at < by.at),
    tell,
  }
}

/** Everything that was done about a matter from above, the latest first; for staff. */
export async function measuresOf(tx: Tx, tenantId: TenantId, matterId: MatterRecord['id']): Promise<MeasureView[]> {
  const { rows } = await sql<{
    id: MeasureId
    kind: MeasureView['kind']
    year: number | null
    serial: number | null
    to: Words
    by: Words | null
    superior: Words | null
    origin: MeasureView['origin']
    reason: string | null
    stage: MeasureView['stage']
    missed_at: Date | null
    at: Date
    due_at: Date | null
    done_at: Date | null
    lapsed: boolean
    words: string | null
    answer: string | null
  }>`select r.id, r.kind, r.year, r.serial, jsonb_build_object('zh', t.name, 'en', t.name_en) as to,
      case when b.id is not null then jsonb_build_object('zh', b.name, 'en', b.name_en) end as by,
      case when s.id is not null then jsonb_build_object('zh', s.name, 'en', s.name_en) end as superior,
      r.origin, r.reason, r.stage, r.missed_at, r.at, r.due_at, r.done_at,
      r.kind = 'order' and r.done_at is null and not ${ofThisLife} as lapsed, w.words, a.words as answer
    from matters.measures r
    join people.posts_view t on t.tenant_id = r.tenant_id and t.id = r.post_id
    left join people.posts_view b on b.tenant_id = r.tenant_id and b.id = r.by_post_id
    left join people.posts_view s on s.tenant_id = r.tenant_id and s.id = r.superior_post_id
    left join matters.remarks w on w.tenant_id = r.tenant_id and w.id = r.remark_id
    left join matters.remarks a on a.tenant_id = r.tenant_id and a.id = r.answer_remark_id
    where r.tenant_id = ${tenantId} and r.matter_id = ${matterId} order by r.at desc, r.id desc`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    number: row.year && row.serial ? orderNumber(row.year, row.serial) : null,
    to: row.to,
    by: row.by,
    superior: row.superior,
    origin: row.origin,
    reason: row.reason,
    stage: row.stage,
    missedAt: row.missed_at?.toISOString() ?? null,
    at: row.at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
    lapsed: row.lapsed,
    words: row.words,
    answer: row.answer,
  }))
}
