import type { PostKind } from './district.ts'

const kind = (code: string, role: PostKind['role'], at: PostKind['at'], zh: string, en: string): PostKind => ({
  code,
  role,
  at,
  zh,
  en,
})

/** The kinds of posts, from the entrance up to the district. */
export const postKinds: readonly PostKind[] = [
  kind('center_household', 'center_household', 'unit', '党员中心户', 'Centre household'),
  kind('building_lead', 'building_lead', 'building', '楼栋党小组组长', 'Building lead'),
  kind('compound_secretary', 'compound_secretary', 'compound', '小区党支部书记', 'Compound secretary'),
  kind('property_firm', 'property_firm', 'compound', '物业项目经理', 'Property firm manager'),
  kind('grid_worker', 'grid_worker', 'grid', '网格员', 'Grid worker'),
  kind('community_desk', 'community', 'community', '社区受理岗', 'Community intake desk'),
  kind('community_secretary', 'community', 'community', '社区党委书记', 'Community secretary'),
  kind('street_command', 'street', 'street', '街道网格化服务指挥中心', 'Street command centre'),
  kind('street_secretary', 'street', 'street', '街道党工委书记', 'Street secretary'),
  kind('street_department', 'department', 'street', '街道科室', 'Street department'),
  kind('supervisor', 'supervisor', 'street', '街道纪工委监督岗', 'Street supervisor'),
  kind('district_department', 'department', 'district', '区级部门', 'District department'),
  kind('service_unit', 'department', 'district', '公用服务单位', 'Utility'),
  kind('district_lead', 'street', 'district', '区级分管领导', 'District lead'),
  kind('administrator', 'administrator', 'district', '系统管理员', 'Administrator'),
]

/** Departments of a street, by the key that stories use for them. */
export const streetDepartments = [
  ['urban', '城市管理办公室', 'Urban Management Office'],
  ['safety', '平安法治办公室', 'Safety and Law Office'],
  ['fire', '应急消防站', 'Emergency and Fire Station'],
  ['affairs', '社会事务办公室', 'Social Affairs Office'],
  ['service', '公共服务办公室', 'Public Services Office'],
  ['housing', '自然资源和住建办公室', 'Land and Housing Office'],
] as const

export const districtUnits = [
  ['district-housing', '区住房和城乡建设局', 'District Housing Bureau', 'district_department'],
  ['district-urban', '区城市管理局', 'District Urban Management Bureau', 'district_department'],
  ['water', '供水服务站', 'Water Service Station', 'service_unit'],
  ['power', '供电服务所', 'Power Service Station', 'service_unit'],
  ['gas', '燃气服务站', 'Gas Service Station', 'service_unit'],
] as const

/** Property firms (invented) and the compounds that each serves. */
export const firmPlans = [
  ['anxia', '安厦里物业', 'Anxiali Property', ['TX01', 'TX02', 'TX11', 'TX14']],
  ['linhe', '邻禾物业', 'Linhe Property', ['TX05', 'TX06', 'TX09', 'LG03']],
  ['dianli', '滇里家园物业', 'Dianli Homes Property', ['TX15', 'TX20', 'QS01', 'QS04']],
  ['yunding', '云顶商务物业', 'Yunding Business Property', ['LG05', 'LG06', 'QS05']],
] as const
