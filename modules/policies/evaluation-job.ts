import { Type } from 'typebox'
import { idSchema, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { changedByDay, policySet, readersOf } from './batch.ts'
import { calendarDay } from './calendar-month.ts'
import type { RunId } from './contract.ts'
import { dictionaryFor } from './dictionary.ts'
import { evaluationJobName } from './evaluation-run.ts'
import type { Dictionary } from './fact.ts'
import { placedFacts } from './firm-facts.ts'
import { livePolicies } from './live-policies.ts'
import type { RunRecord } from './tables.ts'
import { evaluateFirms } from './verdict-store.ts'

/** Firms of one transaction. */
const batch = 500

type Running = Pick<Services, 'db' | 'clock'>

/** Evaluates all firms on one policy, batch by batch; after a crash it goes on behind the last one. */
export const evaluationJob: Job = job({
  name: evaluationJobName,
  data: Type.Object({ tenantId: idSchema<'tenant'>(), runId: idSchema<'policyRun'>() }),
  handle: ({ tenantId, runId }, services, signal) => runEvaluation(services, tenantId, runId, signal),
})

/** Carries one evaluation to its end, unless somebody stops it or the program ends. */
export async function runEvaluation(
  services: Running,
  tenantId: TenantId,
  runId: RunId,
  signal?: AbortSignal,
): Promise<void> {
  const dictionary = await services.db.read((tx) => dictionaryFor(tx, tenantId))
  while (await services.db.tx((tx) => oneBatch(tx, services, { tenantId, runId, dictionary }))) signal?.throwIfAborted()
}

/** @returns whether there is more to do. */
async function oneBatch(
  tx: Tx,
  { clock }: Running,
  { tenantId, runId, dictionary }: { tenantId: TenantId; runId: RunId; dictionary: Dictionary },
): Promise<boolean> {
  const { rows } = await sql<RunRecord>`select * from policies.runs
    where tenant_id = ${tenantId} and id = ${runId} for update`.execute(tx)
  const run = rows[0]
  if (!run || (run.state !== 'queued' && run.state !== 'running')) return false
  const firms = await firmsAfter(tx, tenantId, run.after_firm)
  const now = clock.now()
  await evaluateFirms(tx, { tenantId, now, dictionary }, firms, [run.code])
  const more = firms.length === batch
  await sql`update policies.runs set state = ${more ? 'running' : 'done'}, done = done + ${firms.length},
      total = greatest(total, done + ${firms.length}), after_firm = ${firms.at(-1) ?? run.after_firm},
      ended_at = ${more ? null : now}
    where tenant_id = ${tenantId} and id = ${runId}`.execute(tx)
  return more
}

async function firmsAfter(tx: Tx, tenantId: TenantId, after: FirmId | null): Promise<FirmId[]> {
  const { rows } = await sql<{ id: FirmId }>`select f.id from enterprises.firms_view f
    where f.tenant_id = ${tenantId} and f.state = 'active' and (${after}::uuid is null or f.id > ${after}::uuid)
    order by f.id limit ${batch}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Nightly, soon after midnight in China: what a new day alone changes. */
export const newDayJob: Job = job({
  name: 'policies.new_day',
  data: Type.Object({}),
  cron: '10 16 * * *',
  handle: async (_, services, signal) => {
    const { rows } = await services.db.read((tx) =>
      sql<{ id: TenantId }>`select distinct tenant_id as id from policies.versions where state = 'published'`.execute(
        tx,
      ),
    )
    for (const { id } of rows) await carryToToday(services, id, signal)
  },
})

/**
 * Brings a tenant's verdicts to today: policies that look at the day or whose time came or ended for all firms, and
 * those that read what follows from suites for firms whose stays began or ended in between.
 */
export async function carryToToday(services: Running, tenantId: TenantId, signal?: AbortSignal): Promise<void> {
  const { db, clock } = services
  const now = clock.now()
  const today = dayOf(now)
  const { dictionary, before, codes, placed, moved } = await db.read((tx) => changedSince(tx, tenantId, today))
  if (before === today) return
  let after: FirmId | null = null
  for (let more = codes.length > 0; more; ) {
    const firms: FirmId[] = await db.read((tx) => firmsAfter(tx, tenantId, after))
    await db.tx((tx) => evaluateFirms(tx, { tenantId, now, dictionary }, firms, codes))
    after = firms.at(-1) ?? null
    more = firms.length === batch
    signal?.throwIfAborted()
  }
  for (let from = 0; from < moved.length && placed.length > 0; from += batch)
    await db.tx((tx) => evaluateFirms(tx, { tenantId, now, dictionary }, moved.slice(from, from + batch), placed))
  await db.tx((tx) =>
    sql`insert into policies.days (tenant_id, evaluated_on) values (${tenantId}, ${today})
      on conflict (tenant_id) do update set evaluated_on = excluded.evaluated_on`.execute(tx),
  )
}

async function changedSince(tx: Tx, tenantId: TenantId, today: Day) {
  const dictionary = await dictionaryFor(tx, tenantId)
  const live = await livePolicies(tx, tenantId, dictionary)
  const set = policySet(live.map(({ policy }) => policy))
  const { rows } = await sql<{ day: Day }>`select coalesce(
      (select evaluated_on from policies.days where tenant_id = ${tenantId}),
      (select min(evaluated_on) from policies.firm_verdicts where tenant_id = ${tenantId}), ${today}::date) as day`.execute(
    tx,
  )
  const before = rows[0]?.day ?? today
  const codesAt = (indexes: readonly number[]) => indexes.flatMap((index) => set.policies[index]?.code ?? [])
  const moved = await sql<{ id: FirmId }>`select distinct t.firm_id as id from enterprises.tenancies_view t
    where t.tenant_id = ${tenantId} and ((t.from_on > ${before}::date and t.from_on <= ${today}::date)
      or (t.to_on > ${before}::date and t.to_on <= ${today}::date)) order by id`.execute(tx)
  return {
    dictionary,
    before,
    codes: codesAt(changedByDay(set, calendarDay(before), calendarDay(today))),
    placed: codesAt(readersOf(set, placedFacts)),
    moved: moved.rows.map(({ id }) => id),
  }
}
