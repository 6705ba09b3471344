import { sql } from '../../kernel/db.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import { type BuildingMovedToGrid, buildingMovedToGrid } from '../places/events.ts'

/** A building that moves to another grid takes along who volunteers there, what is wished for, and their pairings. */
export const followGrids: Subscriber = {
  name: 'neighbours.follow_grids',
  types: [buildingMovedToGrid],
  async handle(tx, event, { clock }) {
    const { placeId } = payloadOf<BuildingMovedToGrid>(event)
    for (const table of ['volunteers', 'wishes', 'offers_heard'])
      await sql`update ${sql.table(`neighbours.${table}`)} t set grid_id = places.grid_of(t.tenant_id, t.place_id, ${clock.now()})
        from places.places_view b where b.tenant_id = ${event.tenantId} and b.id = ${placeId}
          and t.tenant_id = b.tenant_id and (starts_with(t.place_path, b.path) or starts_with(b.path, t.place_path))`.execute(
        tx,
      )
    await sql`update neighbours.pairings p set grid_id = w.grid_id from neighbours.wishes w
      where p.tenant_id = ${event.tenantId} and w.tenant_id = p.tenant_id and w.id = p.wish_id
        and p.grid_id is distinct from w.grid_id`.execute(tx)
  },
}
