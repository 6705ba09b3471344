import type { KindCode } from '../../../modules/facilities/public.ts'
import { day } from '../district/calendar.ts'
import type { District, Place } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'

const community = 'community:530103005006'

export interface PlannedFacility {
  readonly compound: string
  readonly kind: KindCode
  readonly name: string
  readonly point: readonly [lng: number, lat: number]
  /** Post that keeps it. */
  readonly keeper: string
  readonly from: Date
  readonly rhythmDays: number
  /** When it was looked at. */
  readonly inspections: readonly Date[]
  /** What is wrong at the last inspection; still being put right. */
  readonly fault: string | null
}

export interface PlannedGate {
  /** Its place in the list of facilities. */
  readonly facility: number
  readonly movements: readonly {
    readonly at: Date
    readonly type: 'opened' | 'closed'
    readonly way: 'pass' | 'resident'
  }[]
  readonly faults: readonly { readonly at: Date; readonly code: string; readonly clearedAt: Date | null }[]
  /** It has not been heard for hours. */
  readonly silent: boolean
}

interface Sort {
  readonly kind: KindCode
  readonly name: string
  readonly rhythmDays: number
  /** How many a compound has at most. */
  readonly most: number
  readonly keptBy: 'secretary' | 'grid'
}

const sorts: readonly Sort[] = [
  { kind: 'bench', name: '座椅', rhythmDays: 90, most: 3, keptBy: 'secretary' },
  { kind: 'lamp', name: '路灯', rhythmDays: 30, most: 3, keptBy: 'grid' },
  { kind: 'charging', name: '充电棚', rhythmDays: 7, most: 1, keptBy: 'grid' },
  { kind: 'fire', name: '消火栓', rhythmDays: 15, most: 2, keptBy: 'grid' },
  { kind: 'bins', name: '垃圾投放点', rhythmDays: 7, most: 1, keptBy: 'grid' },
  { kind: 'fitness', name: '健身器材', rhythmDays: 30, most: 1, keptBy: 'secretary' },
  { kind: 'board', name: '宣传栏', rhythmDays: 90, most: 1, keptBy: 'secretary' },
  { kind: 'camera', name: '摄像头', rhythmDays: 30, most: 2, keptBy: 'grid' },
]
const spots = ['东侧', '西侧', '南侧', '北侧', '大门旁', '花园里', '车棚边', '1栋前', '2栋前']
const wrongs: Partial<Record<KindCode, string>> = { bench: '椅面断了两根木条', charging: '3号充电口不通电' }

/** How many months ago the first stood. */
const sinceDays = 60
const gates = 6
/** About 35 m: within the compound. */
const spread = 0.00035

/** Facilities of the compounds of 天祥社区 with two months of inspections, and six gates with what they told. */
export function planFacilities(district: District, { seed, until }: { seed: number; until: Date }) {
  const random = createRandom(seed, 'facilities')
  const compounds = district.places.filter(({ kind, parent }) => kind === 'compound' && parent === community)
  const plain = compounds.flatMap((compound) =>
    sorts.flatMap((sort) =>
      Array.from({ length: random.int(sort.most > 1 ? 1 : 0, sort.most) }, () =>
        planOne(district, compound, sort, random, until),
      ),
    ),
  )
  const gateSort: Sort = { kind: 'gate', name: '道闸', rhythmDays: 30, most: 1, keptBy: 'secretary' }
  const barriers = compounds.slice(0, gates).map((compound) => ({
    ...planOne(district, compound, gateSort, random, until),
    ...{ name: `${compound.zh}大门道闸`, fault: null },
  }))
  const facilities = markFaults([...barriers, ...plain])
  return { facilities, gates: barriers.map((_, n) => planGate(n, random, until)) }
}

const keeperOf = (district: District, compound: Place, keptBy: Sort['keptBy']): string => {
  const secretary = compound.key.replace('compound:', 'post:compound_secretary:')
  const grid = district.grids.find(({ compounds }) => compounds.includes(compound.key))
  const worker = grid && district.posts.find((post) => post.grid === grid.key && post.kind === 'grid_worker')
  return keptBy === 'grid' && worker ? worker.key : secretary
}

function planOne(district: District, compound: Place, sort: Sort, random: Random, until: Date): PlannedFacility {
  const from = new Date(until.getTime() - sinceDays * day)
  const [lng = 0, lat = 0] = compound.point
  const inspections: Date[] = []
  // A few are looked at late; what falls due in the last days may still be waiting.
  for (let due = from.getTime() + sort.rhythmDays * day; due < until.getTime(); ) {
    const at = new Date(
      due + (random.chance(0.12) ? random.int(1, 4) : -random.int(0, 2)) * day + random.int(-90, 240) * 60_000,
    )
    if (at >= until || (until.getTime() - due < 3 * day && random.chance(0.5))) break
    inspections.push(at)
    due = at.getTime() + sort.rhythmDays * day
  }
  return {
    ...{ compound: compound.key, kind: sort.kind, from, rhythmDays: sort.rhythmDays, inspections, fault: null },
    name: `${random.pick(spots)}${sort.name}`,
    point: [lng + random.between(-spread, spread), lat + random.between(-spread, spread)],
    keeper: keeperOf(district, compound, sort.keptBy),
  }
}

/** The first of each kind that can be broken is, since its last inspection. */
function markFaults(facilities: readonly PlannedFacility[]): PlannedFacility[] {
  const broken = Object.entries(wrongs).map(([kind, words]) => ({
    words,
    n: facilities.findIndex((one) => one.kind === kind),
  }))
  return facilities.map((one, n) => {
    const fault = broken.find((of) => of.n === n)
    if (!fault) return one
    const lately = new Date(one.from.getTime() + (sinceDays - 2) * day)
    return { ...one, fault: fault.words, inspections: [...one.inspections.filter((at) => at < lately), lately] }
  })
}

function planGate(n: number, random: Random, until: Date): PlannedGate {
  const silent = n === gates - 1
  const last = until.getTime() - (silent ? 5 * 3_600_000 : 60_000)
  const movements: PlannedGate['movements'][number][] = []
  for (let back = sinceDays - 1; back >= 0; back--)
    for (let k = 0; k < 6; k++) {
      const at = until.getTime() - back * day - random.int(30, 1380) * 60_000
      const way = random.chance(0.2) ? ('pass' as const) : ('resident' as const)
      if (at + 20_000 > last) continue
      movements.push({ at: new Date(at), type: 'opened', way })
      movements.push({ at: new Date(at + 20_000), type: 'closed', way })
    }
  const fault = (code: string, daysAgo: number, hours: number | null) => {
    const at = new Date(until.getTime() - daysAgo * day)
    return { at, code, clearedAt: hours === null ? null : new Date(at.getTime() + hours * 3_600_000) }
  }
  const faults = n === 0 ? [fault('stuck_open', 21, 26)] : n === 1 ? [fault('reader', 1, null)] : []
  return { facility: n, silent, faults, movements: movements.toSorted((a, b) => a.at.getTime() - b.at.getTime()) }
}
