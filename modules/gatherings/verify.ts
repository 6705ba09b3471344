import { sql } from '../../kernel/db.ts'
import { type LedgerEvent, readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { eventTypes, type GatheringEvent, streamOf } from './events.ts'
import type { State } from './gathering.ts'
import { hashOf } from './gathering-store.ts'
import type { DecisionRecord, EntryRecord, GatheringRecord, HearingRecord, ItemRecord } from './tables.ts'

/**
 * Holds what stands in the rows against the ledger: the state, the words of minutes and decisions by their hashes, and who
 * was there.
 */
export const verifyGatherings: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const { rows } = await sql<GatheringRecord>`select * from gatherings.gatherings where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const gathering of rows) await verifyOne(verifying, gathering)
  return { gatherings: rows.length }
}

type Story = readonly LedgerEvent<GatheringEvent>[]

const stateAfter: Readonly<Record<string, State>> = {
  [eventTypes.planned]: 'draft',
  [eventTypes.announced]: 'announced',
  [eventTypes.started]: 'running',
  [eventTypes.held]: 'held',
  [eventTypes.cancelled]: 'cancelled',
}

async function verifyOne(verifying: Verifying, gathering: GatheringRecord): Promise<void> {
  const stream = streamOf(gathering.id)
  const story = (await readStream(verifying.tx, gathering.tenant_id, stream)) as unknown as Story
  const fault = (check: string, what: string) =>
    verifying.report({ check: `gatherings.${check}`, stream, what: `${gathering.title}: ${what}` })
  const told = story.flatMap(({ type }) => stateAfter[type] ?? []).at(-1)
  if (told !== gathering.state) fault('state', `stands as ${gathering.state}, the ledger says ${told ?? 'nothing'}`)
  const of = { verifying, gathering, story, fault }
  await verifyWords(of)
  await verifyHearings(of)
  await verifyAttendance(of)
}

interface One {
  readonly verifying: Verifying
  readonly gathering: GatheringRecord
  readonly story: Story
  readonly fault: (check: string, what: string) => void
}

async function verifyWords({ verifying: { tx }, gathering, story, fault }: One): Promise<void> {
  const here = sql`tenant_id = ${gathering.tenant_id} and gathering_id = ${gathering.id}`
  const { rows: items } = await sql<ItemRecord>`select * from gatherings.items where ${here}`.execute(tx)
  for (const item of items) {
    const last = story.filter(({ type, payload }) => type === eventTypes.minutes_written && payload.itemId === item.id)
    const hash = last.at(-1)?.payload.hash
    if ((hash ?? hashOf('')) !== hashOf(item.discussion ?? '')) fault('minutes', `item ${item.position} was altered`)
  }
  const { rows: decisions } = await sql<DecisionRecord>`select * from gatherings.decisions where ${here}`.execute(tx)
  for (const decision of decisions) {
    const made = story.find(({ payload }) => payload.decisionId === decision.id)?.payload
    if (made?.hash !== hashOf(decision.words) || made.matterId !== decision.matter_id)
      fault('decision', `decision ${decision.id} is not as it was made`)
  }
}

async function verifyHearings({ verifying: { tx }, gathering, story, fault }: One): Promise<void> {
  const { rows } = await sql<HearingRecord>`select * from gatherings.hearings
    where tenant_id = ${gathering.tenant_id} and gathering_id = ${gathering.id}`.execute(tx)
  const told = new Map<string, GatheringEvent>()
  for (const { type, payload } of story) {
    if (type === eventTypes.decision_heard && payload.decisionId) told.set(payload.decisionId, payload)
    if (type === eventTypes.hearing_undone && payload.decisionId) told.delete(payload.decisionId)
  }
  if (rows.length !== told.size) fault('hearing', `${rows.length} stand as heard, the ledger says ${told.size}`)
  for (const row of rows) {
    const heard = told.get(row.decision_id)
    const hash = row.words === null ? undefined : hashOf(row.words)
    if (heard?.facts?.state !== row.matter_state || heard.hash !== hash)
      fault('hearing', `what was heard of decision ${row.decision_id} was altered`)
  }
}

async function verifyAttendance({ verifying: { tx }, gathering, story, fault }: One): Promise<void> {
  const here = new Set<string>()
  for (const { type, payload } of story) {
    if (type === eventTypes.party_checked_in && payload.entryId) here.add(payload.entryId)
    if (type === eventTypes.check_in_undone && payload.entryId) here.delete(payload.entryId)
  }
  const { rows } = await sql<Pick<EntryRecord, 'id'>>`select id from gatherings.entries
    where tenant_id = ${gathering.tenant_id} and gathering_id = ${gathering.id} and checked_in_at is not null`.execute(
    tx,
  )
  const stands = new Set<string>(rows.map(({ id }) => id))
  if (stands.size !== here.size || [...stands].some((id) => !here.has(id)))
    fault('attendance', `${stands.size} stand as there, the ledger says ${here.size}`)
}
