import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { type CellValue, cellDate, cellNumber, cellText, isBlank } from '../../../kernel/sheets/cells.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { normalise } from '../../../kernel/text/normalise.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import type { AreaSource, OwnerKind } from './kinds.ts'

export type ColumnKey = 'building' | 'unit' | 'number' | 'area' | 'source' | 'name' | 'phone' | 'kind' | 'from'

interface SheetColumn {
  readonly key: ColumnKey
  readonly header: Words
  readonly also: readonly string[]
  readonly required?: true
}

/** The columns of a register of owners: one row a room. */
export const ownerColumns: readonly SheetColumn[] = [
  { key: 'building', header: { zh: '楼栋', en: 'Building' }, also: ['栋', '幢', '楼号', '楼幢'], required: true },
  { key: 'unit', header: { zh: '单元', en: 'Unit' }, also: [] },
  { key: 'number', header: { zh: '房号', en: 'Room' }, also: ['室', '户号', '门牌号'], required: true },
  {
    key: 'area',
    header: { zh: '专有面积（㎡）', en: 'Area (m²)' },
    also: ['面积', '建筑面积', '专有面积', '建筑面积（㎡）', '面积（㎡）'],
    required: true,
  },
  { key: 'source', header: { zh: '面积来源', en: 'Area read from' }, also: ['来源'] },
  { key: 'name', header: { zh: '业主姓名', en: 'Owner' }, also: ['业主', '姓名', '产权人'], required: true },
  { key: 'phone', header: { zh: '联系电话', en: 'Phone' }, also: ['电话', '手机', '手机号'] },
  { key: 'kind', header: { zh: '业主类别', en: 'Kind of owner' }, also: ['类别'] },
  { key: 'from', header: { zh: '取得日期', en: 'Held since' }, also: ['登记日期'] },
]

const headers = new Map(ownerColumns.map(({ key, header }) => [key, header]))

/** A column as the template names it. */
export const columnName = (key: ColumnKey): Words => headers.get(key) ?? { zh: key, en: key }

/** Words by which a sheet names a source or a kind. */
const sources: Readonly<Record<string, AreaSource>> = {
  ...{ 登记簿: 'register', 不动产登记簿: 'register', 产权证: 'register', register: 'register' },
  ...{ 实测: 'survey', survey: 'survey', 合同: 'contract', 买卖合同: 'contract', contract: 'contract' },
}
const kinds: Readonly<Record<string, OwnerKind>> = {
  ...{ 个人: 'person', person: 'person', 单位: 'organisation', organisation: 'organisation' },
  ...{ 建设单位: 'developer', 开发商: 'developer', developer: 'developer' },
}

export interface SheetFault {
  readonly row: number
  readonly column: Words
  readonly words: Words
}

export interface SheetRow {
  readonly row: number
  readonly building: string
  readonly unit: string
  readonly number: string
  readonly areaCm2: number
  readonly areaSource: AreaSource
  readonly name: string
  readonly phone: string | null
  readonly kind: OwnerKind
  readonly fromOn: string | undefined
}

/** More than this are split into sheets by building. */
const mostRows = 5000
const mostBytes = 64 * 1_048_576
const spelt = (text: string) => normalise(text).replaceAll(' ', '')

/** Reads a sheet of owners. What is no sheet or lacks a column is refused as a whole (Failure); a wrong cell marks its row. */
export async function readOwners(bytes: Uint8Array): Promise<{ rows: SheetRow[]; faults: SheetFault[]; read: number }> {
  const sheet = await openSheet(bytes, { maxRows: mostRows, maxBytes: mostBytes })
  try {
    const at = columnsOf(sheet.headers)
    const [rows, faults]: [SheetRow[], SheetFault[]] = [[], []]
    let read = 0
    for await (const { number, cells } of sheet.rows) {
      read++
      const result = readRow(number, (key) => cells[at.get(key) ?? -1], sheet.dateBase)
      if (Array.isArray(result)) faults.push(...result)
      else rows.push(result)
    }
    return { rows, faults, read }
  } finally {
    await sheet.close()
  }
}

function columnsOf(headers: readonly string[]): ReadonlyMap<SheetColumn['key'], number> {
  const at = new Map<SheetColumn['key'], number>()
  for (const { key, header, also } of ownerColumns) {
    const names = new Set([header.zh, header.en, ...also].map(spelt))
    const found = headers.findIndex((text) => names.has(spelt(text)))
    if (found >= 0) at.set(key, found)
  }
  const missing = ownerColumns.filter(({ key, required }) => required && !at.has(key))
  if (missing.length > 0)
    fail('invalid', 'choices.columns_missing', {
      zh: `表头里没有：${missing.map(({ header }) => header.zh).join('、')}。可先下载模板对照`,
      en: `These columns are missing: ${missing.map(({ header }) => header.en).join(', ')}. Please compare with the template`,
    })
  return at
}

function readRow(
  row: number,
  cell: (key: SheetColumn['key']) => CellValue | undefined,
  base: Parameters<typeof cellDate>[1],
): SheetRow | SheetFault[] {
  const faults: SheetFault[] = []
  const fault = (key: SheetColumn['key'], zh: string, en: string) => {
    faults.push({ row, column: columnName(key), words: { zh, en } })
  }
  for (const { key, required } of ownerColumns) if (required && isBlank(cell(key))) fault(key, '没有填', 'is empty')
  const areaCm2 = Math.round((cellNumber(cell('area')) ?? 0) * 10_000)
  if (!isBlank(cell('area')) && !(areaCm2 > 0)) fault('area', '应为大于 0 的数字', 'must be a number above 0')
  const said = { source: spelt(cellText(cell('source'))), kind: spelt(cellText(cell('kind'))) }
  const areaSource = said.source ? sources[said.source] : 'register'
  const kind = said.kind ? kinds[said.kind] : 'person'
  const from = isBlank(cell('from')) ? null : cellDate(cell('from'), base)
  if (!areaSource) fault('source', '应为登记簿、实测或合同', 'must be register, survey or contract')
  if (!kind) fault('kind', '应为个人、单位或建设单位', 'must be person, organisation or developer')
  if (!isBlank(cell('from')) && !from) fault('from', '应为日期，如 2026-03-08', 'must be a day, such as 2026-03-08')
  if (faults.length > 0 || !areaSource || !kind) return faults
  return {
    ...{ row, areaCm2, areaSource, kind },
    building: cellText(cell('building')),
    unit: cellText(cell('unit')),
    number: cellText(cell('number')),
    name: cellText(cell('name')),
    phone: cellText(cell('phone')) || null,
    fromOn: from ? dayOf(from) : undefined,
  }
}
