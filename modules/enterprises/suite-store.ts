import type { Actor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Day } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { gridOf } from '../places/public.ts'
import { type Doing, keeping } from './doing.ts'
import { type BuildingEvent, type BuildingEventName, buildingEvents, buildingStream, type ColumnSet } from './events.ts'
import { buildingScopeSql } from './firm-scope.ts'
import type { SuiteId } from './shapes.ts'
import type { BuildingRecord, SuiteRecord } from './tables.ts'

const inScope = (actor: Actor | null, at: Date) => (actor ? buildingScopeSql(actor, at) : sql<boolean>`true`)

/** Loads a building in scope with its row locked, for somebody who keeps the register of its place. */
export async function lockBuilding(
  tx: Tx,
  doing: Doing,
  placeId: PlaceId,
): Promise<{ building: BuildingRecord; doing: Doing }> {
  const { tenantId, actor, at } = doing
  const { rows } = await sql<BuildingRecord>`select b.* from enterprises.buildings b
    where b.tenant_id = ${tenantId} and b.place_id = ${placeId} and ${inScope(actor, at)} for no key update`.execute(tx)
  const building = rows[0] ?? notFound()
  return { building, doing: keeping(doing, await whereIs(tx, doing, building)) }
}

const whereIs = async (tx: Tx, { tenantId, at }: Doing, building: BuildingRecord) => ({
  placePath: building.place_path,
  gridId: await gridOf(tx, tenantId, building.place_id, at),
})

/** Loads suites in scope in the order asked for, locked, with their building locked before. All must be of one building. */
export async function lockSuites(tx: Tx, doing: Doing, suiteIds: readonly SuiteId[]) {
  const { tenantId } = doing
  const found = await sql<{ placeId: PlaceId }>`select distinct building_id as "placeId" from enterprises.suites
    where tenant_id = ${tenantId} and id = any(${[...suiteIds]}::uuid[])`.execute(tx)
  const placeId = found.rows[0]?.placeId ?? notFound()
  if (found.rows.length > 1)
    fail('refused', 'enterprises.two_buildings', {
      zh: '一次只能选同一栋楼的房源',
      en: 'Please choose suites of one building at a time',
    })
  const locked = await lockBuilding(tx, doing, placeId)
  const { rows } = await sql<SuiteRecord>`select * from enterprises.suites
    where tenant_id = ${tenantId} and id = any(${[...suiteIds]}::uuid[]) order by id for no key update`.execute(tx)
  const suites = suiteIds.map((id) => rows.find((row) => row.id === id) ?? notFound())
  return { ...locked, suites }
}

/** Refuses suites that do not stand on a day. */
export function refuseEnded(suites: readonly SuiteRecord[], on: Day): void {
  const gone = suites.find((suite) => suite.from_on > on || (suite.to_on !== null && suite.to_on <= on))
  if (gone)
    fail('refused', 'enterprises.suite_not_there', {
      zh: `${gone.number} 在${formatDay('zh', on)}不存在（已分割、合并或尚未启用）`,
      en: `Suite ${gone.number} does not exist on ${formatDay('en', on)}: it was divided or joined, or is not open yet`,
    })
}

/** Appends an event to a building's stream. */
export async function recordBuildingEvent(
  tx: Tx,
  { tenantId, by, at }: Doing,
  name: BuildingEventName,
  payload: Omit<BuildingEvent, 'set' | 'suites'> & {
    readonly set?: object
    readonly suites?: Readonly<Record<SuiteId, Partial<SuiteRecord> | null>>
  },
): Promise<void> {
  await record<BuildingEvent>(tx, {
    tenantId,
    stream: buildingStream(payload.placeId),
    type: buildingEvents[name],
    at,
    actor: by,
    payload: { ...payload, set: payload.set as ColumnSet } as BuildingEvent,
  })
}

/** What the database refuses, in words; for what slips between a look and the commit. */
export async function kindly<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    switch (constraintOf(error)) {
      case 'tenancies_one_at_a_time':
        return fail('conflict', 'enterprises.suite_taken', {
          zh: '这间房在这段时间已有企业，请刷新后再看',
          en: 'The suite has a firm in that time already. Please look again',
        })
      case 'tenancies_within_suite':
        return fail('conflict', 'enterprises.outside_suite', {
          zh: '日期超出了房源存在的时间（它后来被分割或合并）',
          en: 'The days lie outside the time of the suite: it was divided or joined',
        })
      case 'suites_apart':
      case 'suites_one_number_now':
        return fail('conflict', 'enterprises.number_taken', {
          zh: '这栋楼里已有同号的房源',
          en: 'The building has a suite with that number already',
        })
      case 'firms_one_live_code':
        return fail('conflict', 'enterprises.code_taken', {
          zh: '这个统一社会信用代码已登记在另一家企业名下',
          en: 'Another firm is registered with this code already',
        })
      default:
        throw error
    }
  }
}
