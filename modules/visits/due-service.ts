import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { DropReason } from './coverage.ts'
import { dropDue, refOf } from './due-making.ts'
import { dueInScope, lockDueInScope } from './due-store.ts'
import { type ContactRevealed, contactRevealed, streamOf } from './events.ts'
import { seesPersonal, sourceOf } from './subject.ts'
import type { DueId } from './tables.ts'
import { mayDrop, mayRecord, postFor } from './visit-policy.ts'

interface Doing {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly dueId: DueId
  readonly at: Date
}

/** Lets a due go, with the reason; some reasons stay in the rate (coverage.ts). */
export async function letGo(tx: Tx, doing: Doing & { reason: DropReason; words: string }): Promise<{ done: true }> {
  const { actor, eventActor, at, reason } = doing
  const due = await lockDueInScope(tx, actor, doing.dueId)
  if (!due) return notFound()
  if (!mayDrop(actor, due)) return forbidden()
  if (due.state !== 'open')
    fail('conflict', 'visits.ended', { zh: '这次走访已经结束了，请刷新', en: 'This visit has ended. Please reload' })
  const words = doing.words.trim()
  await dropDue(tx, due, reason, { zh: words, en: words }, { ...eventActor, postId: postFor(actor, due) }, at)
  await sql`delete from visits.plan_items where tenant_id = ${due.tenant_id} and due_id = ${due.id}`.execute(tx)
  return { done: true }
}

/** A contact in full, for who is to call; leaves an event that supervisors can see. */
export async function revealContact(
  tx: Tx,
  secrets: Secrets,
  doing: Doing & { contactId: string; reason: string },
): Promise<{ name: string; phone: string | null }> {
  const { actor, eventActor, at, contactId, reason } = doing
  const due = await dueInScope(tx, actor, doing.dueId)
  if (!due) return notFound()
  if (!mayRecord(actor, due) || !seesPersonal(actor, due)) return forbidden()
  const source = sourceOf(due.subject_kind)
  const contact = await source?.reveal(tx, secrets, due.tenant_id, due.subject_id, contactId)
  if (!contact) return notFound()
  const payload: ContactRevealed = { subject: refOf(due), dueId: due.id, contactId, reason }
  await record(tx, {
    tenantId: due.tenant_id,
    stream: streamOf(due.subject_id),
    type: contactRevealed,
    at,
    actor: { ...eventActor, postId: postFor(actor, due) },
    payload,
  })
  return { name: contact.name, phone: contact.phone }
}
