import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record, recordAll } from '../../kernel/events/record.ts'
import { type HouseholdEvent, type HouseholdEventName, householdEvents, householdStream } from './events.ts'
import { chargePost, type Doing, inChargeSql, type Writing } from './scope.ts'
import type { HouseholdId } from './shapes.ts'
import type { HouseholdRecord } from './tables.ts'

/** One household of those that the actor is in charge of; 404 beyond. */
export async function householdInCharge(tx: Tx, { tenantId, actor }: Doing, id: HouseholdId): Promise<HouseholdRecord> {
  const { rows } = await sql<HouseholdRecord>`select h.* from households.households h where h.tenant_id = ${tenantId}
    and h.id = ${id} and ${inChargeSql(actor)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** The same, its row locked: all that changes a household goes through this lock. @returns the doing in the name of the post */
export async function lockInCharge(
  tx: Tx,
  asked: Doing,
  id: HouseholdId,
): Promise<{ household: HouseholdRecord; doing: Doing }> {
  const { rows } = await sql<HouseholdRecord>`select h.* from households.households h
    where h.tenant_id = ${asked.tenantId} and h.id = ${id} and ${inChargeSql(asked.actor)} for no key update of h`.execute(
    tx,
  )
  const household = rows[0] ?? notFound()
  const postId = chargePost(asked.actor, whereOf(household))
  return { household, doing: { ...asked, by: { ...asked.by, postId } } }
}

export const whereOf = ({ place_path, grid_id }: HouseholdRecord) => ({ placePath: place_path, gridId: grid_id })

/** One household, its row locked, for what the program does by itself; null where there is none. */
export async function lockHousehold(tx: Tx, tenantId: TenantId, id: string): Promise<HouseholdRecord | null> {
  const { rows } = await sql<HouseholdRecord>`select * from households.households where tenant_id = ${tenantId}
    and id = ${id} for no key update`.execute(tx)
  return rows[0] ?? null
}

/** What is over is read and no more changed. */
export function refuseEnded({ to_on }: HouseholdRecord): void {
  if (to_on !== null)
    fail('conflict', 'households.ended', {
      zh: '这一户已经不住在这里了。您填的还在，请看是不是新的一户',
      en: 'This household has ended. What you typed is kept; perhaps somebody new lives there',
    })
}

/** What was erased by rule takes nothing more: the rule would not come back for it (PIPL 47). */
export function refuseErased({ erased_at }: HouseholdRecord): void {
  if (erased_at !== null)
    fail('conflict', 'households.erased', {
      zh: '这一户早已迁出，信息已按期限删除，不能再往里记',
      en: 'This household moved out long ago and was erased by rule; nothing can be added',
    })
}

/** Writes one event of a household. */
export const tell = <Payload extends HouseholdEvent>(
  tx: Tx,
  { tenantId, at, by }: Pick<Writing, 'tenantId' | 'at' | 'by'>,
  name: HouseholdEventName,
  payload: Payload,
): Promise<number> =>
  record<Payload>(tx, {
    ...{ tenantId, at, actor: by },
    stream: householdStream(payload.householdId),
    type: householdEvents[name],
    payload,
  })

/** Several of one household, in their order, in one statement. */
export async function tellAll<Payload extends HouseholdEvent>(
  tx: Tx,
  { tenantId, at, by }: Pick<Writing, 'tenantId' | 'at' | 'by'>,
  name: HouseholdEventName,
  payloads: readonly Payload[],
): Promise<void> {
  const [first] = payloads
  if (!first) return
  const stream = householdStream(first.householdId)
  await recordAll(tx, { tenantId, stream, type: householdEvents[name], at, actor: by }, payloads)
}
