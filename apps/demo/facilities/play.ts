import { createHash } from 'node:crypto'
import { StandingClock } from '../../../kernel/clock.ts'
import type { PersonId, PlaceId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  addFacility,
  changeFacility,
  type DeviceId,
  type FacilityId,
  inspect,
  makePass,
  registerDevice,
  signatureHeaders,
  signatureOf,
  takeEvents,
} from '../../../modules/facilities/public.ts'
import { dateOf, day } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { take, tolerate } from '../enterprise/matter-steps.ts'
import { officer, person } from '../enterprise/offices.ts'
import type { Stage } from '../replay.ts'
import { type PlannedFacility, type PlannedGate, planFacilities } from './plan.ts'

const desk = 'post:community_desk:530103005006'
/** Demo devices send no heartbeats once the filling is over: a week passes before they count as silent. */
const patientMinutes = 10_080

/** Facilities of 天祥社区 with two months of inspections, six gates, two things that are broken, some passes. */
export async function playFacilities(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const plan = planFacilities(district, { seed, until: stage.until })
  log(`playing ${plan.facilities.length} facilities and ${plan.gates.length} gates …`)
  const ids: FacilityId[] = []
  for (const planned of plan.facilities) ids.push(await stand(stage, planned))
  for (const [n, planned] of plan.facilities.entries()) await lookAfter(stage, planned, ids[n])
  const devices = await Promise.all(plan.gates.map((gate) => playGate(stage, gate, ids[gate.facility], seed)))
  if (devices.length > 0) await playPasses(stage, plan.facilities, ids)
}

const doingAt = async (stage: Stage, post: string, at: Date) => ({
  ...(await officer(stage, post, at)),
  ...{ tenantId: stage.keys.tenantId, secrets: stage.secrets, clock: new StandingClock(at) },
})

async function stand(stage: Stage, planned: PlannedFacility): Promise<FacilityId> {
  const { db, keys } = stage
  const [lng, lat] = planned.point
  const doing = await doingAt(stage, desk, planned.from)
  const { id } = await db.tx((tx) =>
    addFacility(tx, doing, {
      ...{ kind: planned.kind, name: planned.name, placeId: keys.place(planned.compound), point: { lng, lat } },
      ...{ keeperPostId: keys.post(planned.keeper), rhythmDays: planned.rhythmDays, fromOn: dateOf(planned.from) },
    }),
  )
  return id
}

async function lookAfter(stage: Stage, planned: PlannedFacility, id: FacilityId | undefined): Promise<void> {
  if (!id) return
  const last = planned.inspections.length - 1
  for (const [n, at] of planned.inspections.entries())
    await tolerate(stage, 'inspection', async () => {
      const doing = await doingAt(stage, planned.keeper, at)
      const fault = n === last ? planned.fault : null
      const body = fault ? { outcome: 'fault' as const, words: fault } : { outcome: 'fine' as const }
      await stage.db.tx((tx) => inspect(tx, doing, id, body, { personId: doing.actor.personId, key: null }))
    })
}

type Event = Readonly<Record<string, string>> & { readonly at: string }

/** What a gate told, a day at a time, through the device door. */
async function playGate(stage: Stage, gate: PlannedGate, id: FacilityId | undefined, seed: number): Promise<void> {
  if (!id) return
  const from = new Date(stage.until.getTime() - 60 * day)
  const doing = await doingAt(stage, desk, from)
  const device = await stage.db.tx((tx) => registerDevice(tx, doing, id))
  if (!gate.silent) {
    const uploader = { personId: doing.actor.personId, key: null }
    await stage.db.tx((tx) => changeFacility(tx, doing, id, { silentMinutes: patientMinutes }, uploader))
  }
  const name = (n: number) => createHash('sha256').update(`${seed}/${gate.facility}/${n}`).digest('hex').slice(0, 32)
  const events: Event[] = [
    ...gate.movements.map(
      ({ at, type, way }): Event => ({ at: at.toISOString(), type, ...(type === 'opened' ? { way } : {}) }),
    ),
    ...gate.faults.flatMap(({ at, code, clearedAt }): Event[] => [
      { at: at.toISOString(), type: 'fault', code },
      ...(clearedAt ? [{ at: clearedAt.toISOString(), type: 'fault_cleared', code }] : []),
    ]),
  ].toSorted((a, b) => a.at.localeCompare(b.at))
  const named = events.map((event, n) => ({ ...event, id: name(n) }))
  for (const batch of inBatches(named)) await send(stage, device, batch)
  await putRight(stage, gate, id)
}

/** Of one day each, and a fault closes its batch: it is told at once. */
function inBatches<E extends Event>(events: readonly E[]): E[][] {
  const batches: E[][] = []
  for (const event of events) {
    const open = batches.at(-1)
    const before = open?.at(-1)
    const goesOn =
      open && before && before.at.slice(0, 10) === event.at.slice(0, 10) && !before.type?.startsWith('fault')
    if (goesOn) open.push(event)
    else batches.push([event])
  }
  return batches
}

async function send(
  { db, keys, secrets }: Stage,
  device: { readonly deviceId: DeviceId; readonly secret: string },
  events: readonly Event[],
): Promise<void> {
  const at = new Date(events.at(-1)?.at ?? '')
  const rawBody = Buffer.from(JSON.stringify({ events }))
  const [timestamp, nonce] = [Math.floor(at.getTime() / 1000), createHash('sha256').update(rawBody).digest('hex')]
  const headers: Readonly<Record<string, string>> = {
    [signatureHeaders.device]: device.deviceId,
    [signatureHeaders.timestamp]: String(timestamp),
    [signatureHeaders.nonce]: nonce,
    [signatureHeaders.signature]: signatureOf(device.secret, timestamp, nonce, rawBody).toString('hex'),
  }
  const header = (name: string) => headers[name] ?? null
  const clock = new StandingClock(at)
  await db.tx((tx) => takeEvents(tx, { tenantId: keys.tenantId, clock, secrets, rawBody, header }))
}

/** The matter of a fault that is over is brought to its end. */
async function putRight(stage: Stage, gate: PlannedGate, id: FacilityId): Promise<void> {
  const [fault] = gate.faults
  if (!fault?.clearedAt) return
  const { rows } = await stage.db.read((tx) =>
    sql<{ matter: Parameters<typeof take>[1] }>`select matter_id as matter from facilities.faults
      where tenant_id = ${stage.keys.tenantId} and facility_id = ${id}`.execute(tx),
  )
  const matter = rows[0]?.matter
  if (!matter) return
  const later = (hours: number) => new Date(fault.at.getTime() + hours * 3_600_000)
  await take(stage, matter, later(1), { action: 'contact', words: '已到现场查看，联系厂家' })
  await take(stage, matter, later(27), { action: 'resolve', outcome: 'solved', words: '更换道闸弹簧，试抬二十次正常' })
  const followUp = { method: 'verify' as const, reached: true, solved: true, satisfaction: 5 }
  await take(stage, matter, later(30), { action: 'follow_up', words: '现场核实已修好', followUp }, { post: desk })
}

/** Passes of whoever signs in as a resident, where their compound has a gate; else of nobody. */
async function playPasses(stage: Stage, facilities: readonly PlannedFacility[], ids: readonly FacilityId[]) {
  const { db, keys, secrets, until } = stage
  const { rows } = await db.read((tx) =>
    sql<{ id: PersonId; compound: PlaceId }>`select n.id, c.id as compound from people.accounts a
      join people.persons n on n.tenant_id = a.tenant_id and n.id = a.person_id
      join places.places h on h.tenant_id = n.tenant_id and h.id = n.home_place_id
      join places.places_view c on c.tenant_id = h.tenant_id and c.level_kind = 'compound' and starts_with(h.path, c.path)
      where a.tenant_id = ${keys.tenantId} and a.login = 'resident'`.execute(tx),
  )
  const [resident] = rows
  if (!resident) return
  const at = new Date(until.getTime() - 3_600_000)
  const gateIds = ids.filter((_, n) => {
    const one = facilities[n]
    return one?.kind === 'gate' && keys.place(one.compound) === resident.compound
  })
  if (gateIds.length === 0) return
  const by = { personId: resident.id, postId: null, via: 'demo' as const }
  const doing = {
    tenantId: keys.tenantId,
    actor: person(stage, resident.id),
    by,
    at,
    secrets,
    clock: new StandingClock(at),
  }
  for (const body of [
    { kind: 'once' as const, hours: 24, label: '快递' },
    { kind: 'span' as const, hours: 168, label: '家里保洁' },
  ])
    await db.tx((tx) => makePass(tx, doing, { compoundId: resident.compound, gateIds, ...body }))
}
