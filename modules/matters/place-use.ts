import { sql } from '../../kernel/db.ts'
import { countWithin, registerPlaceUse } from '../places/public.ts'

/** A place with matters that are not closed is not retired. */
export const countMattersAtPlaces = (): (() => void) =>
  registerPlaceUse(async (tx, tenantId, path) => {
    const open = sql<boolean>`state in ('reported', 'accepted', 'assigned', 'handling', 'returned', 'suspended', 'resolved')`
    const count = await countWithin(tx, tenantId, path, 'matters.matters', open)
    return { count, words: { zh: `${count} 件在办事项`, en: count === 1 ? '1 open matter' : `${count} open matters` } }
  })
