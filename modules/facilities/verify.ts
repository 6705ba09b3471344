import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import { type LedgerEvent, readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { type FacilityEvent, type FacilitySet, facilityEvents, facilityStream } from './events.ts'
import type { DeviceId, FacilityRecord, FaultId } from './tables.ts'

/** Holds facilities against the ledger: where and what they are, who keeps them, when they fall due, their faults and device. */
export const verifyFacilities: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const { rows } = await sql<FacilityRecord>`select * from facilities.facilities where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const row of rows) await verifyOne(verifying, row)
  return { facilities: rows.length }
}

type Story = readonly LedgerEvent<FacilityEvent>[]

async function verifyOne(verifying: Verifying, row: FacilityRecord): Promise<void> {
  const { tx, tenantId, report } = verifying
  const stream = facilityStream(row.id)
  const story = (await readStream(tx, tenantId, stream)) as unknown as Story
  const fault = (check: string, what: string) =>
    report({ check: `facilities.${check}`, stream, what: `${row.name}: ${what}` })
  const told: FacilitySet = Object.assign({}, ...story.map(({ payload }) => payload.set ?? {}))
  const stands = { ...row, last_inspected_at: row.last_inspected_at?.toISOString() ?? null }
  const what = differs<Record<string, unknown>>(stands, told)
  if (what) fault('standing', what)
  await verifyFaults(verifying, row, story, fault)
  await verifyInspections(verifying, row, story, fault)
}

type Fault = (check: string, what: string) => void

const setOf = (story: Story, begins: string, ends: string, idOf: (of: FacilityEvent) => string | undefined) => {
  const live = new Set<string>()
  for (const { type, payload } of story) {
    const id = idOf(payload)
    if (id && type === begins) live.add(id)
    if (id && type === ends) live.delete(id)
  }
  return [...live].sort().join()
}

async function verifyFaults({ tx, tenantId }: Verifying, { id }: FacilityRecord, story: Story, fault: Fault) {
  const { rows } = await sql<{ id: FaultId }>`select id from facilities.faults where tenant_id = ${tenantId}
    and facility_id = ${id} and ended_at is null order by id::text`.execute(tx)
  const { fault_began: began, fault_ended: ended } = facilityEvents
  if (rows.map((row) => row.id).join() !== setOf(story, began, ended, ({ faultId }) => faultId))
    fault('faults', 'the faults that stand are not those of the ledger')
  const { rows: devices } = await sql<{ id: DeviceId }>`select id from facilities.devices where tenant_id = ${tenantId}
    and facility_id = ${id} and ended_at is null order by id::text`.execute(tx)
  const { device_registered: registered, device_ended: over } = facilityEvents
  if (devices.map((row) => row.id).join() !== setOf(story, registered, over, ({ deviceId }) => deviceId))
    fault('device', 'the device is not that of the ledger')
}

async function verifyInspections({ tx, tenantId }: Verifying, { id }: FacilityRecord, story: Story, fault: Fault) {
  const { rows } = await sql<{ id: string; outcome: string; due_on: string | null }>`select id, outcome, due_on
    from facilities.inspections where tenant_id = ${tenantId} and facility_id = ${id}`.execute(tx)
  const told = new Map(
    story.flatMap(({ payload }) => (payload.inspectionId ? [[payload.inspectionId as string, payload]] : [])),
  )
  for (const row of rows) {
    const said = told.get(row.id)
    if (said?.outcome !== row.outcome || said.dueOn !== row.due_on)
      fault('inspection', `inspection ${row.id} is not as it was done`)
  }
  if (rows.length !== told.size) fault('inspection', `${rows.length} inspections stand, the ledger says ${told.size}`)
}
