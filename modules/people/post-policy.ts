import type { Actor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'

// Who may do what with posts and persons, a line an action. Which roles may try at all stands in post-roles.ts and in the `access` of the routes.

/** Posts that watch or configure the others: only the administrator touches them. */
export const setApart: readonly Role[] = ['administrator', 'supervisor']

export const isAdministrator = (actor: Actor): boolean => actor.posts.some((post) => post.role === 'administrator')

/** Paths of the places within which the actor manages posts and persons; `/` is everything. */
export function managedPaths(actor: Actor): string[] {
  if (isAdministrator(actor)) return ['/']
  return actor.posts.filter((post) => post.role === 'street' || post.role === 'community').map((post) => post.placePath)
}

export interface PostInPlace {
  readonly role: Role
  readonly placePath: string
}

/** Whether the actor manages a post: it stands in their places and is not set apart. */
export function managesPost(actor: Actor, post: PostInPlace): boolean {
  if (isAdministrator(actor)) return true
  return !setApart.includes(post.role) && managedPaths(actor).some((path) => post.placePath.startsWith(path))
}

/** Refuses what lies outside the actor's places as not there, and what is set apart within them as not theirs to do. */
export function allowManaging(actor: Actor, post: PostInPlace): void {
  if (managesPost(actor, post)) return
  if (managedPaths(actor).some((path) => post.placePath.startsWith(path))) forbidden()
  notFound()
}

/** An administrator gives nobody's powers to themselves (GB/T 22239: the configuring and the working hand are two). */
export function refuseSelfAppointment(actor: Actor, personId: PersonId): void {
  if (isAdministrator(actor) && personId === actor.personId)
    fail('refused', 'people.self_appointment', {
      zh: '管理员不能给自己任职或代理，请由另一位管理员办理',
      en: 'Administrators do not appoint themselves; ask another administrator',
    })
}
