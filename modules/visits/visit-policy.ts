import type { ActingPost, Actor } from '../../kernel/actor.ts'
import type { PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { DueRecord } from './tables.ts'

/** Everybody whose post can hold a visit, or reads them. */
export const visitReaders: readonly Role[] = [
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

/** Those of them who go and call. */
export const visitors: readonly Role[] = visitReaders.filter((role) => role !== 'supervisor')

/** Who reads the rules, beside those who work by them. */
export const ruleReaders: readonly Role[] = [...visitReaders, 'administrator']

type Seen = Pick<DueRecord, 'holder_post_id' | 'place_path' | 'grid_id'>

const working = (actor: Actor): readonly ActingPost[] =>
  actor.posts.filter((post) => post.role !== 'supervisor' && post.role !== 'administrator')

/** My week is mine: nobody plans or moves what another one holds. */
export const holds = (actor: Actor, due: Seen): boolean =>
  working(actor).some((post) => post.postId === due.holder_post_id)

const isOfficeAbove = (actor: Actor, due: Seen): boolean =>
  working(actor).some(
    (post) => (post.role === 'community' || post.role === 'street') && due.place_path.startsWith(post.placePath),
  )

/** The holder; the office above; the grid worker who is on the spot anyway. */
export const mayRecord = (actor: Actor, due: Seen): boolean =>
  holds(actor, due) ||
  isOfficeAbove(actor, due) ||
  working(actor).some((post) => post.role === 'grid_worker' && post.gridId !== null && post.gridId === due.grid_id)

/** To let a due go is for its holder, and for the office above. */
export const mayDrop = (actor: Actor, due: Seen): boolean => holds(actor, due) || isOfficeAbove(actor, due)

/** The post in whose name one acts: that of the holder, else the nearest. */
export function postFor(actor: Actor, due: Seen): PostId | null {
  const own = working(actor)
  const held = own.find((post) => post.postId === due.holder_post_id)
  const near = own
    .filter((post) => post.gridId === due.grid_id || due.place_path.startsWith(post.placePath))
    .sort((a, b) => b.placePath.length - a.placePath.length)[0]
  return (held ?? near)?.postId ?? null
}

/** Offices that have the week of all below them planned. */
export const weekPlanners: readonly Role[] = ['community', 'street']

/** The office in whose name one plans for all below: the highest. */
export const officeOf = (actor: Actor): ActingPost | null =>
  working(actor)
    .filter(({ role }) => weekPlanners.includes(role))
    .sort((a, b) => a.placePath.length - b.placePath.length)[0] ?? null
