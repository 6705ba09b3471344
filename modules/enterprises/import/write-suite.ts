import { fail } from '../../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type Doing, todayOf } from '../doing.ts'
import { buildingStream } from '../events.ts'
import { firmBook } from '../firm-words.ts'
import { type SuitePurpose, suitePurposes } from '../shapes.ts'
import { addSuites, changeBuilding, changeSuite, recordBuilding } from '../suite-service.ts'
import type { BuildingRecord, SuiteRecord } from '../tables.ts'
import type { PlaceIndex } from './place-index.ts'
import type { ReadRow } from './read-rows.ts'
import type { Written } from './write-rows.ts'

const refuse = (path: string, zh: string, en: string): never =>
  fail('invalid', 'enterprises.bad_row', { zh, en }, [{ path, words: { zh, en } }])

/** A row of a list of suites: a suite that is new, or put right, or as it is. A building without a record gets one. */
export async function writeSuite(tx: Tx, doing: Doing, places: PlaceIndex, { values }: ReadRow): Promise<Written> {
  const { id: placeId } = places.building(String(values.building))
  const stream = buildingStream(placeId)
  const floor = floorOf(String(values.floor))
  const building = await buildingFor(tx, doing, placeId, floor)
  const purpose = purposeOf(values.purpose)
  const wanted = {
    number: String(values.number),
    areaCm2: areaOf(values.area),
    ...(purpose ? { purpose } : {}),
    ...(values.lettable === undefined ? {} : { lettable: values.lettable === true }),
    ...(values.rent === undefined ? {} : { rentFenMonthM2: Math.round(Number(values.rent) * 100) }),
  }
  const { rows } = await sql<SuiteRecord>`select * from enterprises.suites where tenant_id = ${doing.tenantId}
    and building_id = ${placeId} and number = ${wanted.number} and to_on is null`.execute(tx)
  const [known] = rows
  if (!known) {
    const from = typeof values.from === 'string' ? values.from : (building.opened_on ?? todayOf(doing))
    await addSuites(tx, doing, placeId, from, [{ floor, purpose: 'office', ...wanted }])
    return { result: 'new', stream }
  }
  if (known.floor !== floor) refuse('floor', `登记在 ${known.floor} 层`, `is on record on floor ${known.floor}`)
  const same =
    known.area_cm2 === wanted.areaCm2 &&
    (wanted.purpose === undefined || known.purpose === wanted.purpose) &&
    (wanted.lettable === undefined || known.lettable === wanted.lettable) &&
    (wanted.rentFenMonthM2 === undefined || known.rent_fen_month_m2 === wanted.rentFenMonthM2)
  if (same) return { result: 'same', stream }
  await changeSuite(tx, doing, known.id, wanted)
  return { result: 'changed', stream }
}

/** 3, 3F, 3层, 三层 is not read; B1, -1, 负1. */
function floorOf(text: string): number {
  const match = /^(-|B|负|地下)?(\d{1,3})(?:F|层|楼)?$/i.exec(text.trim())
  const floor = Number(match?.[2] ?? 0) * (match?.[1] ? -1 : 1)
  return floor === 0 ? refuse('floor', '应为楼层，如 3 或 B1', 'must be a floor, such as 3 or B1') : floor
}

function areaOf(value: ReadRow['values'][string] | undefined): number {
  const area = Math.round(Number(value) * 10_000)
  return area > 0 ? area : refuse('area', '面积应大于 0', 'the area must be more than 0')
}

function purposeOf(value: ReadRow['values'][string] | undefined): SuitePurpose | undefined {
  if (value === undefined) return undefined
  const text = String(value).toLowerCase()
  const found = suitePurposes.find((purpose) =>
    [purpose, firmBook.zh.suitePurpose[purpose], firmBook.en.suitePurpose[purpose].toLowerCase()].includes(text),
  )
  return (
    found ??
    refuse('purpose', '用途应为办公、商铺、仓储、配套或公共', 'must be office, shop, storage, service or public')
  )
}

async function buildingFor(
  tx: Tx,
  doing: Doing,
  placeId: BuildingRecord['place_id'],
  floor: number,
): Promise<BuildingRecord> {
  const load = async () => {
    const { rows } = await sql<BuildingRecord>`select * from enterprises.buildings
      where tenant_id = ${doing.tenantId} and place_id = ${placeId}`.execute(tx)
    return rows[0]
  }
  const known = await load()
  const [above, below] = [Math.max(1, floor), Math.max(0, -floor)]
  if (!known) await recordBuilding(tx, doing, { placeId, floorsAbove: above, floorsBelow: below, purpose: 'office' })
  // A list tells how high a building is: rows above or below what is known make it so.
  else if (above > known.floors_above || below > known.floors_below)
    await changeBuilding(tx, doing, placeId, {
      floorsAbove: Math.max(above, known.floors_above),
      floorsBelow: Math.max(below, known.floors_below),
    })
  const found = await load()
  if (!found) throw new Error('a building vanished')
  return found
}
