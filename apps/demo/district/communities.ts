/** What the three communities are made of. Names of compounds, parks and schools are invented. */
export interface CompoundPlan {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** What its people call it. */
  readonly short: string
  readonly buildings: number
  readonly use: 'home' | 'office'
  /** The year its first building was finished. */
  readonly since: number
}

export interface AmenityPlan {
  readonly zh: string
  readonly en: string
  readonly kind: 'park' | 'school' | 'market' | 'heritage' | 'centre'
  /** Ground in square metres. */
  readonly size: number
}

export interface GridPlan {
  readonly compounds: readonly CompoundPlan[]
  readonly amenity: AmenityPlan
}

export interface CommunityPlan {
  readonly code: string
  readonly prefix: string
  readonly zh: string
  readonly en: string
  readonly street: string
  readonly bounds: 'tianxiang' | 'lingguang' | 'bluestone'
  readonly grids: readonly GridPlan[]
}

const home = (code: string, zh: string, en: string, short: string, buildings: number, since: number): CompoundPlan => ({
  code,
  zh,
  en,
  short,
  buildings,
  use: 'home',
  since,
})

const office = (...args: Parameters<typeof home>): CompoundPlan => ({ ...home(...args), use: 'office' })

const amenity = (kind: AmenityPlan['kind'], zh: string, en: string, size: number): AmenityPlan => ({
  kind,
  zh,
  en,
  size,
})

export const communityPlans: readonly CommunityPlan[] = [
  {
    code: '530103005006',
    prefix: 'TX',
    zh: '天祥社区',
    en: 'Tianxiang Community',
    street: '530103005',
    bounds: 'tianxiang',
    grids: [
      {
        compounds: [
          home('01', '云纺宿舍', 'Yunfang Mill Dormitory', '云纺', 7, 1958),
          home('02', '针织小区', 'Knitting Mill Compound', '针织厂', 5, 1984),
          home('03', '印染家属院', 'Dye Works Family Yard', '印染厂', 5, 1979),
          home('04', '纺机新村', 'Loom Works New Village', '纺机', 3, 1986),
        ],
        amenity: amenity('park', '天祥公园', 'Tianxiang Park', 12_500),
      },
      {
        compounds: [
          home('05', '重机新村', 'Heavy Machinery New Village', '重机', 8, 1962),
          home('06', '锻压小区', 'Forge Press Compound', '锻压厂', 5, 1982),
          home('07', '铸造新村', 'Foundry New Village', '铸造厂', 4, 1976),
          home('08', '轴承厂生活区', 'Bearing Works Quarters', '轴承厂', 3, 1988),
        ],
        amenity: amenity('school', '天祥小学', 'Tianxiang Primary School', 12_000),
      },
      {
        compounds: [
          home('09', '机床厂宿舍', 'Machine Tool Works Dormitory', '机床厂', 7, 1959),
          home('10', '量具小区', 'Gauge Works Compound', '量具厂', 4, 1985),
          home('11', '光学小区', 'Optics Compound', '光学厂', 6, 1981),
          home('12', '仪表新村', 'Instrument New Village', '仪表厂', 3, 1990),
        ],
        amenity: amenity('centre', '天祥社区党群服务中心', 'Tianxiang Community Centre', 5_000),
      },
      {
        compounds: [
          home('13', '电缆厂宿舍', 'Cable Works Dormitory', '电缆厂', 5, 1964),
          home('14', '电机小区', 'Motor Works Compound', '电机厂', 6, 1983),
          home('15', '无线电小区', 'Radio Works Compound', '无线电厂', 5, 1987),
          home('16', '变压器厂家属院', 'Transformer Works Family Yard', '变压器厂', 4, 1978),
        ],
        amenity: amenity('heritage', '老厂房记忆工坊', 'Old Works Memory Hall', 8_000),
      },
      {
        compounds: [
          home('17', '玻璃厂家属院', 'Glass Works Family Yard', '玻璃厂', 4, 1974),
          home('18', '木材厂宿舍', 'Timber Works Dormitory', '木材厂', 5, 1966),
          home('19', '橡胶厂宿舍', 'Rubber Works Dormitory', '橡胶厂', 6, 1980),
          home('20', '三建家属院', 'Third Builders Family Yard', '三建', 5, 1992),
        ],
        amenity: amenity('market', '天祥农贸市场', 'Tianxiang Market', 5_200),
      },
    ],
  },
  {
    code: '530103002091',
    prefix: 'LG',
    zh: '灵光社区',
    en: 'Lingguang Community',
    street: '530103002',
    bounds: 'lingguang',
    grids: [
      {
        compounds: [
          home('01', '报社家属院', 'Press Family Yard', '报社', 5, 1978),
          home('02', '邮电小区', 'Post and Telegraph Compound', '邮电', 4, 1986),
          home('03', '灵光里小区', 'Lingguangli Compound', '灵光里', 4, 1994),
        ],
        amenity: amenity('park', '灵光小花园', 'Lingguang Garden', 4_200),
      },
      {
        compounds: [
          home('04', '百货公司宿舍', 'Department Store Dormitory', '百货', 5, 1972),
          office('05', '融通中心', 'Rongtong Centre', '融通中心', 4, 2006),
          office('06', '数码广场写字楼', 'Digital Plaza Offices', '数码广场', 3, 2003),
        ],
        amenity: amenity('centre', '灵光社区党群服务中心', 'Lingguang Community Centre', 3_400),
      },
    ],
  },
  {
    code: '530103002092',
    prefix: 'QS',
    zh: '青石桥社区',
    en: 'Qingshiqiao Community',
    street: '530103002',
    bounds: 'bluestone',
    grids: [
      {
        compounds: [
          home('01', '青石桥小区', 'Qingshiqiao Compound', '青石桥', 6, 1989),
          home('02', '粮食局宿舍', 'Grain Bureau Dormitory', '粮食局', 4, 1975),
        ],
        amenity: amenity('school', '青石桥幼儿园', 'Qingshiqiao Kindergarten', 4_000),
      },
      {
        compounds: [
          home('03', '师专家属院', 'Teachers College Family Yard', '师专', 4, 1981),
          home('04', '染布巷小区', 'Ranbu Lane Compound', '染布巷', 3, 1996),
          office('05', '盘江商务楼群', 'Panjiang Office Cluster', '盘江楼群', 3, 2009),
        ],
        amenity: amenity('centre', '青石桥社区党群服务中心', 'Qingshiqiao Community Centre', 3_400),
      },
    ],
  },
]

export const streetPlans = [
  { code: '530103005', zh: '金辰街道', en: 'Jinchen Subdistrict', bounds: 'jinchen' },
  { code: '530103002', zh: '鼓楼街道', en: 'Gulou Subdistrict', bounds: 'gulou' },
] as const

export const districtPlan = { code: '530103', zh: '盘龙区', en: 'Panlong District' } as const
