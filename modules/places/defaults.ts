import type { NewLevel } from './place-store.ts'

/** The levels that a new tenant starts with; a tenant may have others. */
export const defaultLevels: readonly NewLevel[] = [
  { code: 'district', rank: 0, kind: 'area', name: { zh: '区县', en: 'District' } },
  { code: 'street', rank: 1, kind: 'area', name: { zh: '街道', en: 'Street office' } },
  { code: 'community', rank: 2, kind: 'area', name: { zh: '社区', en: 'Community' } },
  { code: 'compound', rank: 3, kind: 'compound', name: { zh: '小区', en: 'Compound' } },
  { code: 'building', rank: 4, kind: 'building', name: { zh: '楼栋', en: 'Building' } },
  { code: 'unit', rank: 5, kind: 'inside', name: { zh: '单元', en: 'Unit' } },
]
