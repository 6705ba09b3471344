import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActingPost } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { type Role, roles } from '../../../kernel/contract/roles.ts'
import { managesPost } from '../post-policy.ts'
import { mayAppoint } from './appointing.ts'

const rungs: readonly Role[] = ['center_household', 'building_lead', 'compound_secretary', 'community', 'street']
const path = fc
  .array(fc.integer({ min: 1, max: 3 }), { maxLength: 4 })
  .map((ids) => `/${ids.map((id) => `${id}/`).join('')}`)
const held = fc
  .record({ role: fc.constantFrom(...roles), placePath: path })
  .map((post): ActingPost => ({ ...post, postId: newId(), placeId: newId(), gridId: null, how: 'own' }))
const post = fc.record({ role: fc.constantFrom(...roles), placePath: path })

describe('who may fill a post', () => {
  it('is below an office in its place, and never the like or the higher', () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 3 }), post, (posts, wanted) => {
        if (!mayAppoint({ posts }, wanted)) return
        const over = posts.filter((one) => wanted.placePath.startsWith(one.placePath))
        const ranked = over.some((one) => rungs.indexOf(one.role) > rungs.indexOf(wanted.role))
        const usual = rungs.includes(wanted.role) || wanted.role === 'grid_worker'
        expect(posts.some((one) => one.role === 'administrator') || (usual && ranked)).toBe(true)
      }),
    )
  })

  it('manages the post as well, and is never one who watches or configures', () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 3 }), post, (posts, wanted) => {
        const actor = {
          posts,
          tenantId: newId<'tenant'>(),
          personId: newId<'person'>(),
          sessionId: newId<'session'>(),
          name: '',
        }
        if (mayAppoint(actor, wanted)) expect(managesPost(actor, wanted)).toBe(true)
        const others = posts.filter(({ role }) => !['administrator', 'street', 'community'].includes(role))
        expect(mayAppoint({ posts: others }, wanted)).toBe(false)
      }),
    )
  })
})
