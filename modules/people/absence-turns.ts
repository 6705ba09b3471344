import { systemActor } from '../../kernel/actor.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { type AbsenceTurned, absenceBegun, absenceEnded, postStream } from './events.ts'
import type { AbsenceId } from './tables.ts'

interface Turning {
  readonly tenantId: TenantId
  readonly id: AbsenceId
  readonly postId: PostId
  readonly over: boolean
  /** The holder who is away holds the post still. */
  readonly held: boolean
  /** They are away all the same: by an absence that follows at once. */
  readonly awayAgain: boolean
}

/**
 * Tells of one absence that has begun or is over, under its row lock, so that any number of workers tell each once. One that
 * passed while no worker ran is told as over alone; nothing is told where another holds the post by now, or the holder is
 * away again: that is told by itself. @returns false when there was none.
 */
export async function turnAbsence(tx: Tx, at: Date): Promise<boolean> {
  const { rows } = await sql<Turning>`
    select a.tenant_id as "tenantId", a.id, a.post_id as "postId", a.to_at <= ${at} as over,
      exists (select from people.tenures t where t.tenant_id = a.tenant_id and t.id = a.tenure_id
        and (t.to_at is null or t.to_at > ${at})) as held,
      exists (select from people.absences b where b.tenant_id = a.tenant_id and b.tenure_id = a.tenure_id and b.id <> a.id
        and b.cancelled_at is null and b.from_at <= ${at} and b.to_at > ${at}) as "awayAgain"
    from people.absences a where a.turns_at <= ${at}
    order by a.turns_at, a.id limit 1 for no key update of a skip locked`.execute(tx)
  const [turning] = rows
  if (!turning) return false
  const { tenantId, id: absenceId, postId, over, held, awayAgain } = turning
  await sql`update people.absences set turns_at = ${over || !held ? null : sql`to_at`}
    where tenant_id = ${tenantId} and id = ${absenceId}`.execute(tx)
  if (!held || (over && awayAgain)) return true
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
