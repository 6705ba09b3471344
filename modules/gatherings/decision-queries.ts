import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { mattersNow } from '../matters/public.ts'
import type { DecisionView, GatheringView } from './contract.ts'
import { traits } from './gathering.ts'
import { type DecisionRecord, type GatheringId, type GatheringRecord, type HearingRecord, mine } from './tables.ts'

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
    heard: null,
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

const done: ReadonlySet<string> = new Set(['closed', 'void', 'merged'])

/** Whether nothing is left to be done about a decision whose matter stands so. */
export const isDone = (state: DecisionView['matter']['state']): boolean => done.has(state)

/**
 * 上次议定事项: what the last meeting decided, and what is still open from the ones before. The meetings of a series follow
 * one another; so do the councils of a place, which let nothing go until one of them has heard that it is done.
 */
export async function decisionsBefore(reading: Reading, gathering: GatheringRecord): Promise<GatheringView['before']> {
  const { kind, place_id: placeId, series_id: seriesId } = gathering
  const { ofPlace } = traits[kind]
  const follows = ofPlace
    ? sql`(series_id = ${seriesId} or (kind = ${kind} and place_id = ${placeId}))`
    : sql`series_id = ${seriesId}`
  const { rows } = await sql<Pick<GatheringRecord, 'id' | 'title' | 'starts_at'>>`
    select id, title, starts_at from gatherings.gatherings
    where tenant_id = ${reading.tenantId} and ${follows} and id <> ${gathering.id}
      and starts_at < ${gathering.starts_at} and state in ('running', 'held') order by starts_at desc`.execute(
    reading.tx,
  )
  const ids = rows.map((row) => row.id)
  const all = await decisionsOf(reading, ids)
  const hearings = await hearingsOf(reading, [gathering.id, ...ids])
  const settled = new Set(
    hearings
      .filter((one) => one.gathering_id !== gathering.id && isDone(one.matter_state))
      .map((one) => one.decision_id),
  )
  const stays = (one: DecisionView, at: number) =>
    ofPlace ? !settled.has(one.id) : at === 0 || !isDone(one.matter.state)
  const here = new Map(
    hearings.flatMap((one) => (one.gathering_id === gathering.id ? [[one.decision_id, one] as const] : [])),
  )
  return rows
    .map(({ id, title, starts_at }, at) => ({
      gathering: { id, title, startsAt: starts_at.toISOString() },
      decisions: all
        .filter((one) => one.gatheringId === id && stays(one, at))
        .map((one) => ({ ...one, heard: heardAs(here.get(one.id)) })),
    }))
    .filter(({ decisions }) => decisions.length > 0)
}

const heardAs = (hearing: HearingRecord | undefined): DecisionView['heard'] =>
  hearing ? { at: hearing.heard_at.toISOString(), state: hearing.matter_state, words: hearing.words } : null

const hearingsOf = ({ tx, tenantId }: Reading, ids: readonly GatheringId[]): Promise<HearingRecord[]> =>
  mine(tx)
    .selectFrom('gatherings.hearings')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('gathering_id', 'in', [...ids])
    .execute()
