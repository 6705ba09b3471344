import { sql } from '../../kernel/db.ts'
import { countWithin, registerPlaceUse } from '../places/public.ts'

/** A place in which households live is not retired. */
export const countHouseholdsAtPlaces = (): (() => void) =>
  registerPlaceUse(async (tx, tenantId, path) => {
    const count = await countWithin(tx, tenantId, path, 'households.households', sql<boolean>`to_on is null`)
    return { count, words: { zh: `${count} 户住户`, en: count === 1 ? '1 household' : `${count} households` } }
  })
