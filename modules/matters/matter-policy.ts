import type { Actor } from '../../kernel/actor.ts'
import type { PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Relation } from './matter.ts'
import { isShieldedFrom, scopeOf } from './matter-scope.ts'
import type { MatterRecord } from './tables.ts'

/** Everybody with a post that works on matters or reads them; the administrator configures and has no matters. */
export const readers: readonly Role[] = [
  'center_household',
  'building_lead',
  'compound_secretary',
  'grid_worker',
  'community',
  'street',
  'department',
  'property_firm',
  'supervisor',
]

type Seen = Pick<
  MatterRecord,
  | 'place_path'
  | 'grid_id'
  | 'holder_post_id'
  | 'touched_posts'
  | 'reporter_id'
  | 'resolver_post_id'
  | 'escalated_to_post_id'
  | 'shielded_posts'
>

/**
 * How an actor stands to a matter. The transition table names the relations that may take each action:
 * holder: acts for the post that holds it; dispatcher: community or street above the place; superior: street above the place;
 * rallied: acts for a called post that has not answered; reporter: the one who asked; staff: any post in whose scope it is,
 * except supervisors (they read and sample, never edit). `member`: the actor is a confirmed member of what the matter is
 * about, which counts as having reported it. Who mans a post of a unit that a lead is about has no relation from any post.
 */
export function relationsOf(
  actor: Actor,
  matter: Seen,
  openRallyPosts: readonly PostId[],
  member = false,
): Set<Relation> {
  const relations = new Set<Relation>()
  if (member || matter.reporter_id === actor.personId) relations.add('reporter')
  if (isShieldedFrom(matter, actor)) return relations
  const above = (path: string) => matter.place_path.startsWith(path)
  for (const post of actor.posts) {
    if (post.role === 'administrator' || post.role === 'supervisor') continue
    if (post.postId === matter.holder_post_id) relations.add('holder')
    if (openRallyPosts.includes(post.postId)) relations.add('rallied')
    if ((post.role === 'community' || post.role === 'street') && above(post.placePath)) relations.add('dispatcher')
    if (post.role === 'street' && above(post.placePath)) relations.add('superior')
  }
  const editing = scopeOf({ ...actor, posts: actor.posts.filter((post) => post.role !== 'supervisor') })
  const staff =
    editing.paths.some(above) ||
    editing.grids.some((grid) => grid === matter.grid_id) ||
    editing.posts.some((post) => matter.touched_posts.includes(post))
  if (staff) relations.add('staff')
  return relations
}

/** The post in whose name an actor takes a step: the one that gives the strongest relation. */
export function postFor(actor: Actor, matter: Seen, relation: ReadonlySet<Relation>): PostId | null {
  const working = actor.posts.filter((post) => post.role !== 'administrator' && post.role !== 'supervisor')
  const holder = working.find((post) => post.postId === matter.holder_post_id)
  if (holder) return holder.postId
  if (relation.has('rallied') || relation.has('staff') || relation.has('dispatcher')) {
    const fitting = working.filter(
      (post) => matter.touched_posts.includes(post.postId) || matter.place_path.startsWith(post.placePath),
    )
    // The nearest post above the place: the longest path.
    return fitting.sort((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
  }
  return null
}

/** Who may see who reported: all staff when open or nameless in public; only the holder's post when nameless to all but the holder. */
export function maySeeReporter(relations: ReadonlySet<Relation>, visibility: MatterRecord['visibility']): boolean {
  if (relations.has('reporter') || relations.has('holder')) return true
  return visibility !== 'holder' && (relations.has('staff') || relations.has('dispatcher') || relations.has('rallied'))
}
