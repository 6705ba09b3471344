import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { type ChosenColumns, type KnownColumn, matchKnown } from '../../../kernel/sheets/known-columns.ts'
import { factKeys, factOf } from '../facts.ts'

export const importKinds = ['households', 'visits'] as const
export type ImportKind = (typeof importKinds)[number]

const column = (key: string, zh: string, en: string, ...also: string[]): KnownColumn => ({
  ...{ key, header: { zh, en }, also },
})
const required = (one: KnownColumn): KnownColumn => ({ ...one, required: true })

const door: readonly KnownColumn[] = [
  column('compound', '小区', 'Compound', '院落', '小区名称'),
  required(column('building', '楼栋', 'Building', '栋', '幢', '楼号', '楼幢')),
  column('unit', '单元', 'Staircase', '单元号'),
  column('floor', '楼层', 'Floor', '层'),
  required(column('number', '房号', 'Room', '室', '户号', '门牌号')),
]

export const importColumns: Readonly<Record<ImportKind, readonly KnownColumn[]>> = {
  households: [
    ...door,
    column('contact', '联系人', 'Contact', '户主', '户主姓名', '联系人姓名'),
    column('phone', '联系电话', 'Phone', '电话', '手机', '手机号'),
    column('member', '成员姓名', 'Member', '姓名'),
    column('relation', '与户主关系', 'Relation', '关系'),
    column('sex', '性别', 'Sex'),
    column('birth', '出生年月', 'Born', '出生日期', '生日'),
    column('memberPhone', '成员电话', 'Phone of the member', '本人电话'),
    column('members', '家庭成员', 'Members', '其他成员', '同住人'),
    column('circumstances', '情况', 'Circumstances', '特殊情况', '重点人群', '人群类别'),
    column('circumstancesFrom', '情况起始', 'Circumstances since', '情况开始'),
    column('since', '入住日期', 'Lives there since', '入住时间'),
    column('asOf', '数据截至', 'As of', '采集日期', '更新日期'),
    ...factKeys.map((key) => {
      const name = factOf(key)?.name ?? { zh: key, en: key }
      return column(`fact:${key}`, name.zh, name.en)
    }),
  ],
  visits: [
    ...door,
    required(column('day', '走访日期', 'Visited on', '日期', '走访时间', '入户时间')),
    column('who', '走访人', 'Who went', '网格员', '走访人员'),
    column('method', '方式', 'Way', '走访方式'),
    required(column('outcome', '结果', 'Outcome', '走访结果', '是否见到')),
    column('words', '走访情况', 'What was said', '走访记录', '记录', '备注'),
  ],
}

/** Where each known column stands in a sheet. Throws a Failure where one that is needed is missing. */
export function columnsIn(
  kind: ImportKind,
  headers: readonly string[],
  chosen: ChosenColumns = {},
): ReadonlyMap<string, number> {
  const { columns, missing } = matchKnown(importColumns[kind], headers, chosen)
  if (missing.length > 0)
    fail('invalid', 'households.columns_missing', {
      zh: `表头里没有：${missing.map(({ header }) => header.zh).join('、')}。可先下载模板对照`,
      en: `These columns are missing: ${missing.map(({ header }) => header.en).join(', ')}. Please compare with the template`,
    })
  return new Map([...columns].map(([at, { key }]) => [key, at]))
}

/** A column as the template names it. */
export const columnName = (kind: ImportKind, key: string): Words =>
  importColumns[kind].find((one) => one.key === key)?.header ?? { zh: '', en: '' }
