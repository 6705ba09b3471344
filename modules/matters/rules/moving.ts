import type { RawBuilder } from 'kysely'
import { systemActor } from '../../../kernel/actor.ts'
import type { MatterId, TenantId } from '../../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../../kernel/db.ts'
import type { Tick } from '../../../kernel/jobs/jobs.ts'
import { takeByTenant } from '../../../kernel/tenants.ts'
import { startClock } from '../clocks.ts'
import type { Effect } from '../effect.ts'
import { type KindSpec, limitOf } from '../kind.ts'
import { openSql } from '../matter-filter.ts'
import { aroundMatter } from '../matter-service.ts'
import { applyChange } from '../matter-store.ts'
import type { MatterRecord } from '../tables.ts'
import { beginPlanned } from './calendar-service.ts'
import { beginPlannedDocuments } from './category-service.ts'
import { sameSpan } from './limit-grid.ts'

/** Matters that one transaction takes over. */
const batch = 50

interface Move {
  readonly kind_code: string
  readonly version: number
  readonly last_id: MatterId | null
}

/** A planned calendar or document begins. Open matters go over to a version that was saved for them too, once it has begun: some at a time, each once. */
export const moveTick: Tick = {
  name: 'matters.rule_moves',
  everyMs: 5000,
  run: async ({ db, clock }) => {
    await beginPlanned(db, clock.now())
    await beginPlannedDocuments(db, clock.now())
    return (await moveOpenMatters(db, clock.now())) > 0
  },
}

/** Moves all that is due. @returns how many matters went over. */
export async function moveOpenMatters(db: Db, at: Date): Promise<number> {
  let moved = 0
  const isDue = sql`done_at is null and from_at <= ${at}`
  await takeByTenant(db, sql`select tenant_id from matters.rule_moves where ${isDue}`, async (tenantId) => {
    const n = await db.tx((tx) => moveSome(tx, tenantId, isDue, at))
    moved += n ?? 0
    return n !== null
  })
  return moved
}

/** @returns how many; null where no move is due. */
async function moveSome(tx: Tx, tenantId: TenantId, isDue: RawBuilder<unknown>, at: Date): Promise<number | null> {
  const { rows } = await sql<Move>`select kind_code, version, last_id from matters.rule_moves
    where tenant_id = ${tenantId} and ${isDue} order by from_at, version limit 1 for no key update skip locked`.execute(
    tx,
  )
  const move = rows[0]
  if (!move) return null
  const { rows: open } = await sql<MatterRecord>`select m.* from matters.matters m where m.tenant_id = ${tenantId}
    and m.kind_code = ${move.kind_code} and m.kind_version < ${move.version} and ${openSql}
    and (${move.last_id}::uuid is null or m.id > ${move.last_id}) order by m.id limit ${batch} for no key update of m`.execute(
    tx,
  )
  for (const matter of open) await moveOne(tx, matter, move.version, at)
  const done = open.length < batch ? at : null
  await sql`update matters.rule_moves set moved = moved + ${open.length}, done_at = ${done}, last_id = ${open.at(-1)?.id ?? move.last_id}
    where tenant_id = ${tenantId} and kind_code = ${move.kind_code} and version = ${move.version}`.execute(tx)
  return open.length
}

/**
 * One matter goes over. Its clock is reckoned anew from where it began, if a rule and not a person gave it its end; where
 * that end would be over already, the clock stays as it is: nobody is late by a rule that came after.
 */
async function moveOne(tx: Tx, matter: MatterRecord, version: number, at: Date): Promise<void> {
  const before = await aroundMatter(tx, matter, at)
  const after = await aroundMatter(tx, { ...matter, kind_version: version }, at)
  await sql`update matters.matters set kind_version = ${version} where tenant_id = ${matter.tenant_id} and id = ${matter.id}`.execute(
    tx,
  )
  const clock = await newClock(tx, matter, {
    before: before.kind.spec,
    after: after.kind.spec,
    calendar: after.calendar,
    at,
  })
  const effect: Effect = {
    to: matter.state,
    clock: clock ?? 'keep',
    ...(clock ? { set: countedFrom(clock) } : {}),
    facts: {
      fromVersion: matter.kind_version,
      version,
      stage: matter.clock_stage,
      ...(clock ? { dueAt: clock.dueAt.toISOString(), dueWas: matter.clock_due_at?.toISOString() } : {}),
    },
  }
  await applyChange(tx, { matter, name: 'rules_moved', effect, actor: systemActor, at })
}

type Clock = ReturnType<typeof startClock>

const countedFrom = (clock: Clock): Partial<MatterRecord> => {
  if (clock.stage === 'contact') return { contact_due_at: clock.dueAt }
  return clock.stage === 'handle' ? { handle_due_at: clock.dueAt } : {}
}

async function newClock(
  tx: Tx,
  matter: MatterRecord,
  of: { before: KindSpec; after: KindSpec; calendar: Parameters<typeof startClock>[0]; at: Date },
): Promise<Clock | null> {
  const { clock_stage: stage, clock_started_at: startedAt, clock_due_at: dueAt } = matter
  if (!stage || !startedAt || !dueAt) return null
  const { rows } = await sql<{ span: Parameters<typeof sameSpan>[0] }>`select span from matters.clocks
    where tenant_id = ${matter.tenant_id} and matter_id = ${matter.id} and stopped_at is null`.execute(tx)
  const ruled = limitOf(of.before, stage, matter.category_code, matter.priority)
  if (!sameSpan(rows[0]?.span, ruled)) return null
  const limit = limitOf(of.after, stage, matter.category_code, matter.priority)
  const clock = startClock(of.calendar, stage, limit, startedAt)
  return clock.dueAt > of.at && clock.dueAt.getTime() !== dueAt.getTime() ? clock : null
}
