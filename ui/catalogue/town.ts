import type { LampTone } from '../lamp.tsx'
import type { GridNote, MapPoint, Shapes } from '../map/map-canvas.tsx'

/* A small invented town to draw: metres east and north of a corner, turned into degrees. */
type Feature = Shapes['features'][number]
type Pt = readonly [number, number]

const at = ([x, y]: Pt): [number, number] => [102.7 + x / 100_900 + y * 1.2e-6, 25.04 + y / 110_800 - x * 0.9e-6]
const ring = (points: readonly Pt[]) => [[...points, points[0] ?? [0, 0]].map((p) => at(p as Pt))]
const area = (points: readonly Pt[], properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: ring(points) },
  properties,
})
const way = (points: readonly Pt[], properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'LineString', coordinates: points.map(at) },
  properties,
})
const box = (x: number, y: number, w: number, h: number): Pt[] => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
]
const collection = (features: Feature[]): Shapes => ({ type: 'FeatureCollection', features })

/** Numbers that look random and are the same each time. */
function dice(seed: number) {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

const river: Pt[] = [
  [-300, 930],
  [120, 880],
  [420, 960],
  [760, 905],
  [1100, 965],
  [1500, 920],
]

export const base = collection([
  way(river, { kind: 'water', width: 60, name: '盘江', nameEn: 'Pan River' }),
  area(box(620, 610, 210, 190), { kind: 'park', name: '天祥公园', nameEn: 'Tianxiang Park' }),
  area(box(680, 670, 70, 50), { kind: 'water' }),
  area(box(-300, 975, 1800, 40), { kind: 'bank' }),
  way(
    [
      [-300, -40],
      [1500, -20],
    ],
    { kind: 'arterial', width: 26, name: '万钟路', nameEn: 'Wanzhong Road' },
  ),
  way(
    [
      [-300, 420],
      [1500, 440],
    ],
    { kind: 'arterial', width: 22, name: '金江路', nameEn: 'Jinjiang Road' },
  ),
  way(
    [
      [-300, 830],
      [1500, 838],
    ],
    { kind: 'street', width: 13, name: '滨江路', nameEn: 'Riverside Road' },
  ),
  way(
    [
      [-20, -300],
      [-20, 1200],
    ],
    { kind: 'street', width: 14, name: '机床厂路', nameEn: 'Lathe Works Road' },
  ),
  way(
    [
      [600, -300],
      [600, 1200],
    ],
    { kind: 'street', width: 14, name: '席子营街', nameEn: 'Xiziying Street' },
  ),
  way(
    [
      [1160, -300],
      [1160, 1200],
    ],
    { kind: 'arterial', width: 24, name: '北苑大道', nameEn: 'Beiyuan Avenue' },
  ),
  way(
    [
      [-20, 210],
      [600, 214],
    ],
    { kind: 'lane', width: 6 },
  ),
  way(
    [
      [300, 430],
      [300, 835],
    ],
    { kind: 'lane', width: 6 },
  ),
  way(
    [
      [-300, 1080],
      [400, 1130],
      [1500, 1100],
    ],
    { kind: 'railway', name: '米轨环线', nameEn: 'Metre-gauge Loop' },
  ),
])

interface Plan {
  readonly zh: string
  readonly en: string
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly grid: number
}
const compounds: Plan[] = [
  { zh: '机床厂一区', en: 'Lathe Works I', x: 0, y: 0, w: 280, h: 195, grid: 0 },
  { zh: '机床厂二区', en: 'Lathe Works II', x: 300, y: 0, w: 285, h: 195, grid: 0 },
  { zh: '金江小区', en: 'Jinjiang Court', x: 0, y: 228, w: 290, h: 180, grid: 1 },
  { zh: '印刷厂宿舍', en: 'Print Works Homes', x: 310, y: 228, w: 275, h: 180, grid: 1 },
  { zh: '天祥苑', en: 'Tianxiang Gardens', x: 0, y: 460, w: 285, h: 355, grid: 2 },
  { zh: '毛纺厂小区', en: 'Woollen Mill Court', x: 318, y: 460, w: 265, h: 355, grid: 2 },
  { zh: '席子营新村', en: 'Xiziying New Village', x: 625, y: 0, w: 510, h: 190, grid: 3 },
  { zh: '农机公司宿舍', en: 'Farm Machinery Homes', x: 625, y: 215, w: 510, h: 190, grid: 3 },
  { zh: '滨江花园', en: 'Riverside Gardens', x: 850, y: 470, w: 285, h: 350, grid: 4 },
  { zh: '电缆厂小区', en: 'Cable Works Court', x: 630, y: 470, w: 195, h: 120, grid: 4 },
]

export const areas = collection(
  compounds.map(({ zh, en, x, y, w, h }, i) => area(box(x, y, w, h), { id: `c${i}`, name: zh, nameEn: en })),
)

export const buildings = collection(
  compounds.flatMap((plan, c) => {
    const rows = Math.max(2, Math.floor(plan.h / 46))
    const columns = Math.max(2, Math.floor(plan.w / 92))
    const [dx, dy] = [plan.w / columns, plan.h / rows]
    return Array.from({ length: rows * columns }, (_, i) => {
      const x = plan.x + (i % columns) * dx + 10
      const y = plan.y + Math.floor(i / columns) * dy + 12
      const n = i + 1
      return area(box(x, y, dx - 24, Math.min(14, dy - 24)), { id: `b${c}-${n}`, name: `${n}栋`, nameEn: `No. ${n}` })
    })
  }),
)

const gridBoxes: Pt[][] = [
  box(-12, -20, 606, 232),
  box(-12, 216, 606, 210),
  box(-12, 442, 606, 386),
  box(606, -20, 546, 446),
  box(606, 446, 546, 384),
]
const numerals = ['一', '二', '三', '四', '五']

export const grids = collection(
  gridBoxes.map((corners, i) => area(corners, { id: `g${i}`, name: `第${numerals[i]}网格`, nameEn: `Grid ${i + 1}` })),
)

const loads = [12, 31, 18, 22, 9]
const overdue = [0, 4, 1, 0, 0]

export function gridNotes(lang: 'zh' | 'en'): Record<string, GridNote> {
  return Object.fromEntries(
    loads.map((open, i) => {
      const late = overdue[i] ?? 0
      const zh = `在办 ${open}${late ? ` · 超时 ${late}` : ''}`
      const en = `${open} open${late ? ` · ${late} overdue` : ''}`
      return [`g${i}`, { share: open / 31, note: lang === 'zh' ? zh : en }]
    }),
  )
}

const troubles = [
  ['楼道灯不亮', 'Stair light is out'],
  ['污水井冒水', 'Sewer is overflowing'],
  ['电动车堵门', 'E-bikes block the door'],
  ['树枝压电线', 'Branch on the power line'],
  ['垃圾没清运', 'Rubbish was not collected'],
  ['屋顶漏水', 'Roof leaks'],
] as const

export function points(lang: 'zh' | 'en'): MapPoint[] {
  const roll = dice(7)
  return Array.from({ length: 92 }, (_, i) => {
    const plan = compounds[Math.floor(roll() * compounds.length)] ?? compounds[0]
    const [lng, lat] = at([(plan?.x ?? 0) + roll() * (plan?.w ?? 1), (plan?.y ?? 0) + roll() * (plan?.h ?? 1)])
    const r = roll()
    const tone: LampTone = r < 0.07 ? 'red' : r < 0.25 ? 'yellow' : r < 0.9 ? 'green' : 'off'
    const words = troubles[i % troubles.length] ?? troubles[0]
    return { id: `p${i}`, lng, lat, tone, label: lang === 'zh' ? words[0] : words[1] }
  })
}
