import { Type } from 'typebox'
import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { eachInTurn } from '../../kernel/each-in-turn.ts'
import { allErasables, type Erasable, type Overdue } from '../../kernel/erasure.ts'
import { record } from '../../kernel/events/record.ts'
import type { Whose } from '../../kernel/held.ts'
import type { Services } from '../../kernel/http/route.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import type { Doing } from './doing.ts'
import { type Erased, erased, erasureStream } from './events.ts'

const atOnce = 500

/** What holds of a kind on a day: the newest version that has begun, else what the module says. */
export interface Rule {
  readonly erasable: Erasable
  /** 0: nothing was saved yet. */
  readonly version: number
  readonly keepDays: number
  readonly fromOn: string | null
}

/** The rules in force at an instant, in the order of the modules. */
export async function rulesOf(tx: Tx, tenantId: TenantId, at: Date): Promise<readonly Rule[]> {
  const { rows } = await sql<{ code: string; version: number; keepDays: number; fromOn: string }>`
    select distinct on (code) code, version, keep_days as "keepDays", from_on as "fromOn" from privacy.rules
    where tenant_id = ${tenantId} and from_on <= ${dayOf(at)} order by code, version desc`.execute(tx)
  const saved = new Map(rows.map((row) => [row.code, row]))
  return allErasables().map((erasable) => {
    const { version = 0, keepDays = erasable.days, fromOn = null } = saved.get(erasable.code) ?? {}
    return { erasable, version, keepDays: Math.max(keepDays, erasable.least), fromOn }
  })
}

/** Ids that a legal hold keeps. */
async function keptIds(tx: Tx, tenantId: TenantId): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select matter_id as id from privacy.holds
    where tenant_id = ${tenantId} and lifted_at is null`.execute(tx)
  return rows.map(({ id }) => id)
}

/** How much of each kind is due at an instant, which may lie ahead. */
export async function dueAt(tx: Tx, tenantId: TenantId, rules: readonly Rule[], at: Date) {
  const kept = await keptIds(tx, tenantId)
  const counts = new Map<string, number>()
  for (const { erasable, keepDays } of rules) {
    const asked: Overdue = { tenantId, kept, of: null, before: new Date(at.getTime() - keepDays * dayMs) }
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from (${erasable.due(asked)}) due`.execute(tx)
    counts.set(erasable.code, rows[0]?.n ?? 0)
  }
  return counts
}

/** Erases at most some hundred rows of a kind in the caller's transaction; tells the ledger how many. @returns how many. */
async function eraseSome(
  tx: Tx,
  secrets: Secrets,
  { erasable, version }: Rule,
  asked: Overdue,
  by: Pick<Doing, 'at' | 'by'>,
): Promise<number> {
  const { tenantId } = asked
  // Two workers at once would erase the same rows and both count them in the ledger.
  await sql`select pg_advisory_xact_lock(hashtext('privacy.erase'), hashtext(${`${tenantId} ${erasable.code}`}))`.execute(
    tx,
  )
  const { rows } = await sql<{ id: string }>`select id from (${erasable.due(asked)}) due limit ${atOnce}`.execute(tx)
  if (rows.length === 0) return 0
  await erasable.erase(tx, { tenantId, secrets, ids: rows.map(({ id }) => id) })
  const payload: Erased = {
    ...{ code: erasable.code, version, count: rows.length, before: asked.before.toISOString() },
    onDemand: asked.of !== null,
  }
  await record(tx, { tenantId, at: by.at, actor: by.by, stream: erasureStream(erasable.code), type: erased, payload })
  return rows.length
}

/**
 * Erases what is due in one tenant, some hundred rows a transaction. A kind that cannot be erased keeps no other from its turn.
 * @returns how much of each kind. @throws what failed first, once all had their turn.
 */
export async function eraseDue(
  { db, secrets }: { readonly db: Db; readonly secrets: Secrets },
  tenantId: TenantId,
  at: Date,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  const rules = await db.read((tx) => rulesOf(tx, tenantId, at))
  await eachInTurn(rules, async (rule) => {
    const before = new Date(at.getTime() - rule.keepDays * dayMs)
    let done = 0
    for (let more = true; more; ) {
      const n = await db.tx(async (tx) => {
        const asked = { tenantId, before, of: null, kept: await keptIds(tx, tenantId) }
        return eraseSome(tx, secrets, rule, asked, { at, by: systemActor })
      })
      done += n
      more = n === atOnce
    }
    counts.set(rule.erasable.code, done)
  })
  return counts
}

/** Erases at once what somebody may ask to have erased: of what they named, whatever its purpose is over. @returns how many rows. */
export async function eraseFor(tx: Tx, doing: Doing, of: Whose, about: string | null): Promise<number> {
  const { tenantId, at, by, secrets } = doing
  const kept = await keptIds(tx, tenantId)
  // What ended in this very moment is over as well.
  const justNow = new Date(at.getTime() + 1)
  let count = 0
  for (const rule of await rulesOf(tx, tenantId, at)) {
    const { onDemand } = rule.erasable
    if (onDemand.length === 0 || (about !== null && !onDemand.includes(about))) continue
    for (let n = atOnce; n === atOnce; count += n)
      n = await eraseSome(tx, secrets, rule, { tenantId, before: justNow, of, kept }, { at, by })
  }
  return count
}

/** Every tenant's turn. */
export async function retain({ db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>): Promise<void> {
  await forEachTenant(db, (tenantId) => eraseDue({ db, secrets }, tenantId, clock.now()))
}

export const retentionJob: Job = job({
  name: 'privacy.retention',
  data: Type.Object({}),
  // Ten past three in the night in China.
  cron: '10 19 * * *',
  handle: (_data, services) => retain(services),
})
