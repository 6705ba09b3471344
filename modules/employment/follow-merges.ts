import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type FirmEvent, firmEvents } from '../enterprises/events.ts'
import type { OpeningId } from './events.ts'
import { recordOpening } from './opening-service.ts'

/** Openings of a merged record go on with the kept firm, and come back when the merge is undone. */
export const followMerges: Subscriber = {
  name: 'employment.follow_merges',
  types: [firmEvents.merged, firmEvents.mergeUndone],
  async handle(tx, event, { clock, secrets }) {
    const { firmId, otherFirmId, mergeId } = payloadOf<FirmEvent>(event)
    if (!otherFirmId || !mergeId) return
    const { tenantId } = event
    const moved =
      event.type === firmEvents.merged
        ? await bring(tx, tenantId, firmId, otherFirmId, mergeId)
        : await giveBack(tx, tenantId, firmId, mergeId)
    const doing = { tenantId, actor: null, by: systemActor, at: clock.now(), secrets }
    for (const { id, to } of moved) await recordOpening(tx, doing, 'moved', { openingId: id, firmId: to })
  },
}

type Moved = readonly { readonly id: OpeningId; readonly to: FirmId }[]

async function bring(tx: Tx, tenantId: TenantId, gone: FirmId, kept: FirmId, mergeId: string): Promise<Moved> {
  const { rows } = await sql<{ id: OpeningId; to: FirmId }>`update employment.openings
    set firm_id = ${kept}, merges = merges || ${mergeId}::uuid
    where tenant_id = ${tenantId} and firm_id = ${gone} and not merges @> array[${mergeId}::uuid]
    returning id, firm_id as "to"`.execute(tx)
  return rows
}

async function giveBack(tx: Tx, tenantId: TenantId, gone: FirmId, mergeId: string): Promise<Moved> {
  const { rows } = await sql<{ id: OpeningId; to: FirmId }>`update employment.openings
    set firm_id = ${gone}, merges = array_remove(merges, ${mergeId}::uuid)
    where tenant_id = ${tenantId} and merges @> array[${mergeId}::uuid]
    returning id, firm_id as "to"`.execute(tx)
  return rows
}
