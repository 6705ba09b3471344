import { type ChosenColumns, type KnownColumn, matchKnown } from '../../../kernel/sheets/known-columns.ts'
import type { ImportKind } from './contract.ts'

/** A column that an import knows, and how its cells are read. */
export interface ImportColumn extends KnownColumn {
  readonly form: 'text' | 'number' | 'day' | 'yes_no'
}

const column = (
  key: string,
  zh: string,
  en: string,
  form: ImportColumn['form'] = 'text',
  also: readonly string[] = [],
): ImportColumn => ({ key, header: { zh, en }, also, form })
const required = (one: ImportColumn): ImportColumn => ({ ...one, required: true })

const building = column('building', '楼宇', 'Building', 'text', ['楼宇名称', '楼栋', '大厦', '所在楼宇'])

export const importColumns: Readonly<Record<ImportKind, readonly ImportColumn[]>> = {
  suites: [
    required(building),
    required(column('floor', '楼层', 'Floor', 'text', ['所在楼层', '层'])),
    required(column('number', '房号', 'Suite', 'text', ['房源编号', '房间号', '单元号'])),
    required(
      column('area', '面积（㎡）', 'Area (m²)', 'number', ['面积', '建筑面积', '建筑面积（㎡）', '面积(平方米)']),
    ),
    column('purpose', '用途', 'Purpose', 'text', ['房源用途']),
    column('lettable', '可出租', 'To let', 'yes_no', ['是否可租', '可租']),
    column('rent', '挂牌租金（元/㎡/月）', 'Asked rent (yuan/m²/month)', 'number', ['挂牌租金', '租金单价']),
    column('from', '启用日期', 'Open since', 'day', ['投用日期']),
  ],
  firms: [
    required(column('name', '企业名称', 'Name', 'text', ['单位名称', '公司名称', '名称'])),
    column('nameEn', '英文名称', 'English name'),
    column('uscc', '统一社会信用代码', 'Credit code', 'text', ['信用代码', '社会信用代码', 'USCC']),
    column('legalForm', '类型', 'Form', 'text', ['企业类型', '主体类型']),
    column('industry', '行业', 'Industry', 'text', ['行业代码', '所属行业', '行业门类']),
    column('foundedOn', '成立日期', 'Founded on', 'day', ['注册日期', '成立时间']),
    column('staff', '职工人数', 'Staff', 'number', ['人数', '员工人数', '从业人数']),
    column('sizeClass', '规模', 'Size', 'text', ['企业规模']),
    column('registeredAddress', '注册地址', 'Registered address', 'text', ['住所']),
    column('registeredHere', '本地注册', 'Registered here', 'yes_no', ['是否本地注册', '属地注册']),
    column('keyFirm', '重点企业', 'Key firm', 'yes_no', ['是否重点企业']),
    building,
    column('suites', '房号', 'Suites', 'text', ['房间号', '入驻房号']),
    column('place', '地点', 'Place', 'text', ['经营地点', '所在社区', '社区']),
    column('since', '入驻日期', 'Here since', 'day', ['入驻时间', '迁入日期']),
    column('leaseUntil', '租约到期', 'Lease until', 'day', ['租期至', '到期日期', '合同到期']),
    column('rent', '月租金（元）', 'Rent a month (yuan)', 'number', ['月租金']),
    column('contact', '联系人', 'Contact', 'text', ['联系人姓名', '负责人']),
    column('phone', '联系电话', 'Phone', 'text', ['电话', '手机', '联系方式']),
    column('duty', '职务', 'Duty', 'text', ['联系人职务']),
    column('tags', '标签', 'Tags'),
  ],
}

/** Which column of the file is which: as a person chose, else by its header. */
export const matchColumns = (kind: ImportKind, headers: readonly string[], chosen: ChosenColumns = {}) =>
  matchKnown(importColumns[kind], headers, chosen)
