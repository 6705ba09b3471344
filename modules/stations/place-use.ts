import { sql } from '../../kernel/db.ts'
import { countWithin, registerPlaceUse } from '../places/public.ts'

/** A place with a station is not retired. */
export const countStationsAtPlaces = (): (() => void) =>
  registerPlaceUse(async (tx, tenantId, path) => {
    const count = await countWithin(tx, tenantId, path, 'stations.stations', sql<boolean>`to_on is null`)
    return { count, words: { zh: `${count} 个驿站`, en: count === 1 ? '1 station' : `${count} stations` } }
  })
