import { systemActor } from '../../kernel/actor.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { type AbsenceTurned, absenceBegun, absenceEnded, postStream } from './events.ts'
import type { AbsenceId } from './tables.ts'

interface Due {
  readonly tenantId: TenantId
  readonly id: AbsenceId
  readonly postId: PostId
}

interface Turning {
  readonly over: boolean
  readonly cancelled: boolean
  /** The holder who is away holds the post still. */
  readonly held: boolean
  /** They are away all the same: by an absence that follows at once. */
  readonly awayAgain: boolean
}

/**
 * Tells of one absence that has begun or is over. The post is locked first, as whoever appoints or notes an absence does, and
 * the absence is looked at again under that lock: any number of workers tell each once. One that passed while no worker ran is
 * told as over alone; nothing is told where another holds the post by now, or the holder is away again: that is told by itself.
 * @returns false when there was none.
 */
export async function turnAbsence(tx: Tx, at: Date): Promise<boolean> {
  const { rows: dues } = await sql<Due>`select tenant_id as "tenantId", id, post_id as "postId" from people.absences
    where turns_at <= ${at} order by turns_at, id limit 1`.execute(tx)
  const [due] = dues
  if (!due) return false
  const { tenantId, id: absenceId, postId } = due
  await sql`select from people.posts where tenant_id = ${tenantId} and id = ${postId} for no key update`.execute(tx)
  const { rows } = await sql<Turning>`
    select a.to_at <= ${at} as over, a.cancelled_at is not null as cancelled,
      exists (select from people.tenures t where t.tenant_id = a.tenant_id and t.id = a.tenure_id
        and (t.to_at is null or t.to_at > ${at})) as held,
      exists (select from people.absences b where b.tenant_id = a.tenant_id and b.tenure_id = a.tenure_id and b.id <> a.id
        and b.cancelled_at is null and b.from_at <= ${at} and b.to_at > ${at}) as "awayAgain"
    from people.absences a where a.tenant_id = ${tenantId} and a.id = ${absenceId} and a.turns_at <= ${at}
    for no key update of a`.execute(tx)
  const [turning] = rows
  // Another worker was quicker.
  if (!turning) return true
  const { over, cancelled, held, awayAgain } = turning
  await sql`update people.absences set turns_at = ${over || cancelled || !held ? null : sql`to_at`}
    where tenant_id = ${tenantId} and id = ${absenceId}`.execute(tx)
  if (cancelled || !held || (over && awayAgain)) return true
  const payload: AbsenceTurned = { postId, absenceId }
  const type = over ? absenceEnded : absenceBegun
  await record(tx, { tenantId, stream: postStream(postId), type, at, actor: systemActor, payload })
  return true
}

/** Looks every minute whether an absence begins or is over. */
export const absencesTick: Tick = {
  name: 'people.absences',
  everyMs: 60_000,
  run: ({ db, clock }) => db.tx((tx) => turnAbsence(tx, clock.now())),
}
