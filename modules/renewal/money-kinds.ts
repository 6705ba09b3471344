import type { Words } from '../../kernel/contract/words.ts'

/** Where the money of a renewal comes from. */
export const sourceKinds = [
  'central',
  'province',
  'city',
  'district',
  'street',
  'community_fund',
  'residents',
  'maintenance_fund',
  'companies',
  'other',
] as const
export type SourceKind = (typeof sourceKinds)[number]

export const sourceNames: Readonly<Record<SourceKind, Words>> = {
  central: { zh: '中央补助', en: 'Central grant' },
  province: { zh: '省级补助', en: 'Provincial grant' },
  city: { zh: '市级补助', en: 'City grant' },
  district: { zh: '区级资金', en: 'District' },
  street: { zh: '街道资金', en: 'Street' },
  community_fund: { zh: '社区保障资金', en: 'Community fund' },
  residents: { zh: '居民出资', en: 'Residents' },
  maintenance_fund: { zh: '住宅专项维修资金', en: 'Maintenance fund' },
  companies: { zh: '社会资本和企业捐赠', en: 'Companies and gifts' },
  other: { zh: '其他', en: 'Other' },
}
