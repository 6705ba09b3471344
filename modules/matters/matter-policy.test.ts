import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ActingPost, Actor } from '../../kernel/actor.ts'
import type { GridId, PersonId, PlaceId, PostId, SessionId, TenantId } from '../../kernel/contract/ids.ts'
import { type Role, roles } from '../../kernel/contract/roles.ts'
import { relations } from './matter.ts'
import { maySeeReporter, postFor, relationsOf } from './matter-policy.ts'
import { scopeOf } from './matter-scope.ts'

const paths = ['/1/', '/1/2/', '/1/2/3/', '/1/2/3/4/', '/1/2/3/4/5/', '/1/2/30/', '/1/20/', '/1/20/3/'] as const
const postIds = ['a', 'b', 'c', 'd', 'e'] as const
const persons = ['me', 'somebody'] as const
const grids = ['g1', 'g2'] as const

const actingPost: fc.Arbitrary<ActingPost> = fc
  .record({
    postId: fc.constantFrom(...postIds),
    role: fc.constantFrom(...roles.filter((role) => role !== 'resident')),
    placePath: fc.constantFrom(...paths),
    grid: fc.constantFrom(...grids),
    how: fc.constantFrom('own' as const, 'stand_in' as const, 'upward' as const),
  })
  .map(({ postId, role, placePath, grid, how }) => ({
    postId: postId as string as PostId,
    role,
    placeId: placePath as string as PlaceId,
    placePath,
    gridId: role === 'grid_worker' ? (grid as string as GridId) : null,
    how,
  }))

const actor: fc.Arbitrary<Actor> = fc
  .uniqueArray(actingPost, { maxLength: 3, selector: (post) => post.postId })
  .map((posts) => ({
    tenantId: 't' as TenantId,
    personId: 'me' as PersonId,
    sessionId: 's' as SessionId,
    name: '张三',
    posts,
  }))

const matter = fc
  .record({
    place_path: fc.constantFrom(...paths),
    grid_id: fc.option(fc.constantFrom(...grids)),
    holder_post_id: fc.option(fc.constantFrom(...postIds)),
    touched_posts: fc.subarray([...postIds]),
    reporter_id: fc.option(fc.constantFrom(...persons)),
    resolver_post_id: fc.constant(null),
    escalated_to_post_id: fc.constant(null),
  })
  .map((one) => one as unknown as Parameters<typeof relationsOf>[1])
const rallied = fc.subarray([...postIds]).map((some) => some as string[] as PostId[])

const acts = (who: Actor) => who.posts.filter((post) => post.role !== 'administrator' && post.role !== 'supervisor')
const inside = (path: string, post: ActingPost) => path.startsWith(post.placePath)
const has = (who: Actor, ...some: Role[]) => acts(who).filter((post) => some.includes(post.role))

describe('how somebody stands to a matter', () => {
  it('follows from posts and places alone, told here a second time', () => {
    fc.assert(
      fc.property(actor, matter, rallied, (who, it, called) => {
        const found = relationsOf(who, it, called)
        const expected = {
          holder: acts(who).some((post) => post.postId === it.holder_post_id),
          dispatcher: has(who, 'community', 'street').some((post) => inside(it.place_path, post)),
          superior: has(who, 'street').some((post) => inside(it.place_path, post)),
          rallied: acts(who).some((post) => called.includes(post.postId)),
          reporter: it.reporter_id === who.personId,
          // A finding's alone: it follows from no post.
          inspector: false,
          staff:
            has(who, 'community', 'street', 'compound_secretary', 'building_lead', 'center_household').some((post) =>
              inside(it.place_path, post),
            ) ||
            has(who, 'grid_worker').some((post) => post.gridId === it.grid_id) ||
            acts(who).some((post) => it.touched_posts.includes(post.postId)),
        }
        for (const relation of relations) expect(found.has(relation), relation).toBe(expected[relation])
      }),
      { numRuns: 500 },
    )
  })

  it('gives an administrator and a supervisor nothing to do, wherever they sit', () => {
    fc.assert(
      fc.property(
        actor,
        matter,
        rallied,
        fc.constantFrom('administrator' as const, 'supervisor' as const),
        (who, it, called, role) => {
          const posts = who.posts.map((post) => ({ ...post, role, gridId: null }))
          const found = relationsOf({ ...who, posts }, { ...it, reporter_id: null }, called)
          expect([...found]).toEqual([])
          expect(postFor({ ...who, posts }, { ...it, holder_post_id: null }, new Set(['staff']))).toBeNull()
        },
      ),
    )
  })

  it('never gives an administrator any scope, and a supervisor the scope of the place', () => {
    fc.assert(
      fc.property(actor, (who) => {
        const as = (role: Role) =>
          scopeOf({ ...who, posts: who.posts.map((post) => ({ ...post, role, gridId: null })) })
        expect(as('administrator')).toMatchObject({ paths: [], grids: [], posts: [] })
        expect(as('supervisor').paths).toEqual(who.posts.map((post) => post.placePath))
        expect(as('department')).toMatchObject({ paths: [], grids: [] })
        expect(as('grid_worker').paths).toEqual([])
      }),
    )
  })

  it('lets nobody act in the name of a post that is not theirs, nor of one that has nothing to do with it', () => {
    fc.assert(
      fc.property(actor, matter, rallied, (who, it, called) => {
        const found = relationsOf(who, it, called)
        const post = postFor(who, it, found)
        if (post === null) return
        const mine = acts(who).find((one) => one.postId === post)
        expect(mine).toBeDefined()
        if (found.has('holder')) expect(post).toBe(it.holder_post_id)
        else expect(it.touched_posts.includes(post) || (mine && inside(it.place_path, mine))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('who may know the reporter', () => {
  it('is the reporter and the holder always, other staff unless the reporter asked to be known to the holder only', () => {
    const some = fc.subarray([...relations]).map((list) => new Set(list))
    fc.assert(
      fc.property(some, fc.constantFrom('open' as const, 'public' as const, 'holder' as const), (found, visibility) => {
        const close = found.has('reporter') || found.has('holder')
        const staff = found.has('staff') || found.has('dispatcher') || found.has('rallied')
        expect(maySeeReporter(found, visibility)).toBe(close || (visibility !== 'holder' && staff))
      }),
    )
  })
})
