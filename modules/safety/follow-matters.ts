import { systemActor } from '../../kernel/actor.ts'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { eventTypes, type MatterEvent } from '../matters/events.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid } from '../places/events.ts'
import { findingStream } from './events.ts'
import { step } from './finding-service.ts'
import { tell } from './safety-store.ts'
import type { Writing } from './scope.ts'
import type { FindingRecord } from './tables.ts'

/** A matter that ended has its hazard looked at again; one that opens again, or is merged, takes it along. */
export const followMatters: Subscriber = {
  name: 'safety.follow_matters',
  types: [
    eventTypes.confirm,
    eventTypes.close,
    eventTypes.follow_up,
    eventTypes.void,
    eventTypes.merge,
    eventTypes.reopen,
  ],
  async handle(tx, event) {
    const { matterId, set } = payloadOf<MatterEvent>(event)
    const { tenantId, at } = event
    const writing = { tenantId, by: systemActor, at }
    const into = set.merged_into_id
    if (typeof into === 'string') {
      const { rows } =
        await sql<FindingRecord>`update safety.findings set matter_id = ${into} where tenant_id = ${tenantId}
        and matter_id = ${matterId} and state <> 'cleared' returning *`.execute(tx)
      for (const { id: findingId } of rows)
        await tell(tx, writing, findingStream(findingId), 'moved', {
          findingId,
          set: { matter_id: into as MatterId },
        })
      return
    }
    await settleFindings(tx, writing, matterId)
  },
}

/** Hazards of a matter that ended wait to be looked at again; where it opened again they are open. */
export async function settleFindings(tx: Tx, writing: Writing, matterId: MatterId): Promise<void> {
  const { rows } = await sql<FindingRecord & { ended: boolean }>`select f.*, exists (select from matters.states_view m
        where m.tenant_id = f.tenant_id and m.id = f.matter_id and m.state in ('closed', 'void', 'merged')) as ended
      from safety.findings f where f.tenant_id = ${writing.tenantId} and f.matter_id = ${matterId} and f.state <> 'cleared'
      for update of f`.execute(tx)
  for (const finding of rows) {
    if (finding.ended && finding.state === 'open') await step(tx, writing, finding, 'ended')
    if (!finding.ended && finding.state === 'recheck') await step(tx, writing, finding, 'reopened')
  }
}

/** A building that moves to another grid takes its points along; those of the compound go where most of it lies. */
export const followGrids: Subscriber = {
  name: 'safety.follow_grids',
  types: [buildingMovedToGrid],
  async handle(tx, event, { clock }) {
    const { placeId } = payloadOf<BuildingMovedToGrid>(event)
    await sql`update safety.points p set grid_id = places.grid_of(p.tenant_id, p.place_id, ${clock.now()})
      from places.places_view b where b.tenant_id = ${event.tenantId} and b.id = ${placeId}
        and p.tenant_id = b.tenant_id and (starts_with(p.place_path, b.path) or starts_with(b.path, p.place_path))`.execute(
      tx,
    )
  },
}
