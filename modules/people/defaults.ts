import type { NewPostKind } from './register-store.ts'

/** The kinds of post that a new tenant starts with; a tenant may have others. Duties are shown on the public grid card. */
export const defaultPostKinds: readonly NewPostKind[] = [
  {
    code: 'center_household',
    role: 'center_household',
    name: { zh: '党员中心户', en: 'Centre household' },
    chainStep: 1,
  },
  { code: 'building_lead', role: 'building_lead', name: { zh: '楼栋党小组长', en: 'Building lead' }, chainStep: 2 },
  {
    code: 'compound_secretary',
    role: 'compound_secretary',
    name: { zh: '小区党支部书记', en: 'Compound secretary' },
    chainStep: 3,
  },
  { code: 'grid_worker', role: 'grid_worker', name: { zh: '网格员', en: 'Grid worker' }, chainStep: 4 },
  { code: 'community', role: 'community', name: { zh: '社区党委', en: 'Community office' }, chainStep: 5 },
  { code: 'street', role: 'street', name: { zh: '街道', en: 'Street office' }, chainStep: 6 },
  { code: 'district', role: 'street', name: { zh: '区委', en: 'District' }, chainStep: 7 },
  { code: 'department', role: 'department', name: { zh: '职能部门', en: 'Department' }, chainStep: null },
  {
    code: 'enterprise_office',
    role: 'department',
    name: { zh: '企业服务办公室', en: 'Enterprise office' },
    chainStep: null,
  },
  {
    code: 'discipline_office',
    role: 'department',
    name: { zh: '纪检监察办公室', en: 'Discipline inspection office' },
    chainStep: null,
  },
  { code: 'property_firm', role: 'property_firm', name: { zh: '物业公司', en: 'Property firm' }, chainStep: null },
  { code: 'supervisor', role: 'supervisor', name: { zh: '监督员', en: 'Supervisor' }, chainStep: null },
  { code: 'administrator', role: 'administrator', name: { zh: '系统管理员', en: 'Administrator' }, chainStep: null },
]
