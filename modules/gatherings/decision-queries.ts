import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { mattersNow } from '../matters/public.ts'
import type { DecisionView, GatheringView } from './contract.ts'
import { type DecisionRecord, type GatheringId, type GatheringRecord, mine } from './tables.ts'

export interface Reading {
  readonly tx: Tx
  readonly tenantId: TenantId
  readonly now: Date
  /** Staff also read who acts for the holder. */
  readonly staff: boolean
}

/** The decisions of some gatherings with the present state of their matters, in the order in which they were made. */
export async function decisionsOf(reading: Reading, ids: readonly GatheringId[]): Promise<DecisionView[]> {
  const { tx, tenantId, now, staff } = reading
  if (ids.length === 0) return []
  const rows = await mine(tx)
    .selectFrom('gatherings.decisions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('gathering_id', 'in', [...ids])
    .orderBy('decided_at')
    .orderBy('id')
    .execute()
  const matters = await mattersNow(
    tx,
    tenantId,
    rows.map((row) => row.matter_id),
    now,
  )
  return rows.flatMap((row) => {
    const matter = matters.get(row.matter_id)
    return matter ? [present(row, matter, staff)] : []
  })
}

type Matter = NonNullable<ReturnType<Awaited<ReturnType<typeof mattersNow>>['get']>>

function present(row: DecisionRecord, matter: Matter, staff: boolean): DecisionView {
  const { id, number, state, closedAt, clock, reviewAt, holder } = matter
  return {
    id: row.id,
    gatheringId: row.gathering_id,
    itemId: row.item_id,
    words: row.words,
    dueOn: row.due_on,
    decidedAt: row.decided_at.toISOString(),
    matter: {
      ...{ id, number, state, closedAt, clock, reviewAt },
      holder: holder && {
        name: holder.name,
        nameEn: holder.nameEn,
        personName: staff ? (holder.personName ?? null) : null,
      },
    },
  }
}

/** 上次议定事项: all that the last meeting of the series decided, and what is still open from the ones before. */
export async function decisionsBefore(reading: Reading, gathering: GatheringRecord): Promise<GatheringView['before']> {
  const { rows } = await sql<Pick<GatheringRecord, 'id' | 'title' | 'starts_at'>>`
    select id, title, starts_at from gatherings.gatherings
    where tenant_id = ${reading.tenantId} and series_id = ${gathering.series_id} and id <> ${gathering.id}
      and starts_at < ${gathering.starts_at} and state in ('running', 'held') order by starts_at desc`.execute(
    reading.tx,
  )
  const all = await decisionsOf(
    reading,
    rows.map((row) => row.id),
  )
  const done = new Set(['closed', 'void', 'merged'])
  return rows
    .map(({ id, title, starts_at }, at) => ({
      gathering: { id, title, startsAt: starts_at.toISOString() },
      decisions: all.filter((one) => one.gatheringId === id && (at === 0 || !done.has(one.matter.state))),
    }))
    .filter(({ decisions }) => decisions.length > 0)
}
