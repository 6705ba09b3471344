import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { clearFault, keepFault } from '../fault-service.ts'
import { type DeviceEvent, type deviceEvents, EventsBody } from './contract.ts'
import { type Heard, hear, type SignedRequest } from './device-service.ts'
import { faultName } from './fault-names.ts'

type Batch = { readonly events: readonly DeviceEvent[] }

/** Takes a batch of events. Each has its effect once, however often it is sent; later ones win over what comes late. */
export async function takeEvents(tx: Tx, request: SignedRequest): Promise<ResponseOf<typeof deviceEvents>> {
  const heard = await hear<Batch>(tx, request, EventsBody)
  const { events } = heard.body
  const inOrder = events.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  for (const event of inOrder) await takeEvent(tx, request, heard, event)
  return { accepted: events.length, serverTime: heard.writing.at.toISOString() }
}

async function takeEvent(tx: Tx, request: SignedRequest, heard: Heard<Batch>, event: DeviceEvent): Promise<void> {
  if (event.type === 'heartbeat') return
  const { facility, writing } = heard
  // A clock that runs ahead must not hold a state for ever.
  const at = new Date(Math.min(Date.parse(event.at), writing.at.getTime()))
  if (!(await keepEvent(tx, heard, event, at))) return
  if (event.type === 'opened' || event.type === 'closed') {
    const barrier = event.type === 'opened' ? 'open' : 'closed'
    await sql`update facilities.gates set barrier = ${barrier}, barrier_at = ${at} where tenant_id = ${writing.tenantId}
      and facility_id = ${facility.id} and (barrier_at is null or barrier_at <= ${at})`.execute(tx)
    return
  }
  if (await isOvertaken(tx, heard, event, at)) return
  const name = faultName(event.code)
  if (event.type === 'fault_cleared') {
    const words = `设备报告：${name.zh}已恢复`
    await clearFault(tx, writing, facility, { source: 'device', code: event.code, words })
    return
  }
  const said = event.words?.trim()
  await keepFault(tx, request, writing, facility, {
    ...{ source: 'device', code: event.code, joins: 'same', title: `${facility.name}：${name.zh}` },
    words: `设备报告：${name.zh}${said ? `（${said}）` : ''}`,
    ...{ urgent: event.code === 'stuck_closed', fileIds: [], uploadKey: null },
  })
}

/** @returns false where it was told before. */
async function keepEvent(
  tx: Tx,
  { device, facility, writing }: Heard<Batch>,
  event: Exclude<DeviceEvent, { type: 'heartbeat' }>,
  at: Date,
): Promise<boolean> {
  const way = event.type === 'opened' ? (event.way ?? null) : null
  const code = 'code' in event ? event.code : null
  const words = event.type === 'fault' ? (event.words ?? null) : null
  const { rows } =
    await sql`insert into facilities.device_events (tenant_id, device_id, event_id, facility_id, type, way,
      code, words, at, received_at)
    values (${writing.tenantId}, ${device.id}, ${event.id}, ${facility.id}, ${event.type}, ${way}, ${code}, ${words},
      ${at}, ${writing.at}) on conflict do nothing returning event_id`.execute(tx)
  return rows.length > 0
}

/** Something later about the same fault is known already: this one came late and changes nothing. */
async function isOvertaken(
  tx: Tx,
  { facility, writing }: Heard<Batch>,
  event: { readonly id: string; readonly code: string },
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`select from facilities.device_events where tenant_id = ${writing.tenantId}
    and facility_id = ${facility.id} and type in ('fault', 'fault_cleared') and code = ${event.code} and at > ${at}
    limit 1`.execute(tx)
  return rows.length > 0
}
