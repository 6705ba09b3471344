import { systemActor } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import { type FileId, type MatterId, newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { LedgerEvent } from '../../kernel/events/record.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { eventTypes, type MatterEvent } from '../matters/events.ts'
import { addNote, type NewReport, type Reported, reportMatterIn } from '../matters/public.ts'
import { tell } from './facility-store.ts'
import { kinds } from './kinds.ts'
import type { Writing } from './scope.ts'
import type { FacilityRecord, FaultId, FaultRecord, FaultSource } from './tables.ts'

export interface FaultFound {
  readonly source: FaultSource
  /** What tells one fault of a device from another; null: people's words differ each time. */
  readonly code: string | null
  /** Which open matter takes it up instead of a new one: that of the same source and code, of any fault, or none. */
  readonly joins: 'same' | 'any' | 'none'
  readonly title: string
  readonly words: string
  readonly urgent: boolean
  readonly fileIds: readonly FileId[]
  readonly uploadKey: string | null
  /** A neighbour who tells it. */
  readonly reporter?: {
    readonly personId: PersonId | null
    readonly name: string | null
    readonly phone: string | null
  }
}

export interface FaultKept {
  readonly faultId: FaultId
  readonly matterId: MatterId
  /** What the report answered; null where an open matter took it up. */
  readonly reported: Reported | null
}

type Services = { readonly clock: Clock; readonly secrets: Secrets }

const openStates = sql`(select m.id from matters.states_view m where m.tenant_id = x.tenant_id and m.id = x.matter_id
  and m.state not in ('closed', 'void', 'merged'))`

/** A fault of the facility that what was found may be the same as; the facility is locked by the caller. */
async function faultLike(
  tx: Tx,
  { tenant_id, id }: FacilityRecord,
  { source, code, joins }: FaultFound,
): Promise<(FaultRecord & { readonly open: boolean }) | null> {
  if (joins === 'none') return null
  const same = joins === 'same' ? sql`x.source = ${source} and x.code = ${code}` : sql`true`
  // One that the device took back counts as well while its matter is open: it came again.
  const { rows } = await sql<FaultRecord & { open: boolean }>`select x.*, exists ${openStates} as open
    from facilities.faults x where x.tenant_id = ${tenant_id} and x.facility_id = ${id} and ${same}
      and (${joins === 'same' ? sql`x.ended_at is null or` : sql``} exists ${openStates})
    order by x.ended_at nulls first, x.since desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/**
 * A fault becomes a matter about the facility, held by its keeper; where the same fault has an open matter it is noted
 * there instead. A device that tells a fault again after its matter was closed gets another one: it is not put right.
 */
export async function keepFault(
  tx: Tx,
  services: Services,
  writing: Writing,
  facility: FacilityRecord,
  found: FaultFound,
): Promise<FaultKept> {
  const like = await faultLike(tx, facility, found)
  if (like?.open) return noteAgain(tx, writing, facility, found, like)
  if (like) await endFault(tx, writing, like)
  const matterId = newId<'matter'>()
  const reported = await reportMatterIn(tx, services, reportOf(writing, facility, found, matterId))
  const faultId = await beginFault(tx, writing, facility, found, matterId)
  return { faultId, matterId, reported }
}

async function noteAgain(
  tx: Tx,
  writing: Writing,
  facility: FacilityRecord,
  found: FaultFound,
  like: FaultRecord,
): Promise<FaultKept> {
  const { words, fileIds, uploadKey: key } = found
  await note(tx, writing, like.matter_id, { words, fileIds, key })
  const again = found.joins === 'same' && like.ended_at !== null
  const faultId = again ? await beginFault(tx, writing, facility, found, like.matter_id) : like.id
  return { faultId, matterId: like.matter_id, reported: null }
}

interface Noted {
  readonly words: string
  readonly fileIds?: readonly FileId[]
  readonly key?: string | null
}

const note = (tx: Tx, { tenantId, at, by }: Writing, matterId: MatterId, { words, fileIds = [], key = null }: Noted) =>
  addNote(tx, { tenantId, matterId, words, fileIds, actor: by, at, uploader: { personId: by.personId, key } })

const reportOf = ({ tenantId, by }: Writing, facility: FacilityRecord, found: FaultFound, id: MatterId): NewReport => ({
  ...{ tenantId, id, placeId: facility.place_id, placeDetail: facility.name, visibility: 'open' },
  ...{ point: { lng: facility.lng, lat: facility.lat }, title: found.title, body: found.words },
  category: kinds[facility.kind].category,
  ...{ keeperPost: facility.keeper_post_id, patrolPost: null },
  priority: found.urgent ? 'urgent' : 'normal',
  ...(found.source === 'neighbour'
    ? { kind: 'demand', channel: 'pocket', selfFound: false }
    : {
        ...{ kind: 'patrol', selfFound: true },
        channel: found.source === 'inspection' ? 'patrol' : 'api',
      }),
  reporterId: found.reporter?.personId ?? null,
  reporterName: found.reporter?.name ?? null,
  reporterPhone: found.reporter?.phone ?? null,
  recordedBy: found.source === 'inspection' ? by.personId : null,
  ...{ fileIds: found.fileIds, uploadKey: found.uploadKey, actor: by },
  subject: { kind: 'facility', id: facility.id },
})

async function beginFault(
  tx: Tx,
  writing: Writing,
  { id }: FacilityRecord,
  { source, code: named }: FaultFound,
  matterId: MatterId,
): Promise<FaultId> {
  const faultId = newId<'fault'>()
  const code = named ?? matterId
  await sql`insert into facilities.faults (tenant_id, id, facility_id, source, code, matter_id, since)
    values (${writing.tenantId}, ${faultId}, ${id}, ${source}, ${code}, ${matterId}, ${writing.at})`.execute(tx)
  await tell(tx, writing, id, 'fault_began', { faultId, source, code, matterId })
  return faultId
}

/** The fault is over; its matter goes its own way. */
export async function endFault(
  tx: Tx,
  writing: Writing,
  { id, facility_id }: Pick<FaultRecord, 'id' | 'facility_id'>,
): Promise<void> {
  const { rows } = await sql`update facilities.faults set ended_at = ${writing.at}
    where tenant_id = ${writing.tenantId} and id = ${id} and ended_at is null returning id`.execute(tx)
  if (rows.length > 0) await tell(tx, writing, facility_id, 'fault_ended', { faultId: id })
}

/** A device says that a fault is over: it ends, and its open matter has a note. @returns false where no such fault stands. */
export async function clearFault(
  tx: Tx,
  writing: Writing,
  facility: Pick<FacilityRecord, 'id'>,
  fault: { readonly source: FaultSource; readonly code: string; readonly words: string },
): Promise<boolean> {
  const { rows } = await sql<FaultRecord & { open: boolean }>`select x.*, exists ${openStates} as open
    from facilities.faults x where x.tenant_id = ${writing.tenantId} and x.facility_id = ${facility.id}
      and x.source = ${fault.source} and x.code = ${fault.code} and x.ended_at is null for update of x`.execute(tx)
  const [stands] = rows
  if (!stands) return false
  await endFault(tx, writing, stands)
  if (stands.open) await note(tx, writing, stands.matter_id, fault)
  return true
}

/** Faults of inspections and neighbours stand as long as their matter; a device and silence end theirs themselves. */
export const followMatters: Subscriber = {
  name: 'facilities.follow_matters',
  types: [
    eventTypes.confirm,
    eventTypes.close,
    eventTypes.follow_up,
    eventTypes.void,
    eventTypes.merge,
    eventTypes.reopen,
  ],
  async handle(tx, event) {
    const { matterId, set } = payloadOf<MatterEvent>(event)
    const into = set.merged_into_id
    if (typeof into === 'string') return moveFaults(tx, event, matterId, into as MatterId)
    const { rows } = await sql<
      FaultRecord & { open: boolean; again: boolean }
    >`select x.*, exists ${openStates} as open,
        exists (select from facilities.faults y where y.tenant_id = x.tenant_id and y.facility_id = x.facility_id
          and y.source = x.source and y.code = x.code and y.ended_at is null and y.id <> x.id) as again
      from facilities.faults x where x.tenant_id = ${event.tenantId} and x.matter_id = ${matterId}
        and x.source in ('inspection', 'neighbour') order by x.since desc limit 1 for update of x`.execute(tx)
    const [fault] = rows
    if (!fault) return
    const writing: Writing = { tenantId: event.tenantId, by: systemActor, at: event.at }
    if (!fault.open && !fault.ended_at) await endFault(tx, writing, fault)
    if (fault.open && fault.ended_at && !fault.again) await standAgain(tx, writing, fault)
  },
}

/** A matter that is merged into another leaves its faults to that one. */
async function moveFaults(tx: Tx, { tenantId, at }: LedgerEvent, from: MatterId, to: MatterId): Promise<void> {
  const { rows } = await sql<FaultRecord>`update facilities.faults set matter_id = ${to} where tenant_id = ${tenantId}
    and matter_id = ${from} and ended_at is null returning *`.execute(tx)
  for (const { id: faultId, facility_id, source, code } of rows)
    await tell(tx, { tenantId, by: systemActor, at }, facility_id, 'fault_moved', {
      faultId,
      source,
      code,
      matterId: to,
    })
}

async function standAgain(tx: Tx, writing: Writing, fault: FaultRecord): Promise<void> {
  const { source, code, matter_id: matterId, facility_id } = fault
  await sql`update facilities.faults set ended_at = null where tenant_id = ${writing.tenantId} and id = ${fault.id}`.execute(
    tx,
  )
  await tell(tx, writing, facility_id, 'fault_began', { faultId: fault.id, source, code, matterId })
}

/** Names of facilities, for the matters about them. */
export const facilityNames = {
  name: async (tx: Tx, tenantId: TenantId, ids: readonly string[]) => {
    const { rows } = await sql<{ id: string; name: string }>`select id, name from facilities.facilities
      where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[])`.execute(tx)
    return new Map(rows.map(({ id, name }) => [id, { zh: name, en: name }]))
  },
  members: async () => [],
  subjectsOf: async () => [],
}
