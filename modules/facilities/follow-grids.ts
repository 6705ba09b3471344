import { sql } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid } from '../places/events.ts'

/** A building that moves to another grid takes its facilities along; those of the compound go where most of it lies. */
export const followGrids: Subscriber = {
  name: 'facilities.follow_grids',
  types: [buildingMovedToGrid],
  async handle(tx, event, { clock }) {
    const { placeId } = payloadOf<BuildingMovedToGrid>(event)
    await sql`update facilities.facilities f set grid_id = places.grid_of(f.tenant_id, f.place_id, ${clock.now()})
      from places.places_view b where b.tenant_id = ${event.tenantId} and b.id = ${placeId}
        and f.tenant_id = b.tenant_id and (starts_with(f.place_path, b.path) or starts_with(b.path, f.place_path))`.execute(
      tx,
    )
  },
}
