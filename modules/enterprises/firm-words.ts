import { defineWords } from '../../kernel/contract/words.ts'

/** Names of states and choices of firms and suites, for pages, exports, imports and timelines. */
export const firmBook = defineWords({
  zh: {
    yes: '是',
    no: '否',
    legalForm: {
      company: '公司',
      branch: '分公司',
      sole: '个人独资企业',
      partnership: '合伙企业',
      self_employed: '个体工商户',
      institution: '事业单位、社会组织',
      other: '其他',
    },
    sizeClass: { micro: '微型', small: '小型', medium: '中型', large: '大型' },
    firmState: { active: '在地', left: '已迁离', closed: '已注销', merged: '已合并' },
    suiteState: { occupied: '已入驻', expiring: '即将到期', vacant: '空置', closed: '不出租' },
    suitePurpose: { office: '办公', shop: '商铺', storage: '仓储', service: '配套', public: '公共' },
    buildingPurpose: { office: '写字楼', mixed: '商办综合体', shop: '商业楼', industry: '厂房、园区' },
    basis: { rent: '租用', own: '自有', free: '免租' },
    leftReason: {
      lease_end: '租约到期',
      moved_within: '楼内调整',
      moved_away: '迁离本地',
      closed: '注销',
      other: '其他',
    },
    source: { staff: '工作人员', firm: '企业自报', call: '电话', import: '导入', visit: '走访' },
  },
  en: {
    yes: 'yes',
    no: 'no',
    legalForm: {
      company: 'Company',
      branch: 'Branch',
      sole: 'Sole proprietorship',
      partnership: 'Partnership',
      self_employed: 'Self-employed',
      institution: 'Institution',
      other: 'Other',
    },
    sizeClass: { micro: 'Micro', small: 'Small', medium: 'Medium', large: 'Large' },
    firmState: { active: 'Here', left: 'Left', closed: 'Closed', merged: 'Merged' },
    suiteState: { occupied: 'Occupied', expiring: 'Expiring', vacant: 'Vacant', closed: 'Not to let' },
    suitePurpose: { office: 'Office', shop: 'Shop', storage: 'Storage', service: 'Service', public: 'Public' },
    buildingPurpose: { office: 'Office tower', mixed: 'Mixed use', shop: 'Shopping', industry: 'Industry' },
    basis: { rent: 'Rented', own: 'Owned', free: 'Free of rent' },
    leftReason: {
      lease_end: 'Lease ended',
      moved_within: 'Moved within',
      moved_away: 'Moved away',
      closed: 'Closed down',
      other: 'Other',
    },
    source: { staff: 'Staff', firm: 'The firm', call: 'Phone', import: 'File', visit: 'Visit' },
  },
})
