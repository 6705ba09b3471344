import { sql } from '../../kernel/db.ts'
import { countWithin, registerPlaceUse } from '../places/public.ts'

/** A place in which facilities stand is not retired. */
export const countFacilitiesAtPlaces = (): (() => void) =>
  registerPlaceUse(async (tx, tenantId, path) => {
    const count = await countWithin(tx, tenantId, path, 'facilities.facilities', sql<boolean>`to_on is null`)
    return { count, words: { zh: `${count} 处设施`, en: count === 1 ? '1 facility' : `${count} facilities` } }
  })
