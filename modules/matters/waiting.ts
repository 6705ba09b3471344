import { type Actor, type EventActor, systemActor } from '../../kernel/actor.ts'
import { forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { MatterId, PersonId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { Uploader } from '../files/public.ts'
import type { ActBody } from './contract.ts'
import type { Relation, State } from './matter.ts'
import { maySeeReporter, relationsOf } from './matter-policy.ts'
import { addNote, aroundMatter, decide } from './matter-service.ts'
import { findInScope, lockInScope, lockMatter } from './matter-store.ts'
import { reporterInFull } from './reporter.ts'
import { type MatterRecord, own } from './tables.ts'

// A matter that is handed to another practice rests until that has ended. The practice is of a higher tier and calls here.

/** What of a matter may go along with a referral. */
export interface Referable {
  readonly placeId: PlaceId
  readonly words: string
  readonly subjectKind: string | null
  /** In clear, for sealing; null where the reader may not see who reported, or nobody is known. */
  readonly reporter: { readonly personId: PersonId | null; readonly name: string; readonly phone: string | null } | null
  /** Whether the reader may hand it on: who holds it, and who dispatches. */
  readonly may: boolean
  /** Why it cannot rest in the state that it is in. */
  readonly obstacle: Words | null
}

const restable: readonly State[] = ['reported', 'accepted', 'assigned', 'handling']
const dayMs = 86_400_000

const relationsTo = (actor: Actor, matter: MatterRecord): Set<Relation> => relationsOf(actor, matter, [])
const handsOn = (relations: ReadonlySet<Relation>): boolean => relations.has('holder') || relations.has('dispatcher')

/** A matter as it would be referred; 404 beyond the actor's scope. */
export async function matterToRefer(
  tx: Tx,
  { actor, secrets }: { readonly actor: Actor; readonly secrets: Secrets },
  matterId: MatterId,
): Promise<Referable> {
  const matter = (await findInScope(tx, actor, matterId)) ?? notFound()
  const relations = relationsTo(actor, matter)
  const { name, phone } = maySeeReporter(relations, matter.visibility)
    ? await reporterInFull(tx, secrets, matter)
    : { name: null, phone: null }
  return {
    ...{ placeId: matter.place_id, words: matter.body, subjectKind: matter.subject_kind, may: handsOn(relations) },
    reporter: name ? { personId: matter.reporter_id, name, phone } : null,
    obstacle: restable.includes(matter.state)
      ? null
      : { zh: '待受理、待派单或办理中的事项才能转出', en: 'Only a matter that is being worked on can be referred' },
  }
}

interface Resting {
  readonly actor: Actor
  readonly by: EventActor
  readonly matterId: MatterId
  readonly at: Date
  readonly uploader: Uploader
  /** Why it rests; the reporter reads them. */
  readonly words: string
  /** At most so many days, and never longer than its kind allows: then it comes back by itself. */
  readonly days: number
}

/**
 * Lets a matter rest (挂账), by who holds or dispatches it; one that is not assigned yet stays with whoever has it. 404
 * beyond the scope, 403 for others, 409 in a state in which nothing is being done.
 */
export async function restMatter(tx: Tx, of: Resting): Promise<void> {
  const { actor, at } = of
  const matter = (await lockInScope(tx, actor, of.matterId)) ?? notFound()
  const relations = relationsTo(actor, matter)
  if (!handsOn(relations)) forbidden()
  const { uploader, by } = of
  const step = (now: MatterRecord, input: ActBody) =>
    decide(tx, input, at, {
      ...{ matter: now, rallied: [], actor: by, uploader, other: async () => null },
      // That it waits follows from the referral, whoever of them refers it.
      relations: new Set<Relation>([...relations, 'dispatcher']),
    })
  if ((matter.state === 'reported' || matter.state === 'accepted') && matter.holder_post_id)
    await step(matter, { action: 'assign', postId: matter.holder_post_id })
  const { kind } = await aroundMatter(tx, matter, at)
  const days = Math.min(of.days, kind.spec.suspensionDays - 1)
  const reviewOn = dayOf(new Date(at.getTime() + days * dayMs))
  const assigned = (await lockMatter(tx, actor.tenantId, of.matterId)) ?? notFound()
  await step(assigned, { action: 'suspend', reviewOn, words: of.words })
}

/**
 * What a matter waited for has ended: it goes on. Where it was taken up again meanwhile, the words are a note on it.
 * @param since the instant at which it was laid to rest: another rest is not ended
 */
export async function wakeMatter(
  tx: Tx,
  of: { tenantId: TenantId; matterId: MatterId; since: Date; words: string; at: Date },
): Promise<void> {
  const matter = await lockMatter(tx, of.tenantId, of.matterId)
  if (!matter) return
  const rest = await own(tx)
    .selectFrom('matters.suspensions')
    .select('from_at')
    .where('tenant_id', '=', of.tenantId)
    .where('matter_id', '=', of.matterId)
    .where('to_at', 'is', null)
    .executeTakeFirst()
  const uploader = { personId: null, key: null }
  if (matter.state !== 'suspended' || rest?.from_at.getTime() !== of.since.getTime()) {
    await addNote(tx, { ...of, fileIds: [], actor: systemActor, uploader })
    return
  }
  await decide(tx, { action: 'resume', words: of.words }, of.at, {
    ...{ matter, rallied: [], actor: systemActor, uploader, other: async () => null },
    relations: new Set<Relation>(['holder']),
  })
}
