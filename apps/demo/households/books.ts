import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import type { District } from '../district/district.ts'
import type { PlannedHousehold, PlannedMember } from './plan.ts'

// The two books that the communities kept before: who lives where, and who was visited when.

const relations = { head: '户主', spouse: '配偶', child: '子女', parent: '父母', grandchild: '孙辈' }
const tenures = { owner: '自有', tenant: '租住' }
const stoves = { pipe_gas: '管道燃气', bottled_gas: '瓶装气', electric: '电', none: '不做饭' }
const chargings = { shed: '充电棚', home: '家里或楼道', none: '没有电动车' }

type Cells = readonly SheetValue[]

const memberText = ({ name, relation, sex, birth, phone }: PlannedMember): string =>
  `${name}（${[relations[relation], sex === 'female' ? '女' : '男', birth, ...(phone ? [phone] : [])].join('，')}）`

/** 小区 and 楼栋 of a building, as the register calls them. */
function namesOf({ places }: District): (building: string) => readonly [string, string] {
  const byKey = new Map(places.map((place) => [place.key, place]))
  return (key) => {
    const building = byKey.get(key)
    return [byKey.get(building?.parent ?? '')?.zh ?? '', building?.zh ?? '']
  }
}

/** Whether the book can tell of a circumstance: what other offices tell, or began after it, comes in on its own. */
export const isInBook = (
  { fromOn, office }: PlannedHousehold['circumstances'][number],
  { asOf }: Pick<PlannedHousehold, 'asOf'>,
): boolean => office === null && fromOn <= asOf

/** The book of households as .xlsx: a row a door, another for a circumstance with a day of its own. */
export function householdBook(district: District, plan: readonly PlannedHousehold[]): Promise<Buffer> {
  const names = namesOf(district)
  const headers = [
    ...['小区', '楼栋', '单元', '房号', '联系人', '联系电话', '家庭成员', '住房', '做饭用', '电动车充电', '入住日期'],
    ...['数据截至', '情况', '情况起始'],
  ]
  const rows = plan.flatMap((planned): Cells[] => {
    const { members, tenure, home, fromOn, asOf, circumstances } = planned
    const [head] = members
    const door = [...names(planned.building), planned.unit, planned.number]
    const homes = [tenures[tenure], home && stoves[home.stove], home && chargings[home.charging], fromOn, asOf]
    const [first, ...more] = circumstances.filter((one) => isInBook(one, planned))
    const others = more.map((one) => [...door, ...Array<null>(7).fill(null), asOf, one.code, one.fromOn])
    const family = [head?.name ?? null, head?.phone ?? null, members.map(memberText).join('；')]
    return [[...door, ...family, ...homes, first?.code ?? null, first?.fromOn ?? null], ...others]
  })
  return workbook(headers, rows)
}

/** The book of past visits as .xlsx: a row a visit, household by household. */
export function visitBook(district: District, plan: readonly PlannedHousehold[]): Promise<Buffer> {
  const names = namesOf(district)
  const headers = ['小区', '楼栋', '单元', '房号', '走访日期', '方式', '结果', '走访情况']
  const rows = plan.flatMap(({ building, unit, number, past }): Cells[] => {
    const door = [...names(building), unit, number]
    return past.map(({ at, reached, said }) => [
      ...door,
      ...[at, '上门', reached ? '见到' : '没见到', said?.words ?? null],
    ])
  })
  return workbook(headers, rows)
}

async function workbook(headers: readonly string[], rows: readonly Cells[]): Promise<Buffer> {
  const columns = headers.map((header, i) => ({ header, value: (row: Cells) => row[i] ?? null }))
  const parts: Buffer[] = []
  for await (const part of sheetStream({ columns, rows })) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
