import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GridId, PersonId, PlaceId, PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import { defaultKinds } from './defaults/kinds.ts'
import type { KindSpec } from './kind.ts'
import { chooseHolder, firstManned, type RoutePost, type Surroundings, superiorOf, whyOf } from './routing.ts'

const demand = defaultKinds.find((kind) => kind.code === 'demand')?.spec as KindSpec
const uncategorised = { code: '', name: { zh: '未分类', en: 'Not sorted yet' } }
const levels = ['building', 'compound', 'community', 'street', 'district'] as const

type Manning = RoutePost['manning']
const manning: fc.Arbitrary<Manning> = fc.constantFrom('own', 'stand_in', 'vacant', 'absent')

/** Who stands where around a building: role, place, whom they report to. */
const plan = {
  district: ['street', 'district', null],
  street: ['street', 'street', 'district'],
  community: ['community', 'community', 'street'],
  grid: ['grid_worker', 'community', 'community'],
  secretary: ['compound_secretary', 'compound', 'community'],
  lead: ['building_lead', 'building', 'secretary'],
  firm: ['property_firm', 'street', 'street'],
  water: ['department', 'district', 'district'],
} as const satisfies Record<string, readonly [Role, (typeof levels)[number], string | null]>
type Key = keyof typeof plan
const keys = Object.keys(plan) as Key[]

function postOf(key: Key, manned: Manning): RoutePost {
  const [role, place, reportsTo] = plan[key]
  const somebody = manned === 'own' || manned === 'stand_in'
  return {
    postId: key as string as PostId,
    kindCode: key === 'water' ? 'water' : role,
    role,
    placeId: place as string as PlaceId,
    gridId: key === 'grid' ? ('grid' as GridId) : null,
    reportsTo: reportsTo as PostId | null,
    name: key,
    nameEn: key,
    officePhone: null,
    serves: key === 'firm',
    manning: manned,
    personId: somebody ? (`person of ${key}` as PersonId) : null,
    personName: somebody ? `person of ${key}` : null,
  }
}

/** A place from some level up, with some of the posts in any manning; the root is always manned, as the database sees to. */
const surroundings: fc.Arbitrary<Surroundings> = fc
  .record({
    from: fc.nat(levels.length - 1),
    some: fc.subarray(keys.filter((key) => key !== 'district')),
    how: fc.array(manning, { minLength: keys.length, maxLength: keys.length }),
    root: fc.constantFrom('own' as const, 'stand_in' as const),
  })
  .map(({ from, some, how, root }) => {
    const places = levels.slice(from).map((level) => ({ id: level as string as PlaceId, name: level, nameEn: level }))
    const inside = (key: Key) => levels.indexOf(plan[key][1]) >= from
    const posts = (['district', ...some] as Key[])
      .filter(inside)
      .map((key) => postOf(key, key === 'district' ? root : (how[keys.indexOf(key)] ?? 'own')))
    return { places, posts }
  })

const isManned = (post: RoutePost) => post.manning === 'own' || post.manning === 'stand_in'
const byId = (around: Surroundings, id: PostId | null) => around.posts.find((post) => post.postId === id)

/** The first manned post from one upward, told by another hand than the code under test. */
function upwardFrom(post: RoutePost | undefined, around: Surroundings): RoutePost | undefined {
  if (!post || isManned(post)) return post
  return upwardFrom(byId(around, post.reportsTo), around)
}

const categories = ['', '0201', '010302', '080203', '1001', '0901', '020101', '070203'].map((code) => ({
  code,
  name: { zh: code, en: code },
}))

describe('who answers for a matter', () => {
  it('is always somebody when the root is manned, and always somebody who is there', () => {
    fc.assert(
      fc.property(surroundings, fc.constantFrom(...categories), (around, category) => {
        const routed = chooseHolder(demand, category, around)
        expect(routed).not.toBeNull()
        if (routed) expect(isManned(routed.post)).toBe(true)
      }),
    )
  })

  it('names each post that was tried in the order tried, with what was found there, and last the one taken', () => {
    fc.assert(
      fc.property(surroundings, fc.constantFrom(...categories), (around, category) => {
        const routed = chooseHolder(demand, category, around)
        const tried = routed?.why.tried ?? []
        expect(tried.at(-1)?.postId).toBe(routed?.post.postId)
        expect(tried.length).toBeGreaterThan(0)
        for (const { postId, result, personName } of tried) {
          const post = byId(around, postId)
          const empty = result === 'vacant' || result === 'absent'
          expect(post && isManned(post)).toBe(!empty)
          if (empty) expect(post?.manning).toBe(result)
          if (result === 'stand_in') expect(post?.manning).toBe('stand_in')
          expect(personName).toBe(post?.personName ?? undefined)
        }
        expect(tried.slice(0, -1).every(({ result }) => result === 'vacant' || result === 'absent')).toBe(true)
        expect(routed?.why.places.map((place) => place.zh)).toEqual(around.places.map((place) => place.name))
      }),
    )
  })

  it('is the grid worker of the place, then its stand-in, then who answers above, whatever else is manned', () => {
    fc.assert(
      fc.property(surroundings, (around) => {
        const grid = byId(around, 'grid' as PostId)
        fc.pre(grid !== undefined)
        const expected = upwardFrom(grid, around)
        const routed = chooseHolder(demand, uncategorised, around)
        if (!expected) return
        expect(routed?.post.postId).toBe(expected.postId)
        const last = routed?.why.tried.at(-1)?.result
        const how = expected.manning === 'stand_in' ? 'stand_in' : expected === grid ? 'taken' : 'upward'
        expect(last).toBe(how)
      }),
    )
  })

  it('goes by the rule of the category before the general one, and passes over a rule that has nobody here', () => {
    fc.assert(
      fc.property(surroundings, (around) => {
        const category = { code: '020101', name: { zh: '水压', en: 'Water pressure' } }
        const kind = { ...demand, routes: [{ categories: ['0201'], to: [{ postKind: 'water' }] }, ...demand.routes] }
        const routed = chooseHolder(kind, category, around)
        const water = byId(around, 'water' as PostId)
        expect(routed?.why.rule).toBe(water ? 'category' : 'default')
        const expected = upwardFrom(water, around)
        if (expected) expect(routed?.post.postId).toBe(expected.postId)
        if (water) expect(routed?.why.category).toEqual(category.name)
      }),
    )
  })

  it('lets the longest code win, whatever the order of the rules', () => {
    const around: Surroundings = {
      places: levels.map((level) => ({ id: level as string as PlaceId, name: level, nameEn: level })),
      posts: keys.map((key) => postOf(key, 'own')),
    }
    const rules: KindSpec['routes'] = [
      { to: [{ role: 'grid_worker' }] },
      { categories: ['02'], to: [{ role: 'community' }] },
      { categories: ['0201'], to: [{ role: 'department' }] },
      { categories: ['03', '020101'], to: [{ role: 'property_firm' }] },
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: 4 }), (routes) => {
        const holder = (code: string) =>
          chooseHolder({ ...demand, routes }, { code, name: { zh: code, en: code } }, around)?.post.postId
        expect([holder('010101'), holder('0202'), holder('020102'), holder('020101'), holder('03')]).toEqual([
          'grid',
          'community',
          'water',
          'firm',
          'firm',
        ])
      }),
    )
  })

  it('is the nearest of those that fit: what serves the place first, then by the places passed', () => {
    fc.assert(
      fc.property(surroundings, fc.constantFrom('street' as const, 'community' as const), (around, role) => {
        const found = firstManned([{ role }], around)
        const nearest = around.places
          .map((place) => around.posts.find((post) => post.placeId === place.id && post.role === role))
          .find((post) => post !== undefined)
        const expected = upwardFrom(nearest, around)
        if (expected) expect(found?.post.postId).toBe(expected.postId)
      }),
    )
  })

  it('is the nearest office above where no candidate fits, not the top of the house', () => {
    fc.assert(
      fc.property(surroundings, (around) => {
        const nobody = { ...around, posts: around.posts.filter((post) => post.role === 'street') }
        const nearest = ['street', 'district']
          .map((key) => byId(nobody, key as PostId))
          .find((post) => post && isManned(post))
        expect(chooseHolder(demand, uncategorised, nobody)?.post.postId).toBe(nearest?.postId)
      }),
    )
  })

  it('is told to be nobody only where really nobody is there', () => {
    expect(chooseHolder(demand, uncategorised, { places: [], posts: [] })).toBeNull()
    const empty = { places: [], posts: [postOf('community', 'vacant')] }
    expect(chooseHolder(demand, uncategorised, empty)).toBeNull()
  })
})

describe('who follows up', () => {
  it('is not the one who resolved it, as long as there is anybody else', () => {
    fc.assert(
      fc.property(surroundings, fc.constantFrom(...keys), (around, key) => {
        const resolver = key as string as PostId
        const found = firstManned(demand.followUpBy, around, resolver)
        expect(found).not.toBeNull()
        const others = around.posts.filter(
          (post) => isManned(post) && post.postId !== resolver && (post.role === 'community' || post.role === 'street'),
        )
        if (others.length > 0) expect(found?.post.postId).not.toBe(resolver)
      }),
    )
  })

  it('comes with the posts tried, none of them claimed to be taken but the last', () => {
    fc.assert(
      fc.property(surroundings, fc.constantFrom(...keys), (around, key) => {
        const found = firstManned(demand.followUpBy, around, key as string as PostId)
        const taken = (found?.tried ?? [])
          .slice(0, -1)
          .filter(({ result }) => result === 'taken' || result === 'upward')
        expect(taken).toEqual([])
        expect(found?.tried.at(-1)?.postId).toBe(found?.post.postId)
      }),
    )
  })
})

describe('the post above', () => {
  it('is manned and never the post itself, unless that is the root', () => {
    fc.assert(
      fc.property(surroundings, fc.constantFrom(...keys), (around, key) => {
        const post = byId(around, key as string as PostId)
        fc.pre(post !== undefined)
        if (!post) return
        const above = superiorOf(post, around)
        if (post.reportsTo === null) expect(above.postId).toBe(post.postId)
        else {
          expect(above.postId).not.toBe(post.postId)
          expect(isManned(above)).toBe(true)
        }
      }),
    )
  })

  it('gives a reason that names the post itself', () => {
    fc.assert(
      fc.property(surroundings, fc.constantFrom(...keys), (around, key) => {
        const post = byId(around, key as string as PostId)
        if (!post) return
        const why = whyOf('assigned', post, around)
        expect(why.rule).toBe('assigned')
        expect(why.tried[0]?.postId).toBe(post.postId)
      }),
    )
  })
})
