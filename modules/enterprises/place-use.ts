import { sql } from '../../kernel/db.ts'
import { countWithin, registerPlaceUse } from '../places/public.ts'

/** A place in which firms work is not retired. */
export const countFirmsAtPlaces = (): (() => void) =>
  registerPlaceUse(async (tx, tenantId, path) => {
    const count = await countWithin(tx, tenantId, path, 'enterprises.firms', sql<boolean>`state = 'active'`)
    return { count, words: { zh: `${count} 家企业`, en: count === 1 ? '1 firm' : `${count} firms` } }
  })
