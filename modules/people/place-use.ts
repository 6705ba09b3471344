import { sql } from '../../kernel/db.ts'
import { countWithin, registerPlaceUse } from '../places/public.ts'

/** A place with posts is not retired: who holds them would answer for nothing. */
export const countPostsAtPlaces = (): (() => void) =>
  registerPlaceUse(async (tx, tenantId, path) => {
    const count = await countWithin(tx, tenantId, path, 'people.posts_view', sql<boolean>`abolished_at is null`)
    return { count, words: { zh: `${count} 个岗位`, en: count === 1 ? '1 post' : `${count} posts` } }
  })
