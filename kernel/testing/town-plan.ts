import type { Role } from '../contract/roles.ts'

// The small town as lists of keys: what stands where, and who holds what. `town.ts` writes it to a database.

export type PlaceKey =
  | 'district'
  | 'street1'
  | 'street2'
  | 'community1'
  | 'community2'
  | 'community3'
  | `compound${'1' | '2' | '3'}${'1' | '2'}`
  | `building${'1' | '2' | '3'}${'1' | '2'}${'1' | '2'}`
  | 'unit1111'

export type GridKey = `grid${'1' | '2' | '3'}${'1' | '2'}`

export type PostKey =
  | 'district'
  | 'street1'
  | 'street2'
  | 'community1'
  | 'community2'
  | 'community3'
  | `gridWorker${'1' | '2' | '3'}${'1' | '2'}`
  | `compoundSecretary${'1' | '2' | '3'}${'1' | '2'}`
  | `buildingLead${'1' | '2' | '3'}${'1' | '2'}${'1' | '2'}`
  | `centerHousehold${'1' | '2' | '3'}${'1' | '2'}${'1' | '2'}`
  | 'waterDepartment'
  | 'streetDepartment1'
  | 'propertyFirm1'
  | 'supervisor'
  | 'administrator'

/** A holder has the key of the post; residents hold none. */
export type PersonKey = PostKey | 'resident1' | 'resident2'

export interface PlannedPlace {
  readonly key: PlaceKey
  readonly parent: PlaceKey | null
  readonly level: string
  readonly name: string
  readonly nameEn: string
  readonly aliases?: readonly string[]
  readonly households?: number
  /** Corner and size of its rectangle, in degrees of WGS-84: lng, lat, width, height. */
  readonly box: readonly [number, number, number, number]
}

export interface PlannedPost {
  readonly key: PostKey
  readonly kind: string
  readonly role: Role
  readonly place: PlaceKey
  readonly grid?: GridKey
  readonly reportsTo: PostKey | null
  readonly name: string
  readonly nameEn: string
  readonly serves?: readonly PlaceKey[]
}

const compoundNames = ['机床厂小区', '纺织厂小区', '铁路新村', '茶厂家属院', '教工小区', '翠湖花园'] as const
const compoundNamesEn = [
  'Machine Tool Works',
  'Textile Mill',
  'Railway Village',
  'Tea Factory',
  'Teachers',
  'Green Lake',
]

export const communities = ['1', '2', '3'] as const
export const halves = ['1', '2'] as const

const streetOf = (community: '1' | '2' | '3') => (community === '3' ? 'street2' : 'street1')

export const plannedPlaces: readonly PlannedPlace[] = [
  { key: 'district', parent: null, level: 'district', name: '盘龙区', nameEn: 'Panlong', box: [102.7, 25.0, 0.1, 0.1] },
  {
    key: 'street1',
    parent: 'district',
    level: 'street',
    name: '金辰街道',
    nameEn: 'Jinchen',
    box: [102.7, 25.0, 0.1, 0.05],
  },
  {
    key: 'street2',
    parent: 'district',
    level: 'street',
    name: '鼓楼街道',
    nameEn: 'Gulou',
    box: [102.7, 25.05, 0.1, 0.05],
  },
  ...communities.map((c, at): PlannedPlace => {
    const name = ['天祥社区', '金星社区', '桃园社区'][at] ?? ''
    const box = [102.7 + (at % 2) * 0.05, at < 2 ? 25.0 : 25.05, 0.05, 0.05] as const
    return { key: `community${c}`, parent: streetOf(c), level: 'community', name, nameEn: `Community ${c}`, box }
  }),
  ...communities.flatMap((c, at) =>
    halves.map((n, half): PlannedPlace => {
      const index = at * 2 + half
      const name = compoundNames[index] ?? ''
      const box = [102.7 + (at % 2) * 0.05 + half * 0.02, at < 2 ? 25.0 : 25.05, 0.015, 0.01] as const
      const aliases = c === '1' && n === '1' ? ['昆明机床厂', '机床厂'] : []
      const nameEn = compoundNamesEn[index] ?? ''
      return { key: `compound${c}${n}`, parent: `community${c}`, level: 'compound', name, nameEn, aliases, box }
    }),
  ),
  ...communities.flatMap((c, at) =>
    halves.flatMap((n, half) =>
      halves.map((b, building): PlannedPlace => {
        const lng = 102.7 + (at % 2) * 0.05 + half * 0.02 + building * 0.005
        return {
          key: `building${c}${n}${b}`,
          parent: `compound${c}${n}`,
          level: 'building',
          name: `${b}栋`,
          nameEn: `Building ${b}`,
          households: 40 + building * 8,
          box: [lng, (at < 2 ? 25.0 : 25.05) + 0.002, 0.002, 0.001],
        }
      }),
    ),
  ),
  {
    key: 'unit1111',
    parent: 'building111',
    level: 'unit',
    name: '1单元',
    nameEn: 'Unit 1',
    households: 20,
    box: [102.7, 25.002, 0.001, 0.001],
  },
]

const office = (key: PostKey, role: Role, place: PlaceKey, reportsTo: PostKey | null, name: string): PlannedPost => ({
  key,
  kind: key === 'district' ? 'district' : role,
  role,
  place,
  reportsTo,
  name,
  nameEn: key,
})

/** In an order in which every post stands after the one that it reports to. */
export const plannedPosts: readonly PlannedPost[] = [
  office('district', 'street', 'district', null, '盘龙区委'),
  office('street1', 'street', 'street1', 'district', '金辰街道党工委'),
  office('street2', 'street', 'street2', 'district', '鼓楼街道党工委'),
  ...communities.map((c) => office(`community${c}`, 'community', `community${c}`, streetOf(c), `${c}号社区党委`)),
  ...communities.flatMap((c) =>
    halves.flatMap((n): PlannedPost[] => [
      {
        ...office(`gridWorker${c}${n}`, 'grid_worker', `community${c}`, `community${c}`, `第${c}${n}网格网格员`),
        grid: `grid${c}${n}`,
      },
      office(`compoundSecretary${c}${n}`, 'compound_secretary', `compound${c}${n}`, `community${c}`, '小区党支部书记'),
      ...halves.flatMap((b): PlannedPost[] => {
        const building: PlaceKey = `building${c}${n}${b}`
        return [
          office(`buildingLead${c}${n}${b}`, 'building_lead', building, `compoundSecretary${c}${n}`, `${b}栋党小组长`),
          office(`centerHousehold${c}${n}${b}`, 'center_household', building, `buildingLead${c}${n}${b}`, '党员中心户'),
        ]
      }),
    ]),
  ),
  office('waterDepartment', 'department', 'district', 'district', '区水务局'),
  office('streetDepartment1', 'department', 'street1', 'street1', '金辰街道城管办'),
  {
    ...office('propertyFirm1', 'property_firm', 'street1', 'street1', '安居物业'),
    serves: ['compound11', 'compound12'],
  },
  office('supervisor', 'supervisor', 'district', 'district', '区监督员'),
  office('administrator', 'administrator', 'district', null, '系统管理员'),
]

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'
const givenNames = ['建国', '秀英', '伟', '芳', '志强', '丽华', '明', '玉兰', '国庆', '敏']

/** An invented name for the n-th person, always the same. */
export const plannedName = (index: number): string =>
  `${surnames[index % surnames.length]}${givenNames[(index * 7) % givenNames.length]}`
