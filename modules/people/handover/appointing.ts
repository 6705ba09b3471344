import type { Actor } from '../../../kernel/actor.ts'
import { fail, forbidden } from '../../../kernel/contract/errors.ts'
import type { PersonId } from '../../../kernel/contract/ids.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { allowManaging, isAdministrator, type PostInPlace } from '../post-policy.ts'

/**
 * Whom an office may appoint: the rungs of the chain below it. Departments, property firms, and those who watch or configure
 * are the administrator's.
 */
const rungsBelow: Partial<Readonly<Record<Role, readonly Role[]>>> = {
  street: ['community', 'compound_secretary', 'grid_worker', 'building_lead', 'center_household'],
  community: ['compound_secretary', 'grid_worker', 'building_lead', 'center_household'],
}

/** Whether the actor may decide who holds a post: it stands below one of theirs, in its place. */
export const mayAppoint = (actor: Pick<Actor, 'posts'>, post: PostInPlace): boolean =>
  actor.posts.some(
    (held) =>
      held.role === 'administrator' ||
      (rungsBelow[held.role]?.includes(post.role) === true && post.placePath.startsWith(held.placePath)),
  )

/** Refuses a post out of reach as not there, and one that is not below the actor's as not theirs to fill. */
export function allowAppointing(actor: Actor, post: PostInPlace): void {
  allowManaging(actor, post)
  if (!mayAppoint(actor, post)) forbidden()
}

/** Nobody gives a post to themselves, an administrator no more than a community. */
export function refuseAppointingOneself(actor: Actor, personId: PersonId): void {
  if (personId !== actor.personId) return
  fail(
    'refused',
    'people.self_appointment',
    isAdministrator(actor)
      ? {
          zh: '管理员不能给自己任职或代理，请由另一位管理员办理',
          en: 'Administrators do not appoint themselves; ask another administrator',
        }
      : {
          zh: '不能给自己任职，请由上级或管理员办理',
          en: 'Nobody appoints themselves; ask the office above or the administrator',
        },
  )
}
