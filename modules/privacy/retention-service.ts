import type { BodyOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type Id, type MatterId, newId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { allErasables } from '../../kernel/erasure.ts'
import { record } from '../../kernel/events/record.ts'
import { takeTurn } from '../../kernel/take-turn.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { type Doing, hashOf } from './doing.ts'
import { erased, erasureStream, holdEvents, holdStream, ruleSaved, ruleStream } from './events.ts'
import { dueAt, rulesOf } from './retention.ts'
import type { Retention, saveRule, setHold } from './retention-contract.ts'

const soonDays = 30

/** The rules with what falls due and what was erased; the holds that stand. */
export async function retentionView(tx: Tx, { tenantId, at }: Doing): Promise<Retention> {
  const rules = await rulesOf(tx, tenantId, at)
  const [now, soon] = [
    await dueAt(tx, tenantId, rules, at),
    await dueAt(tx, tenantId, rules, new Date(at.getTime() + soonDays * dayMs)),
  ]
  const told = await sql<{ stream: string; n: number; last: Date }>`
    select stream, sum((payload ->> 'count')::int)::int as n, max(at) as last from kernel.events_view
    where tenant_id = ${tenantId} and stream = any(${rules.map(({ erasable }) => erasureStream(erasable.code))}::text[])
      and type = ${erased} group by stream`.execute(tx)
  const done = new Map(told.rows.map((row) => [row.stream, row]))
  const later = await sql<{ code: string; keepDays: number; fromOn: string }>`
    select distinct on (code) code, keep_days as "keepDays", from_on as "fromOn" from privacy.rules
    where tenant_id = ${tenantId} and from_on > ${dayOf(at)} order by code, version desc`.execute(tx)
  const next = new Map(later.rows.map(({ code, ...rule }) => [code, rule]))
  const holds = await sql<{ id: Id<'privacy_hold'>; number: string; why: string; fromAt: Date }>`
    select h.id, m.number, h.why, h.from_at as "fromAt" from privacy.holds h
    join matters.states_view m on m.tenant_id = h.tenant_id and m.id = h.matter_id
    where h.tenant_id = ${tenantId} and h.lifted_at is null order by h.from_at desc limit 500`.execute(tx)
  return {
    rules: rules.map(({ erasable: { code, words, since, law, least }, keepDays, fromOn }) => ({
      ...{ code, words, since, law, least, keepDays, fromOn },
      next: next.get(code) ?? null,
      dueNow: now.get(code) ?? 0,
      dueSoon: soon.get(code) ?? 0,
      erased: done.get(erasureStream(code))?.n ?? 0,
      lastErasedAt: done.get(erasureStream(code))?.last.toISOString() ?? null,
    })),
    holds: holds.rows.map((hold) => ({ ...hold, fromAt: hold.fromAt.toISOString() })),
  }
}

/** Saves how long a kind is kept, from today or a later day. Throws for less than the law asks. */
export async function saveRuleOf(tx: Tx, doing: Doing, body: BodyOf<typeof saveRule>): Promise<void> {
  const { tenantId, actor, at, by } = doing
  const { code, keepDays, fromOn } = body
  const erasable = allErasables().find((one) => one.code === code) ?? notFound()
  if (keepDays < erasable.least)
    fail('invalid', 'privacy.too_short', {
      zh: `至少保存 ${erasable.least} 天（${erasable.law.zh}）`,
      en: `It is kept ${erasable.least} days at least (${erasable.law.en})`,
    })
  if (fromOn < dayOf(at))
    fail('invalid', 'privacy.past_day', { zh: '生效日期不能早于今天', en: 'It cannot begin before today' })
  await takeTurn(tx, tenantId, `privacy.rules ${code}`)
  await sql`insert into privacy.rules (tenant_id, code, version, from_on, keep_days, why, author_id, saved_at)
    select ${tenantId}, ${code}, coalesce(max(version), 0) + 1, ${fromOn}, ${keepDays}, ${body.why.trim()},
      ${actor.personId}, ${at} from privacy.rules where tenant_id = ${tenantId} and code = ${code}`.execute(tx)
  const payload = { code, keepDays, fromOn, hash: hashOf(body.why.trim()) }
  await record(tx, { tenantId, at, actor: by, stream: ruleStream, type: ruleSaved, payload })
}

/** Keeps a matter from being erased while a review or lawsuit runs. */
export async function holdMatter(
  tx: Tx,
  doing: Doing,
  body: BodyOf<typeof setHold>,
): Promise<ResponseOf<typeof setHold>> {
  const { tenantId, actor, at, by } = doing
  const { rows } = await sql<{ id: MatterId }>`select id from matters.states_view where tenant_id = ${tenantId}
    and number = ${body.number.trim()}`.execute(tx)
  const matterId = rows[0]?.id
  if (!matterId)
    return fail('invalid', 'privacy.no_matter', { zh: '没有这个编号的事项', en: 'There is no matter of this number' })
  const id = newId<'privacy_hold'>()
  try {
    await sql`insert into privacy.holds (tenant_id, id, matter_id, why, author_id, from_at)
      values (${tenantId}, ${id}, ${matterId}, ${body.why.trim()}, ${actor.personId}, ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'holds_one_live') throw error
    fail('conflict', 'privacy.held', { zh: '这件事项已登记保全', en: 'This matter is under a hold already' })
  }
  const payload = { holdId: id, matterId, hash: hashOf(body.why.trim()) }
  await record(tx, { tenantId, at, actor: by, stream: holdStream, type: holdEvents.held, payload })
  return { id }
}

/** Ends a hold: what it named is erased when its time is over. */
export async function liftHoldOf(tx: Tx, doing: Doing, id: Id<'privacy_hold'>, why: string): Promise<void> {
  const { tenantId, actor, at, by } = doing
  const { rows } = await sql<{
    matterId: MatterId
  }>`update privacy.holds set lifted_at = ${at}, lifted_by = ${actor.personId}
    where tenant_id = ${tenantId} and id = ${id} and lifted_at is null returning matter_id as "matterId"`.execute(tx)
  const matterId = rows[0]?.matterId ?? notFound()
  const payload = { holdId: id, matterId, hash: hashOf(why.trim()) }
  await record(tx, { tenantId, at, actor: by, stream: holdStream, type: holdEvents.lifted, payload })
}
