import type { Actor, EventActor } from '../../kernel/actor.ts'
import { forbidden } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { keepingPost } from './firm-scope.ts'

/** Who does it and when. `actor` is null for the program itself (an import, the demo, a member of the firm): whoever calls has judged. */
export interface Doing {
  readonly tenantId: TenantId
  readonly actor: Actor | null
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
}

export const todayOf = ({ at }: Pick<Doing, 'at'>): Day => dayOf(at)

export const doingOf = ({ actor, eventActor, clock, secrets, tenantId }: RequestContext): Doing => ({
  tenantId,
  actor,
  by: eventActor,
  at: clock.now(),
  secrets,
})

/** Refuses who sees a place without keeping its register. @returns the doing with the post by which it is kept */
export function keeping(doing: Doing, of: { placePath: string; gridId: string | null }): Doing {
  if (!doing.actor) return doing
  const post = keepingPost(doing.actor, of) ?? forbidden()
  return { ...doing, by: { ...doing.by, postId: post.postId } }
}
