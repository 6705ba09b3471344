import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PlaceId, type PostId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import { gridOf, placeOf } from '../places/public.ts'
import type { NewSuite } from './buildings-contract.ts'
import { type Doing, keeping, todayOf } from './doing.ts'
import { scopeOf } from './firm-scope.ts'
import { recordFirm } from './firm-store.ts'
import { changeTenancy } from './move-service.ts'
import type { BuildingPurpose, SuiteId, TenancyId } from './shapes.ts'
import { positionStep, positionsWithin } from './stacking.ts'
import { lockBuilding, lockSuites, recordBuildingEvent, refuseEnded } from './suite-store.ts'
import { type BuildingRecord, mine, type SuiteRecord, type TenancyRecord } from './tables.ts'

export interface BuildingOrder {
  readonly placeId: PlaceId
  readonly floorsAbove: number
  readonly floorsBelow?: number | undefined
  readonly grossAreaCm2?: number | null | undefined
  readonly purpose: BuildingPurpose
  readonly openedOn?: Day | null | undefined
  readonly propertyPostId?: PostId | null | undefined
  readonly stewardPostId?: PostId | null | undefined
  readonly suites?: readonly NewSuite[] | undefined
  /** Since when the suites stand; the building's opening or today if left out. */
  readonly suitesFrom?: Day | undefined
}

/** A place of level building becomes an office building, with its suites. */
export async function recordBuilding(tx: Tx, asked: Doing, order: BuildingOrder): Promise<void> {
  const { tenantId, at } = asked
  const place = (await placeOf(tx, tenantId, order.placeId)) ?? notFound()
  const where = { placePath: place.path, gridId: await gridOf(tx, tenantId, order.placeId, at) }
  if (asked.actor && !seesPlace(asked.actor, where)) notFound()
  const doing = keeping(asked, where)
  if (place.levelKind !== 'building' || place.ended)
    refuseField('placeId', 'not_a_building', { zh: '请选择一栋楼', en: 'Please choose a building' })
  await refusePosts(tx, doing, order)
  const building: BuildingRecord = {
    tenant_id: tenantId,
    place_id: order.placeId,
    place_path: place.path,
    floors_above: order.floorsAbove,
    floors_below: order.floorsBelow ?? 0,
    gross_area_cm2: order.grossAreaCm2 ?? null,
    purpose: order.purpose,
    property_post_id: order.propertyPostId ?? null,
    steward_post_id: order.stewardPostId ?? null,
    opened_on: order.openedOn ?? null,
    recorded_at: at,
  }
  const added = await mine(tx)
    .insertInto('enterprises.buildings')
    .values(building)
    .onConflict((conflict) => conflict.doNothing())
    .returning('place_id')
    .execute()
  if (added.length === 0)
    fail('conflict', 'enterprises.building_is_recorded', {
      zh: '这栋楼已经登记过',
      en: 'This building is on record already',
    })
  const { tenant_id: _, recorded_at: __, ...set } = building
  await recordBuildingEvent(tx, doing, 'recorded', { placeId: order.placeId, set })
  const from = order.suitesFrom ?? order.openedOn ?? todayOf(doing)
  if (order.suites?.length) await insertSuites(tx, doing, building, from, order.suites)
}

function seesPlace(actor: NonNullable<Doing['actor']>, where: { placePath: string; gridId: string | null }): boolean {
  const { paths, grids } = scopeOf(actor)
  return paths.some((path) => where.placePath.startsWith(path)) || grids.some((grid) => grid === where.gridId)
}

function refuseField(path: string, reason: string, words: Words): never {
  return fail('invalid', `enterprises.${reason}`, words, [{ path, words }])
}

async function refusePosts(
  tx: Tx,
  { tenantId }: Doing,
  order: { propertyPostId?: PostId | null | undefined; stewardPostId?: PostId | null | undefined },
): Promise<void> {
  for (const path of ['propertyPostId', 'stewardPostId'] as const) {
    const id = order[path]
    if (!id) continue
    const { rows } = await sql`select from people.posts_view
      where tenant_id = ${tenantId} and id = ${id} and abolished_at is null`.execute(tx)
    if (rows.length === 0) refuseField(path, 'no_such_post', { zh: '没有这个岗位', en: 'There is no such post' })
  }
}

/** What is known of a building is put right. */
export async function changeBuilding(
  tx: Tx,
  asked: Doing,
  placeId: PlaceId,
  change: Partial<Omit<BuildingOrder, 'placeId' | 'suites' | 'suitesFrom'>>,
): Promise<void> {
  const { doing } = await lockBuilding(tx, asked, placeId)
  await refusePosts(tx, doing, change)
  const all = {
    floors_above: change.floorsAbove,
    floors_below: change.floorsBelow,
    gross_area_cm2: change.grossAreaCm2,
    purpose: change.purpose,
    opened_on: change.openedOn,
    property_post_id: change.propertyPostId,
    steward_post_id: change.stewardPostId,
  }
  const set = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  if (Object.keys(set).length === 0) return
  await mine(tx)
    .updateTable('enterprises.buildings')
    .set(set)
    .where('tenant_id', '=', doing.tenantId)
    .where('place_id', '=', placeId)
    .execute()
  await recordBuildingEvent(tx, doing, 'changed', { placeId, set })
}

/** New suites on their floors, to the right of those that are there. */
export async function addSuites(
  tx: Tx,
  asked: Doing,
  placeId: PlaceId,
  fromOn: Day,
  suites: readonly NewSuite[],
): Promise<SuiteId[]> {
  const { building, doing } = await lockBuilding(tx, asked, placeId)
  return insertSuites(tx, doing, building, fromOn, suites)
}

async function insertSuites(
  tx: Tx,
  doing: Doing,
  building: BuildingRecord,
  fromOn: Day,
  suites: readonly NewSuite[],
): Promise<SuiteId[]> {
  const { rows } = await sql<{ floor: number; last: number }>`select floor, max(position) as last
    from enterprises.suites where tenant_id = ${doing.tenantId} and building_id = ${building.place_id} group by floor`.execute(
    tx,
  )
  const last = new Map(rows.map((row) => [row.floor, row.last]))
  const numbers = new Set<string>()
  const records = suites.map((suite, at): SuiteRecord => {
    refuseBadSuite(building, suite, numbers, `suites.${at}`)
    const position = (last.get(suite.floor) ?? 0) + positionStep
    last.set(suite.floor, position)
    return recordOf(doing, building.place_id, { ...suite, position, fromOn, madeOf: [] })
  })
  for (let at = 0; at < records.length; at += 500)
    await mine(tx)
      .insertInto('enterprises.suites')
      .values(records.slice(at, at + 500))
      .execute()
  await recordBuildingEvent(tx, doing, 'suiteAdded', {
    placeId: building.place_id,
    on: fromOn,
    begun: records.map((suite) => suite.id),
    suites: setsOf(records),
  })
  return records.map((suite) => suite.id)
}

function refuseBadSuite(building: BuildingRecord, suite: NewSuite, numbers: Set<string>, path: string): void {
  if (suite.floor === 0 || suite.floor > building.floors_above || suite.floor < -building.floors_below)
    refuseField(`${path}.floor`, 'no_such_floor', {
      zh: `${suite.number}：楼层应在 ${building.floors_below > 0 ? `-${building.floors_below} 至 -1、` : ''}1 至 ${building.floors_above} 之间`,
      en: `${suite.number}: the floor must be one of the building's (${-building.floors_below} to ${building.floors_above}, no 0)`,
    })
  if (numbers.has(suite.number))
    refuseField(`${path}.number`, 'number_twice', {
      zh: `房号 ${suite.number} 出现了两次`,
      en: `The number ${suite.number} occurs twice`,
    })
  numbers.add(suite.number)
}

interface SuiteToBe extends Omit<NewSuite, 'floor'> {
  readonly floor: number
  readonly position: number
  readonly fromOn: Day
  readonly madeOf: SuiteId[]
}

const recordOf = ({ tenantId }: Doing, buildingId: PlaceId, suite: SuiteToBe): SuiteRecord => ({
  tenant_id: tenantId,
  id: suite.id ?? newId<'suite'>(),
  building_id: buildingId,
  floor: suite.floor,
  number: suite.number,
  area_cm2: suite.areaCm2,
  lettable: suite.lettable ?? (suite.purpose !== 'service' && suite.purpose !== 'public'),
  purpose: suite.purpose,
  rent_fen_month_m2: suite.rentFenMonthM2 ?? null,
  position: suite.position,
  made_of: suite.madeOf,
  from_on: suite.fromOn,
  to_on: null,
})

const setsOf = (suites: readonly SuiteRecord[]): Record<SuiteId, Partial<SuiteRecord>> =>
  Object.fromEntries(suites.map(({ tenant_id: _, id, ...set }) => [id, set]))

export interface Division {
  readonly on: Day
  readonly parts: readonly Omit<NewSuite, 'floor'>[]
  /** The part in which the firm stays that is there. */
  readonly stays?: number | undefined
}

/** From a day on one suite is several. */
export async function divideSuite(tx: Tx, asked: Doing, suiteId: SuiteId, order: Division): Promise<SuiteId[]> {
  const { suites, building, doing } = await lockSuites(tx, asked, [suiteId])
  const ids = await rebuild(tx, doing, building, suites, order.on, order.parts, order.stays)
  return ids
}

/** From a day on several suites of one floor are one. */
export async function joinSuites(
  tx: Tx,
  asked: Doing,
  suiteIds: readonly SuiteId[],
  on: Day,
  into: Omit<NewSuite, 'floor'>,
): Promise<SuiteId> {
  const { suites, building, doing } = await lockSuites(tx, asked, [...new Set(suiteIds)])
  if (suites.length < 2) refuseField('suiteIds', 'one_suite', { zh: '请至少选两间', en: 'Please choose two at least' })
  if (suites.some((suite) => suite.floor !== suites[0]?.floor))
    refuseField('suiteIds', 'two_floors', {
      zh: '只能合并同一层的房源',
      en: 'Only suites of one floor can be joined',
    })
  const ids = await rebuild(tx, doing, building, suites, on, [into], 0)
  return ids[0] ?? notFound()
}

/** Ends suites on a day and begins others in their room. */
async function rebuild(
  tx: Tx,
  doing: Doing,
  building: BuildingRecord,
  old: readonly SuiteRecord[],
  on: Day,
  parts: readonly Omit<NewSuite, 'floor'>[],
  stays: number | undefined,
): Promise<SuiteId[]> {
  refuseEnded(old, on)
  const first = old.toSorted((a, b) => a.position - b.position)[0] ?? notFound()
  if (old.some((suite) => suite.from_on === on || suite.to_on !== null))
    refuseField('on', 'rebuilt_already', {
      zh: '房源当天才启用，或已安排分割、合并',
      en: 'The suite begins on that day, or is to be divided or joined already',
    })
  refuseOtherArea(old, parts)
  const numbers = new Set<string>()
  const next = await nextOnFloor(tx, building, first, old, on)
  const positions = positionsWithin(first.position, next, parts.length)
  const begun = parts.map((part, at) => {
    const suite = { ...part, floor: first.floor }
    refuseBadSuite(building, suite, numbers, `parts.${at}`)
    const madeOf = old.map(({ id }) => id)
    return recordOf(doing, building.place_id, { ...suite, position: positions[at] ?? 0, fromOn: on, madeOf })
  })
  await mine(tx)
    .updateTable('enterprises.suites')
    .set({ to_on: on })
    .where('tenant_id', '=', doing.tenantId)
    .where(
      'id',
      'in',
      old.map(({ id }) => id),
    )
    .execute()
  await mine(tx).insertInto('enterprises.suites').values(begun).execute()
  await keepTenant(tx, doing, old, on, stays === undefined ? undefined : begun[stays])
  await recordBuildingEvent(tx, doing, parts.length === 1 && old.length > 1 ? 'suitesJoined' : 'suitesDivided', {
    placeId: building.place_id,
    on,
    ended: old.map(({ id }) => id),
    begun: begun.map(({ id }) => id),
    suites: { ...Object.fromEntries(old.map(({ id }) => [id, { to_on: on }])), ...setsOf(begun) },
  })
  return begun.map(({ id }) => id)
}

/** Walls move, a building does not grow: more than a tenth of difference is a slip of the pen. */
function refuseOtherArea(old: readonly SuiteRecord[], parts: readonly { readonly areaCm2: number }[]): void {
  const before = old.reduce((sum, suite) => sum + suite.area_cm2, 0)
  const after = parts.reduce((sum, part) => sum + part.areaCm2, 0)
  if (Math.abs(after - before) * 10 <= before) return
  const m2 = (cm2: number) => (cm2 / 10_000).toFixed(2)
  refuseField('parts', 'area_differs', {
    zh: `面积合计 ${m2(after)} ㎡，原来是 ${m2(before)} ㎡，相差超过一成，请核对`,
    en: `The areas add up to ${m2(after)} m², before it was ${m2(before)} m²: please check, more than a tenth is missing or too much`,
  })
}

async function nextOnFloor(
  tx: Tx,
  building: BuildingRecord,
  first: SuiteRecord,
  old: readonly SuiteRecord[],
  on: Day,
): Promise<number | null> {
  const { rows } = await sql<{ next: number | null }>`select min(position) as next from enterprises.suites
    where tenant_id = ${building.tenant_id} and building_id = ${building.place_id} and floor = ${first.floor}
      and position > ${first.position} and (to_on is null or to_on > ${on})
      and id <> all(${old.map(({ id }) => id)}::uuid[])`.execute(tx)
  return rows[0]?.next ?? null
}

/** Who is in the old walls goes on in the new ones: one stay ends, one begins, with the same lease. */
async function keepTenant(
  tx: Tx,
  doing: Doing,
  old: readonly SuiteRecord[],
  on: Day,
  into: SuiteRecord | undefined,
): Promise<void> {
  const { rows: stays } = await sql<TenancyRecord>`select * from enterprises.tenancies
    where tenant_id = ${doing.tenantId} and suite_id = any(${old.map(({ id }) => id)}::uuid[])
      and (to_on is null or to_on > ${on}) order by from_on for update`.execute(tx)
  const [stay] = stays
  if (!stay) return
  if (!into || stays.some((one) => one.firm_id !== stay.firm_id || one.from_on >= on))
    fail('refused', 'enterprises.suite_is_used', {
      zh: '房源里有企业：请先办理迁出，或选择它留在哪一间',
      en: 'There are firms in the suite: record their moving out first, or say in which part it stays',
    })
  const rents = stays.map((one) => one.rent_fen_month)
  const id: TenancyId = newId<'tenancy'>()
  const { tenant_id, ...kept } = {
    ...stay,
    suite_id: into.id,
    from_on: on,
    rent_fen_month: rents.some((rent) => rent === null) ? null : rents.reduce((a, b) => (a ?? 0) + (b ?? 0), 0),
    begun: on <= todayOf(doing),
    recorded_on: todayOf(doing),
  }
  const ending = { to_on: on, left_reason: 'moved_within' as const }
  for (const one of stays) await changeTenancy(tx, doing, one, ending)
  await mine(tx)
    .insertInto('enterprises.tenancies')
    .values({ ...kept, tenant_id, id })
    .execute()
  const { id: _, recorded_on: __, ...set } = kept
  await recordFirm(tx, doing, 'movedWithin', {
    firmId: stay.firm_id,
    tenancies: { ...Object.fromEntries(stays.map((one) => [one.id, ending])), [id]: set },
    suites: [...old.map((suite) => suite.id), into.id],
    placeId: into.building_id,
    on,
    reason: 'moved_within',
  })
}

/** What is known of a suite is put right, for its whole life. */
export async function changeSuite(
  tx: Tx,
  asked: Doing,
  suiteId: SuiteId,
  change: Partial<Omit<NewSuite, 'id' | 'floor'>>,
): Promise<void> {
  const { suites, building, doing } = await lockSuites(tx, asked, [suiteId])
  const suite = suites[0] ?? notFound()
  const all = {
    number: change.number,
    area_cm2: change.areaCm2,
    lettable: change.lettable,
    purpose: change.purpose,
    rent_fen_month_m2: change.rentFenMonthM2,
  }
  const set = Object.fromEntries(
    Object.entries(all).filter(([name, value]) => value !== undefined && value !== suite[name as keyof typeof all]),
  )
  if (Object.keys(set).length === 0) return
  await mine(tx)
    .updateTable('enterprises.suites')
    .set(set)
    .where('tenant_id', '=', doing.tenantId)
    .where('id', '=', suiteId)
    .execute()
  await recordBuildingEvent(tx, doing, 'suiteChanged', { placeId: building.place_id, suites: { [suiteId]: set } })
}
