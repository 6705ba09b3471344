import type { RawBuilder } from 'kysely'
import type { Actor, EventActor } from '../../../kernel/actor.ts'
import { fail } from '../../../kernel/contract/errors.ts'
import type { PersonId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql } from '../../../kernel/db.ts'
import { requestHash } from '../../../kernel/http/command.ts'
import type { RequestContext } from '../../../kernel/http/route.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { hoursKeepers } from './roles.ts'

/** In whose name something is written, and when. */
export interface Writing {
  readonly tenantId: TenantId
  readonly by: EventActor
  readonly at: Date
}

/** Who does it, when, and with what keys. */
export interface Doing extends Writing {
  readonly actor: Actor
  readonly secrets: Secrets
}

export const doingOf = (context: RequestContext & { readonly actor: Actor }): Doing => ({
  tenantId: context.tenantId,
  actor: context.actor,
  by: context.eventActor,
  at: context.clock.now(),
  secrets: context.secrets,
})

/** What lies in the places whose hours an actor keeps. */
export function keeperScopeSql({ posts }: Actor, path: RawBuilder<unknown>): RawBuilder<boolean> {
  const own = posts.filter(({ role }) => (hoursKeepers as readonly Role[]).includes(role))
  if (own.length === 0) return sql<boolean>`false`
  const below = own.map((post) => sql`(${path} >= ${post.placePath} and ${path} < ${`${post.placePath}:`})`)
  return sql<boolean>`(${sql.join(below, sql` or `)})`
}

/** The post by which hours of a place are kept: the nearest; null when none. */
export function keeperPost({ posts }: Actor, path: string): PostId | null {
  const fitting = posts.filter(
    ({ role, placePath }) => (hoursKeepers as readonly Role[]).includes(role) && path.startsWith(placePath),
  )
  return fitting.toSorted((a, b) => b.placePath.length - a.placePath.length)[0]?.postId ?? null
}

/** Nobody records or certifies their own hours. */
export function refuseOwn({ personId }: { readonly personId: PersonId | null }, volunteerPerson: PersonId): void {
  if (personId === volunteerPerson)
    fail('refused', 'hours.own', {
      zh: '自己的时长要由别人记录和证明，请交给社区',
      en: 'Somebody else records and certifies your hours. Please leave it to the community',
    })
}

/** Refuses a field of a form, with the words beside it. */
export const wrong = (field: string, words: Words): never =>
  fail('invalid', `hours.bad_${field}`, words, [{ path: field, words }])

export const hashOf = (words: string): string => requestHash(words).toString('hex')
