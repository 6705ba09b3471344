import { sql } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid } from '../places/events.ts'

/** A building that moves to another grid takes along who looks for work there; referrals stay with where they were proposed. */
export const followGrids: Subscriber = {
  name: 'employment.follow_grids',
  types: [buildingMovedToGrid],
  async handle(tx, event, { clock }) {
    const { placeId } = payloadOf<BuildingMovedToGrid>(event)
    await sql`update employment.seekers s set grid_id = places.grid_of(s.tenant_id, s.place_id, ${clock.now()})
      from places.places_view b where b.tenant_id = ${event.tenantId} and b.id = ${placeId}
        and s.tenant_id = b.tenant_id and s.state = 'active'
        and (starts_with(s.place_path, b.path) or starts_with(b.path, s.place_path))`.execute(tx)
  },
}
