import { sql, type Tx } from '../../../kernel/db.ts'
import { type NeighbourEvent, type TeamEventName, type TeamId, teamEvents, teamStream } from '../events.ts'
import { notFound } from '../refusals.ts'
import { type Writing, write } from '../scope.ts'
import type { TeamRecord } from '../tables.ts'

/** An active team, locked. Teams are public; what may be done with one is asked after. */
export async function lockTeam(tx: Tx, { tenantId }: Writing, id: TeamId): Promise<TeamRecord> {
  const { rows } = await sql<TeamRecord>`select * from neighbours.teams where tenant_id = ${tenantId} and id = ${id}
    and state = 'active' for no key update`.execute(tx)
  return rows[0] ?? notFound()
}

export const recordTeam = (tx: Tx, writing: Writing, id: TeamId, name: TeamEventName, payload: NeighbourEvent) =>
  write(tx, writing, teamStream(id), teamEvents[name], { teamId: id, ...payload })
