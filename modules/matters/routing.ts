import { fail } from '../../kernel/contract/errors.ts'
import type { GridId, PersonId, PlaceId, PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Why } from './contract.ts'
import type { Candidate, KindSpec } from './kind.ts'

/** A post that could answer, with who mans it now. */
export interface RoutePost {
  readonly postId: PostId
  readonly kindCode: string
  readonly role: Role
  readonly placeId: PlaceId
  readonly gridId: GridId | null
  readonly reportsTo: PostId | null
  readonly name: string
  readonly nameEn: string
  readonly officePhone: string | null
  /** It serves the place though it sits elsewhere (a property firm). */
  readonly serves: boolean
  readonly manning: 'own' | 'stand_in' | 'vacant' | 'absent'
  readonly personId: PersonId | null
  readonly personName: string | null
}

export interface RoutePlace {
  readonly id: PlaceId
  readonly name: string
  readonly nameEn: string
}

/** Where a matter lies: its place and those above (nearest first), and the posts around them. */
export interface Surroundings {
  readonly places: readonly RoutePlace[]
  readonly posts: readonly RoutePost[]
}

export interface Routed {
  readonly post: RoutePost
  readonly why: Why
}

type Tried = Why['tried'][number]

const isManned = (post: RoutePost) => post.manning === 'own' || post.manning === 'stand_in'

const tryOf = (post: RoutePost, result: Tried['result']): Tried => ({
  postId: post.postId,
  name: { zh: post.name, en: post.nameEn },
  result,
  ...(post.personName !== null && isManned(post) ? { personName: post.personName } : {}),
})

/** Posts that fit a candidate: those serving the place first, then by nearness, then by name for a stable answer. */
function fitting(candidate: Candidate, around: Surroundings): RoutePost[] {
  const distance = new Map(around.places.map((place, index) => [place.id, index]))
  const nearness = (post: RoutePost) => (post.gridId ? -1 : post.serves ? -0.5 : (distance.get(post.placeId) ?? 99))
  return around.posts
    .filter((post) => candidate.role === undefined || post.role === candidate.role)
    .filter((post) => candidate.postKind === undefined || post.kindCode === candidate.postKind)
    .sort((a, b) => nearness(a) - nearness(b) || a.name.localeCompare(b.name) || a.postId.localeCompare(b.postId))
}

/**
 * From a post to the first manned one: itself (or its stand-in), then the post it reports to, and so on.
 * Posts tried are appended to `tried`. Null when the chain leaves the known posts.
 */
function manned(start: RoutePost, around: Surroundings, tried: Tried[]): RoutePost | null {
  const byId = new Map(around.posts.map((post) => [post.postId, post]))
  const seen = new Set<PostId>()
  let post: RoutePost | undefined = start
  while (post && !seen.has(post.postId)) {
    seen.add(post.postId)
    if (isManned(post)) {
      tried.push(tryOf(post, post.manning === 'stand_in' ? 'stand_in' : post === start ? 'taken' : 'upward'))
      return post
    }
    tried.push(tryOf(post, post.manning === 'absent' ? 'absent' : 'vacant'))
    post = post.reportsTo ? byId.get(post.reportsTo) : undefined
  }
  return null
}

/**
 * The first candidate that has a fitting post; a vacant or absent one passes to its stand-in, then upward. Where no
 * candidate leads to anybody, the nearest office above answers. `except` is passed over as long as there is another.
 */
export function firstManned(
  candidates: readonly Candidate[],
  around: Surroundings,
  except: PostId | null = null,
): { post: RoutePost; tried: Tried[] } | null {
  const tried: Tried[] = []
  for (const candidate of candidates) {
    for (const post of fitting(candidate, around)) {
      const passed: Tried[] = []
      const found = manned(post, around, passed)
      if (found && found.postId !== except) return { post: found, tried: [...tried, ...passed] }
      tried.push(...passed.filter(({ result }) => result === 'vacant' || result === 'absent'))
    }
  }
  const office = officeAbove(around, except)
  return office ? { post: office, tried: [...tried, tryOf(office, 'upward')] } : null
}

/** The nearest manned street or district office; the excepted one only where there is no other. */
function officeAbove(around: Surroundings, except: PostId | null): RoutePost | null {
  const offices = fitting({ role: 'street' }, around).filter(isManned)
  return offices.find((post) => post.postId !== except) ?? offices[0] ?? null
}

/**
 * Who answers for a matter: the most specific rule of its kind for the category, else the rule for all.
 * @returns the post and the reasons, or null where no post at all is manned (a tenant that is not set up).
 */
export function chooseHolder(
  spec: KindSpec,
  category: { code: string; name: Words },
  around: Surroundings,
): Routed | null {
  const length = (codes: readonly string[]) =>
    Math.max(-1, ...codes.filter((code) => category.code.startsWith(code)).map((code) => code.length))
  const rules = spec.routes
    .map((route) => ({ route, fit: route.categories ? length(route.categories) : 0 }))
    .filter(({ fit }) => fit >= 0)
    .sort((a, b) => b.fit - a.fit)
  const places = placesOf(around)
  const triedBefore: Tried[] = []
  for (const { route } of rules) {
    const byCategory = route.categories !== undefined
    const reachable = byCategory ? route.to.filter((c) => fitting(c, around).length > 0) : route.to
    if (reachable.length === 0) continue
    const found = firstManned(reachable, around)
    if (!found) continue
    const tried = [...triedBefore, ...found.tried]
    const why: Why = byCategory
      ? { rule: 'category', category: category.name, places, tried }
      : { rule: 'default', places, tried }
    return { post: found.post, why }
  }
  return null
}

export const placesOf = (around: Surroundings): Words[] => around.places.map((p) => ({ zh: p.name, en: p.nameEn }))

/** Why for a holder that was chosen by somebody or by a rule of the flow rather than by routing. */
export function whyOf(rule: Why['rule'], post: RoutePost, around: Surroundings): Why {
  const tried: Tried[] = []
  manned(post, around, tried)
  return { rule, places: [], tried: tried.length > 0 ? tried : [tryOf(post, 'taken')] }
}

/** The manned post that a post reports to (the office above where that one is not around); the root reports to itself. */
export function superiorOf(post: RoutePost, around: Surroundings): RoutePost {
  if (post.reportsTo === null) return post
  const above = around.posts.find((other) => other.postId === post.reportsTo)
  return (above && manned(above, around, [])) ?? officeAbove(around, post.postId) ?? post
}

/** Posts that watch or configure: nobody can act on a matter in their name, so none is ever given to them. */
const setApart: readonly Role[] = ['supervisor', 'administrator']

/** The post that somebody named as the holder: it must answer for the place (or serve it) and work on matters. */
export function postHere(posts: readonly RoutePost[], postId: PostId): RoutePost {
  const post = posts.find((known) => known.postId === postId)
  if (!post || setApart.includes(post.role))
    fail(
      'invalid',
      'matters.post_elsewhere',
      { zh: '这个岗位不负责该地点', en: 'That post does not answer for this place' },
      [{ path: 'postId', words: { zh: '不负责该地点', en: 'does not answer for this place' } }],
    )
  return post
}
