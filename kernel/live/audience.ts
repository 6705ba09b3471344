import { type ActingPost, type Actor, mannedPosts } from '../actor.ts'
import type { GridId, PersonId, PostId, TenantId } from '../contract/ids.ts'
import type { Role } from '../contract/roles.ts'

/** Who works where something changed. */
export interface Staff {
  /** Materialised path: who answers for this place or one above it hears. */
  readonly placePath: string
  /** In which roles they hear. */
  readonly roles: readonly Role[]
  /** And who works anywhere below it, in one of these roles: for what touches many places at once. */
  readonly below?: boolean
  readonly gridId: GridId | null
  /** Whoever acts for one of these posts hears as well. */
  readonly posts: readonly PostId[]
  /** Who mans one of these hears nothing as staff: it is kept from them. */
  readonly keptFrom: readonly PostId[]
}

/** Whom a signal is for. */
export interface Addressed {
  readonly tenantId: TenantId
  /** Whose screens; `null`: everybody of the tenant who is signed in. */
  readonly persons: readonly PersonId[] | null
  /** And the screens of those who work there. */
  readonly staff?: Staff
}

/** Those who listen, found by what they are rather than asked one by one. */
export interface Audience<Listener> {
  /** @returns the way out. */
  add(who: Pick<Actor, 'tenantId' | 'personId' | 'posts'>, listener: Listener): () => void
  /** Each of them once. */
  of(signal: Addressed): ReadonlySet<Listener>
  all(): Iterable<Listener>
}

interface Seat<Listener> {
  readonly listener: Listener
  readonly posts: readonly ActingPost[]
}

export function openAudience<Listener>(): Audience<Listener> {
  const seats = new Map<string, Set<Seat<Listener>>>()
  const everybody = new Set<Listener>()
  const at = (key: string): Iterable<Seat<Listener>> => seats.get(key) ?? []
  return {
    add(who, listener) {
      const seat = { listener, posts: who.posts }
      const keys = keysOf(who)
      for (const key of keys) seats.set(key, (seats.get(key) ?? new Set()).add(seat))
      everybody.add(listener)
      return () => {
        everybody.delete(listener)
        for (const key of keys) {
          const among = seats.get(key)
          among?.delete(seat)
          if (among?.size === 0) seats.delete(key)
        }
      }
    },
    of({ tenantId, persons, staff }) {
      const found = new Set<Listener>()
      if (persons === null) for (const seat of at(tenantId)) found.add(seat.listener)
      for (const person of persons ?? [])
        for (const seat of at(`${tenantId} person ${person}`)) found.add(seat.listener)
      if (staff)
        for (const key of staffKeys(tenantId, staff))
          for (const seat of at(key)) if (mayHear(seat.posts, staff)) found.add(seat.listener)
      // Rare, so that no index is kept for it.
      if (staff?.below)
        for (const seat of at(tenantId))
          if (worksBelow(seat.posts, staff) && mayHear(seat.posts, staff)) found.add(seat.listener)
      return found
    },
    all: () => everybody,
  }
}

function keysOf({ tenantId, personId, posts }: Pick<Actor, 'tenantId' | 'personId' | 'posts'>): Set<string> {
  return new Set([
    tenantId,
    `${tenantId} person ${personId}`,
    ...posts.flatMap(({ postId, role, gridId, placePath }) => [
      `${tenantId} post ${postId}`,
      gridId === null ? `${tenantId} ${role} ${placePath}` : `${tenantId} grid ${gridId}`,
    ]),
  ])
}

function staffKeys(tenantId: TenantId, { placePath, roles, gridId, posts }: Staff): string[] {
  return [
    ...posts.map((post) => `${tenantId} post ${post}`),
    ...(gridId === null ? [] : [`${tenantId} grid ${gridId}`]),
    ...pathsTo(placePath).flatMap((path) => roles.map((role) => `${tenantId} ${role} ${path}`)),
  ]
}

/** `/1/7/` → `/1/`, `/1/7/`: the place and all above it. */
function pathsTo(path: string): string[] {
  const steps = path.split('/').slice(1, -1)
  return steps.map((_, at) => `/${steps.slice(0, at + 1).join('/')}/`)
}

const worksBelow = (posts: readonly ActingPost[], { roles, placePath }: Staff) =>
  posts.some((post) => roles.includes(post.role) && post.placePath.startsWith(placePath))

const mayHear = (posts: readonly ActingPost[], { keptFrom }: Staff) =>
  keptFrom.length === 0 || !mannedPosts(posts).some((post) => keptFrom.includes(post))
