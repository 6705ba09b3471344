import { type ChosenColumns, type KnownColumn, matchKnown } from '../../../kernel/sheets/known-columns.ts'
import type { LevelView } from '../../places/contract.ts'
import { levelColumns } from '../../places/public.ts'

const column = (key: string, zh: string, en: string, ...also: string[]): KnownColumn => ({
  ...{ key, header: { zh, en }, also },
})

/** What offices put before the name of a level: 所属社区, 责任小区. */
const before = ['所属', '所在', '责任', '包保']

/** The columns of a roster that are known, with one for each level of the tenant; `also`: what other offices call them. */
export function rosterColumns(levels: readonly LevelView[]): readonly KnownColumn[] {
  return [
    column('name', '姓名', 'Name', '名字', '人员姓名', '网格员姓名', '干部姓名', '姓名（必填）'),
    column(
      ...(['phone', '手机', 'Mobile', '手机号', '手机号码', '电话', '电话号码'] as const),
      ...['联系电话', '联系方式', '移动电话', '本人电话', '手机（必填）'],
    ),
    column(
      ...(['post', '职务', 'Post', '岗位', '岗位名称', '职务名称', '担任职务'] as const),
      ...['现任职务', '职位', '工作岗位', '岗位职务', '职务/岗位'],
    ),
    column('kind', '岗位类型', 'Kind of post', '类别', '人员类别', '人员类型', '岗位类别', '角色', '队伍'),
    ...levelColumns(levels, before),
    column(
      ...(['grid', '网格', 'Grid', '所属网格', '所在网格', '责任网格', '网格名称'] as const),
      ...['网格编号', '网格编码', '负责网格'],
    ),
    column(
      ...(['where', '所属', 'Belongs to', '所属网格/社区', '所属社区/网格', '所属网格或社区', '所属单位'] as const),
      ...['工作单位', '所在单位', '单位', '部门', '所属部门', '辖区', '责任区', '责任区域', '责任范围', '工作地点'],
    ),
    column(
      ...(['since', '任职起', 'Since', '任职时间', '任职日期', '任职起始', '任现职时间', '到岗时间'] as const),
      ...['到岗日期', '上岗时间', '上任时间', '入职时间', '入职日期', '开始日期'],
    ),
    column('officePhone', '办公电话', 'Office telephone', '座机', '固定电话', '单位电话', '值班电话'),
    column('formerName', '原姓名', 'Former name', '曾用名', '原名', '改名前'),
    column('login', '账号', 'Sign-in name', '登录名', '用户名', '登录账号', '工号'),
  ]
}

/** Where each known column stands in a file, by its key. */
export const placesOfColumns = (
  known: readonly KnownColumn[],
  headers: readonly string[],
  chosen: ChosenColumns,
): ReadonlyMap<string, number> =>
  new Map([...matchKnown(known, headers, chosen).columns].map(([at, { key }]) => [key, at]))

/** Without whom and by what they are known no row can be read. */
export const missingOf = (at: ReadonlyMap<string, number>): ('name' | 'phone')[] =>
  (['name', 'phone'] as const).filter((key) => !at.has(key))
