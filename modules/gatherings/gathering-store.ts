import type { RawBuilder } from 'kysely'
import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import type { RequestContext } from '../../kernel/http/route.ts'
import { type EventName, eventTypes, type GatheringEvent, streamOf } from './events.ts'
import { mayNow, type Standing, type State, type Work } from './gathering.ts'
import { allowManaging } from './gathering-policy.ts'
import { invitedSql, selvesOf, staffScopeSql } from './gathering-scope.ts'
import { type EntryRecord, type GatheringId, type GatheringRecord, mine } from './tables.ts'

/** Who does it, as the ledger keeps it, and when. */
export interface Doing {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

export const doingOf = ({ actor, eventActor, clock }: RequestContext & { readonly actor: Actor }): Doing => ({
  actor,
  by: eventActor,
  at: clock.now(),
})

/** A gathering that is being changed, its row locked: commands on one come one after the other. */
export interface Held {
  readonly gathering: GatheringRecord
  readonly by: EventActor
  readonly at: Date
}

/** A gathering in the actor's scope (by posts, or invited), locked, for somebody who may change it. */
export async function lockManaged(tx: Tx, doing: Doing, id: GatheringId, work?: Work): Promise<Held> {
  const { actor, by, at } = doing
  const gathering = await inScope(tx, actor, id, sql`for no key update of g`)
  const postId: PostId = allowManaging(actor, gathering)
  if (work) refuseUnless(work, gathering.state)
  return { gathering, by: { ...by, postId }, at }
}

/** The same without the lock, for reading what only those who may change it are shown. */
export async function loadManaged(tx: Tx, actor: Actor, id: GatheringId): Promise<GatheringRecord> {
  const gathering = await inScope(tx, actor, id, sql``)
  allowManaging(actor, gathering)
  return gathering
}

async function inScope(tx: Tx, actor: Actor, id: GatheringId, lock: RawBuilder<unknown>): Promise<GatheringRecord> {
  const selves = await selvesOf(tx, actor)
  const { rows } = await sql<GatheringRecord>`select g.* from gatherings.gatherings g
    where g.tenant_id = ${actor.tenantId} and g.id = ${id} and (${staffScopeSql(actor)} or ${invitedSql(selves)})
    ${lock}`.execute(tx)
  return rows[0] ?? notFound()
}

/** By the code at the door; drafts are for their planners alone. */
export async function lockByCode(tx: Tx, tenantId: TenantId, code: string): Promise<GatheringRecord> {
  const { rows } = await sql<GatheringRecord>`select g.* from gatherings.gatherings g
    where g.tenant_id = ${tenantId} and g.code = ${code.toUpperCase()} and g.announced_at is not null
    for no key update of g`.execute(tx)
  return rows[0] ?? notFound()
}

const stateWords: Record<State, Words> = {
  draft: { zh: '还没有发布', en: 'it has not been announced' },
  announced: { zh: '还没有开始', en: 'it has not begun' },
  running: { zh: '正在进行', en: 'it is under way' },
  held: { zh: '已经结束', en: 'it is over' },
  cancelled: { zh: '已经取消', en: 'it was cancelled' },
}

/** Refuses what is not done in this state. */
export function refuseUnless(work: Work, state: State): void {
  if (mayNow(work, state)) return
  const why = stateWords[state]
  fail('conflict', 'gatherings.wrong_state', { zh: `${why.zh}，不能这样做`, en: `This cannot be done: ${why.en}` })
}

/** Writes some columns of a gathering. */
export async function save(tx: Tx, held: Held, set: Partial<GatheringRecord>): Promise<void> {
  const { gathering, at } = held
  await mine(tx)
    .updateTable('gatherings.gatherings')
    .set({ ...set, changed_at: at })
    .where('tenant_id', '=', gathering.tenant_id)
    .where('id', '=', gathering.id)
    .execute()
}

/** The event of a change, in the transaction of the change. */
export async function tell(
  tx: Tx,
  { gathering, by, at }: Held,
  name: EventName,
  payload: Omit<GatheringEvent, 'gatheringId' | 'state'> = {},
): Promise<void> {
  await record<GatheringEvent>(tx, {
    tenantId: gathering.tenant_id,
    stream: streamOf(gathering.id),
    type: eventTypes[name],
    at,
    actor: by,
    payload: { gatheringId: gathering.id, state: gathering.state, ...payload },
  })
}

/** The hash by which words in a row are known to be those that were said. */
export const hashOf = (words: string): string => requestHash(words).toString('hex')

/** All who are on the list, in the order in which they came to it. */
export async function entriesOf(tx: Tx, gathering: Pick<GatheringRecord, 'tenant_id' | 'id'>): Promise<EntryRecord[]> {
  return mine(tx)
    .selectFrom('gatherings.entries')
    .selectAll()
    .where('tenant_id', '=', gathering.tenant_id)
    .where('gathering_id', '=', gathering.id)
    .orderBy('id')
    .execute()
}

/** What the rules of `gathering.ts` need to know. */
export async function standingOf(tx: Tx, gathering: GatheringRecord): Promise<Standing> {
  const { rows } = await sql<{ attended: number; stalls: number }>`select
    (select count(*) from gatherings.entries e where e.tenant_id = ${gathering.tenant_id}
      and e.gathering_id = ${gathering.id} and e.checked_in_at is not null)::int as attended,
    (select count(*) from gatherings.stalls s where s.tenant_id = ${gathering.tenant_id}
      and s.gathering_id = ${gathering.id})::int as stalls`.execute(tx)
  return {
    kind: gathering.kind,
    state: gathering.state,
    startsAt: gathering.starts_at,
    endsAt: gathering.ends_at,
    signUpUntil: gathering.sign_up_until,
    attended: rows[0]?.attended ?? 0,
    stalls: rows[0]?.stalls ?? 0,
  }
}
