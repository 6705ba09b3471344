import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { drawPlace as drawEndpoint } from './contract.ts'
import * as events from './events.ts'
import { geometryToWgs84 } from './geo.ts'
import { type Keeping, lockPlace } from './keeping-service.ts'
import { areaOf, cornersOf, middleOf, mostDrawnCorners, type Outline, outlineFault, type Position } from './outline.ts'

/** Draws, corrects or takes away the outline of a place; its pin goes to the middle. Kept in WGS-84. */
export async function drawPlace(
  tx: Tx,
  keeper: Keeping,
  placeId: PlaceId,
  { corners, crs = 'WGS84' }: BodyOf<typeof drawEndpoint>,
): Promise<{ corners: number; area: number }> {
  const { actor, at } = keeper
  const { tenantId } = actor
  const { place, doer } = await lockPlace(tx, keeper, placeId)
  const ring = corners.map(([lng = 0, lat = 0]): Position => [lng, Math.max(-90, Math.min(90, lat))])
  const [first] = ring
  const drawn = first && ({ type: 'Polygon', coordinates: [[...ring, first]] } as const)
  const outline = drawn ? (geometryToWgs84(crs, drawn) as Outline) : null
  const words = outline && outlineFault(outline, place.kind, mostDrawnCorners)
  if (words) fail('invalid', 'places.bad_outline', words, [{ path: 'corners', words }])
  const done = outline ? { corners: cornersOf(outline), area: areaOf(outline) } : { corners: 0, area: 0 }
  const [lng, lat] = outline ? middleOf(outline) : [null, null]
  await (outline
    ? sql`update places.places set geometry = ${JSON.stringify(outline)}::jsonb, lng = ${lng}, lat = ${lat}, crs = 'WGS84'
        where tenant_id = ${tenantId} and id = ${placeId}`
    : sql`update places.places set geometry = null where tenant_id = ${tenantId} and id = ${placeId}`
  ).execute(tx)
  const payload: events.PlaceDrawn = { placeId, ...done }
  await record(tx, { tenantId, stream: events.placeStream(placeId), type: events.placeDrawn, at, actor: doer, payload })
  return done
}
