import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ActingHow, ActingPost } from '../actor.ts'
import type { GridId, PersonId, PlaceId, PostId, TenantId } from '../contract/ids.ts'
import type { Role } from '../contract/roles.ts'
import { type Addressed, openAudience } from './audience.ts'

const few = <T extends string>(...names: string[]) => fc.constantFrom(...names) as unknown as fc.Arbitrary<T>
const [tenant, person, postId, grid] = [
  few<TenantId>('t1', 't2'),
  few<PersonId>('p1', 'p2', 'p3'),
  few<PostId>('o1', 'o2', 'o3', 'o4'),
  few<GridId>('g1', 'g2'),
]
const role = fc.constantFrom<Role>('street', 'community', 'department')
const path = fc.constantFrom('/1/', '/1/2/', '/1/2/3/', '/1/23/', '/1/23/4/')
const post: fc.Arbitrary<ActingPost> = fc.record({
  ...{ postId, role, placePath: path, gridId: fc.option(grid) },
  ...{ placeId: fc.constant('' as unknown as PlaceId), how: fc.constantFrom<ActingHow>('own', 'stand_in', 'upward') },
})
const who = fc.record({ tenantId: tenant, personId: person, posts: fc.array(post, { maxLength: 3 }) })
const staff = fc.record({
  ...{ placePath: path, roles: fc.subarray<Role>(['street', 'community']), gridId: fc.option(grid) },
  ...{ posts: fc.array(postId, { maxLength: 2 }), keptFrom: fc.array(postId, { maxLength: 1 }), below: fc.boolean() },
})
const signal: fc.Arbitrary<Addressed> = fc.record(
  { tenantId: tenant, persons: fc.option(fc.array(person, { maxLength: 2 })), staff },
  { requiredKeys: ['tenantId', 'persons'] },
)

/** The rule without an index: asked of one after the other. */
function hears(one: { tenantId: TenantId; personId: PersonId; posts: readonly ActingPost[] }, it: Addressed): boolean {
  if (one.tenantId !== it.tenantId) return false
  if (it.persons === null || it.persons.includes(one.personId)) return true
  const { staff } = it
  if (!staff || one.posts.some((held) => held.how !== 'upward' && staff.keptFrom.includes(held.postId))) return false
  return one.posts.some((held) => {
    if (staff.posts.includes(held.postId)) return true
    if (staff.below && staff.roles.includes(held.role) && held.placePath.startsWith(staff.placePath)) return true
    if (held.gridId !== null) return held.gridId === staff.gridId
    return staff.roles.includes(held.role) && staff.placePath.startsWith(held.placePath)
  })
}

it('finds whom one would find by asking each, and nobody who has left', () =>
  fc.assert(
    fc.property(fc.array(who, { maxLength: 8 }), fc.array(who, { maxLength: 4 }), signal, (stay, go, it) => {
      const audience = openAudience<object>()
      const leave = go.map((one) => audience.add(one, { gone: true }))
      const seats = stay.map((one) => ({ one, listener: {} }))
      for (const { one, listener } of seats) audience.add(one, listener)
      for (const out of leave) out()
      const found = seats.filter(({ one }) => hears(one, it)).map(({ listener }) => listener)
      expect(new Set(audience.of(it))).toEqual(new Set(found))
      expect([...audience.of(it)].every((listener) => found.includes(listener))).toBe(true)
      expect([...audience.all()]).toHaveLength(stay.length)
    }),
  ))
