import { randomInt } from 'node:crypto'
import type { RawBuilder } from 'kysely'
import type { Actor, EventActor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { allowManaging, scopeSql } from './consultation-scope.ts'
import { type ConsultationEvent, type EventName, eventTypes, streamOf } from './events.ts'
import { type ConsultationId, type ConsultationRecord, mine } from './tables.ts'

/** Who does it, as the ledger keeps it, and when. */
export interface Doing {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

/** A consultation that is being changed. */
export interface Held {
  readonly of: ConsultationRecord
  readonly by: EventActor
  readonly at: Date
}

/** A consultation in the actor's scope, locked, for somebody who may change it. */
export async function lockManaged(tx: Tx, { actor, by, at }: Doing, id: ConsultationId): Promise<Held> {
  const { rows } = await sql<ConsultationRecord>`select c.* from consultations.consultations c
    where c.tenant_id = ${actor.tenantId} and c.id = ${id} and ${scopeSql(actor)} for no key update of c`.execute(tx)
  const of = rows[0] ?? notFound()
  return { of, by: { ...by, postId: allowManaging(actor, of) }, at }
}

const idForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** By the code of its poster, or by its id, to which a notice leads; on `consultations.consultations c`. A draft has no door. */
export const atDoorSql = (tenantId: TenantId, code: string): RawBuilder<boolean> =>
  sql<boolean>`(c.tenant_id = ${tenantId} and c.state <> 'draft' and ${idForm.test(code) ? sql`c.id = ${code}::uuid` : sql`c.code = ${code.toUpperCase()}`})`

/** What a door opens. */
export async function consultationByCode(tx: Tx, tenantId: TenantId, code: string): Promise<ConsultationRecord> {
  const { rows } = await sql<ConsultationRecord>`select c.* from consultations.consultations c
    where ${atDoorSql(tenantId, code)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** Writes some columns. */
export async function save(tx: Tx, { of, at }: Held, set: Partial<ConsultationRecord>): Promise<void> {
  await mine(tx)
    .updateTable('consultations.consultations')
    .set({ ...set, changed_at: at })
    .where('tenant_id', '=', of.tenant_id)
    .where('id', '=', of.id)
    .execute()
}

/** The event of a change, in the transaction of the change. */
export async function tell(
  tx: Tx,
  { of, by, at }: Held,
  name: EventName,
  payload: Omit<ConsultationEvent, 'consultationId'> = {},
): Promise<void> {
  await record<ConsultationEvent>(tx, {
    ...{ tenantId: of.tenant_id, stream: streamOf(of.id), type: eventTypes[name], at, actor: by },
    payload: { consultationId: of.id, ...payload },
  })
}

/** The hash by which words in a row are known to be those that were said. */
export const hashOf = (words: string): string => requestHash(words).toString('hex')

/** Letters and digits that cannot be taken for each other when read aloud. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** A code that nobody guesses: 31^10 is about 50 bits. */
export const newCode = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')
