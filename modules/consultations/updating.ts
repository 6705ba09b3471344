import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { readStream } from '../../kernel/events/record.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { save, tell } from './consultation-store.ts'
import { type ConsultationEvent, type ConsultationId, eventTypes, streamOf } from './events.ts'
import { groupsOfLog } from './groups/groups-of-log.ts'
import { type GroupsState, newGroups, type OpinionGroups, updateGroups } from './groups/opinion-groups.ts'
import { noVotes, type VotesMatrix } from './groups/votes-matrix.ts'
import { type Head, lockHead } from './participant.ts'
import { pictureOf } from './picture.ts'
import type { ConsultationRecord } from './tables.ts'
import { matrixWith, moderationOf, sealOf, votesAfter } from './vote-log.ts'

/** At most one update of a consultation in so long. */
const pauseMs = 5_000
const sealMs = 3_600_000
const seed = 1

/** Matrices between updates, so that only new votes are read. A worker that starts reads them anew. */
const kept = new Map<ConsultationId, { upto: number; matrix: VotesMatrix }>()
const mostKept = 4

async function matrixOf(tx: Tx, of: ConsultationRecord, upto: number): Promise<VotesMatrix> {
  const known = kept.get(of.id)
  const from = known && known.upto <= upto ? known : { upto: 0, matrix: noVotes }
  const matrix = await matrixWith(tx, of, from, upto)
  kept.delete(of.id)
  kept.set(of.id, { upto, matrix })
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest) kept.delete(oldest)
  return matrix
}

interface Last {
  readonly upto: number
  readonly moderations: number
  readonly state: GroupsState | null
  readonly at: Date
}

/** Works out the groups of one consultation from where the update before ended. */
export async function updateOne(tx: Tx, of: ConsultationRecord, head: Head, at: Date): Promise<void> {
  const { rows } = await sql<Last>`select upto, moderations, state, at from consultations.results
    where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} for update`.execute(tx)
  const moderation = await moderationOf(tx, of)
  const matrix = await matrixOf(tx, of, head.votes)
  const { state, found } = updateGroups(rows[0]?.state ?? newGroups(seed), matrix, moderation)
  await keep(tx, of, head, { state, at, found, shown: pictureOf(found, moderation, moderation.shown) })
}

/**
 * The last time, from the whole log and nothing else: so that anybody with the log finds the same. What came of the
 * updates before rests on when they ran.
 */
export async function settle(tx: Tx, of: ConsultationRecord, at: Date): Promise<void> {
  const head = await lockHead(tx, of)
  const { found, shown } = await fromTheLog(tx, of, head.votes)
  await keep(tx, of, head, { state: null, at, found, shown })
  kept.delete(of.id)
}

/** What the log of votes alone says. Participants are numbered in the order in which they came. */
export async function fromTheLog(tx: Tx, of: Pick<ConsultationRecord, 'tenant_id' | 'id'>, upto: number) {
  const moderation = await moderationOf(tx, of)
  const { found, people } = groupsOfLog(await votesAfter(tx, of, 0, upto), moderation, seed)
  const shown = pictureOf(found, moderation, moderation.shown)
  const dots = shown.dots.map(([person, x, y, group]) => [people[person] ?? 0, x, y, group] as const)
  return { found, shown: { ...shown, dots } }
}

interface Worked {
  readonly state: GroupsState | null
  readonly found: OpinionGroups
  readonly shown: ReturnType<typeof pictureOf>
  readonly at: Date
}

async function keep(tx: Tx, of: ConsultationRecord, head: Head, { state, found, shown, at }: Worked): Promise<void> {
  const priorities = Array.from({ length: head.statements }, () => 0)
  for (const { statement, priority } of found.statements) priorities[statement] = priority
  await sql`insert into consultations.results (tenant_id, consultation_id, upto, moderations, state, found, priorities, at)
    values (${of.tenant_id}, ${of.id}, ${head.votes}, ${head.moderations}, ${state && JSON.stringify(state)}::jsonb,
      ${JSON.stringify(shown)}::jsonb, ${priorities}::double precision[], ${at})
    on conflict (tenant_id, consultation_id) do update set upto = excluded.upto, moderations = excluded.moderations,
      state = excluded.state, found = excluded.found, priorities = excluded.priorities, at = excluded.at`.execute(tx)
}

/** Seals the votes since the last seal into the ledger, if there are any. */
export async function sealVotes(tx: Tx, of: ConsultationRecord, at: Date, leastMs: number): Promise<void> {
  const head = await lockHead(tx, of)
  const story = await readStream(tx, of.tenant_id, streamOf(of.id))
  const last = story.findLast(({ type }) => type === eventTypes.votes_sealed)
  const payload = last?.payload as ConsultationEvent | undefined
  const sealed = payload?.votes ?? 0
  if (head.votes === sealed || (last && at.getTime() - last.at.getTime() < leastMs)) return
  const hash = await sealOf(tx, of, payload?.hash ?? '', sealed, head.votes)
  await tell(tx, { of, by: systemActor, at }, 'votes_sealed', { votes: head.votes, people: head.people, hash })
}

/** Ends the voting: the last seal, and the result from the whole log. */
export async function endVoting(tx: Tx, of: ConsultationRecord, at: Date): Promise<void> {
  await sealVotes(tx, of, at, 0)
  await settle(tx, of, at)
}

/** Closes what has passed its last day, and brings up to date what has new votes. @returns whether anything was done. */
export async function updateDue(db: Db, at: Date): Promise<boolean> {
  let worked = false
  await forEachTenant(db, async (tenantId) => {
    while (await db.tx((tx) => closeOne(tx, tenantId, at))) worked = true
    for (const id of await db.read((tx) => due(tx, tenantId, at)))
      worked = (await db.tx((tx) => bringUp(tx, tenantId, id, at))) || worked
  })
  return worked
}

async function closeOne(tx: Tx, tenantId: TenantId, at: Date): Promise<boolean> {
  const { rows } = await sql<ConsultationRecord>`select * from consultations.consultations
    where tenant_id = ${tenantId} and state = 'open' and until_on < ${dayOf(at)}::date
    limit 1 for no key update skip locked`.execute(tx)
  const of = rows[0]
  if (!of) return false
  await endVoting(tx, of, at)
  const held = { of, by: systemActor, at }
  await save(tx, held, { state: 'closed', closed_at: at })
  await tell(tx, held, 'closed')
  return true
}

async function due(tx: Tx, tenantId: TenantId, at: Date): Promise<ConsultationId[]> {
  const { rows } = await sql<{ id: ConsultationId }>`select c.id from consultations.consultations c
    join consultations.heads h on h.tenant_id = c.tenant_id and h.consultation_id = c.id
    left join consultations.results r on r.tenant_id = c.tenant_id and r.consultation_id = c.id
    where c.tenant_id = ${tenantId} and c.state = 'open'
      and (r.upto is null or ((h.votes > r.upto or h.moderations > r.moderations)
        and r.at <= ${new Date(at.getTime() - pauseMs)}))
    order by r.at nulls first`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Votes may come in while it is worked out: the head is read, not held. */
async function bringUp(tx: Tx, tenantId: TenantId, id: ConsultationId, at: Date): Promise<boolean> {
  const { rows } = await sql<ConsultationRecord & Head>`select c.*, h.votes, h.people, h.statements, h.moderations
    from consultations.consultations c
    join consultations.heads h on h.tenant_id = c.tenant_id and h.consultation_id = c.id
    where c.tenant_id = ${tenantId} and c.id = ${id} and c.state = 'open'
    for no key update of c skip locked`.execute(tx)
  const row = rows[0]
  if (!row) return false
  await updateOne(tx, row, row, at)
  await sealVotes(tx, row, at, sealMs)
  return true
}

export const updateTick: Tick = {
  name: 'consultations.update',
  everyMs: 2_000,
  run: async ({ db, clock }) => {
    await updateDue(db, clock.now())
    return false
  },
}
