import { dayFromNumber, dayNumberFrom, dayOf } from '../../../kernel/time/day.ts'
import { defaultChecklists, type KindCode, kinds, periodAt, type Rhythm } from '../../../modules/safety/public.ts'
import { day, hour, minute } from '../district/calendar.ts'
import type { District, Place } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'
import { noWords, skipped } from './words.ts'

const community = 'community:530103005006'
/** Fourteen months. */
const sinceDays = 425
const routesPlanned = 12

export interface PlannedPoint {
  readonly place: string
  readonly kind: KindCode
  readonly name: string
  readonly at: readonly [lng: number, lat: number]
}

export interface PlannedNo {
  readonly item: string
  readonly words: string
  /** When its matter is closed; null: it is still open. */
  readonly closedAt: Date | null
  /** When somebody else looks again; null: the next round does, or nobody yet. */
  readonly lookedAt: Date | null
}

interface PlannedCheck {
  /** Its place in the list of points of the route. */
  readonly point: number
  readonly skippedWhy: string | null
  readonly noes: readonly PlannedNo[]
}

export interface PlannedRound {
  readonly at: Date
  /** Those that were made; of a round that is on, not all. */
  readonly checks: readonly PlannedCheck[]
}

export interface PlannedRoute {
  readonly name: string
  readonly compound: string
  readonly holder: string
  /** Who looks again at what the holder found. */
  readonly looker: string
  readonly rhythm: Rhythm
  readonly from: Date
  readonly points: readonly PlannedPoint[]
  readonly rounds: readonly PlannedRound[]
}

const rhythmOf = (n: number): Rhythm => (n === 0 ? 'week' : n > 9 ? 'quarter' : 'month')

/** Twelve routes of 天祥社区 with fourteen months of rounds, and what was found on them. */
export function planRounds(district: District, { seed, until }: { seed: number; until: Date }): PlannedRoute[] {
  const random = createRandom(seed, 'safety')
  const compounds = district.places.filter(({ kind, parent }) => kind === 'compound' && parent === community)
  return compounds.slice(0, routesPlanned).map((compound, n) => {
    const rhythm = rhythmOf(n)
    const points = planPoints(district, compound, rhythm, random)
    const grid = district.grids.find((one) => one.compounds.includes(compound.key))
    const worker = district.posts.find((post) => post.kind === 'grid_worker' && post.grid === grid?.key)
    const secretary = compound.key.replace('compound:', 'post:compound_secretary:')
    const from = new Date(until.getTime() - sinceDays * day)
    return {
      ...{ name: `${compound.zh}巡查线`, compound: compound.key, rhythm, from, points },
      ...{ holder: worker?.key ?? secretary, looker: secretary },
      rounds: planWalks(rhythm, points, { from, until, random }),
    }
  })
}

const spread = 0.0002

function planPoints(district: District, compound: Place, rhythm: Rhythm, random: Random): PlannedPoint[] {
  const buildings = district.places.filter(({ kind, parent }) => kind === 'building' && parent === compound.key)
  const near = ({ point: [lng = 0, lat = 0] }: Place): PlannedPoint['at'] => [
    lng + random.between(-spread, spread),
    lat + random.between(-spread, spread),
  ]
  const of = (place: Place, kind: KindCode, name: string): PlannedPoint => ({
    ...{ place: place.key, kind, name, at: near(place) },
  })
  const shared = [
    of(compound, 'lane', '大门消防车通道'),
    of(compound, 'shed', '电动车棚'),
    of(compound, 'gas', '燃气调压箱'),
    of(compound, 'box', '门卫室灭火器箱'),
  ]
  // Whoever comes each week looks at a few; who comes each month at each house.
  if (rhythm === 'week') return [...shared, ...buildings.slice(0, 3).map((b) => of(b, 'exit', `${b.zh}安全出口`))]
  return [
    ...shared,
    ...buildings
      .slice(0, 5)
      .flatMap((b, n) => [
        of(b, 'exit', `${b.zh}安全出口`),
        of(b, n % 2 === 0 ? 'stairs' : 'box', n % 2 === 0 ? `${b.zh}疏散楼梯` : `${b.zh}灭火器箱`),
      ]),
  ]
}

interface Walking {
  readonly from: Date
  readonly until: Date
  readonly random: Random
}

/** On the same day in Kunming, in the hours in which somebody walks. */
const byDay = (at: number, random: Random): number =>
  Date.parse(`${dayOf(new Date(at))}T01:00:00Z`) + Math.floor(random.between(0, 6.5) * hour)

/** A walk in most periods, some late, a few missed; the period of today is on. */
function planWalks(rhythm: Rhythm, points: readonly PlannedPoint[], { from, until, random }: Walking): PlannedRound[] {
  const rounds: PlannedRound[] = []
  // Until when a hazard stands, by point and question: none is found twice while it does.
  const standing = new Map<string, number>()
  for (let on = dayOf(from); on <= dayOf(until); ) {
    const { fromOn, untilOn, dueAt } = periodAt(rhythm, on)
    on = untilOn
    const current = untilOn > dayOf(until)
    const [begins, ends] = [Date.parse(`${fromOn}T01:00:00Z`), Date.parse(`${untilOn}T00:00:00Z`) - 12 * hour]
    const late = random.chance(0.06) && dueAt.getTime() + 2 * hour < ends
    const at = byDay(
      late
        ? dueAt.getTime() + random.int(16, 40) * hour
        : begins + Math.floor(random.between(0.1, 0.95) * (dueAt.getTime() - begins - 10 * hour)),
      random,
    )
    const missed = random.chance(0.05)
    if (missed || at > ends || at < from.getTime() || at > until.getTime() - hour) continue
    const half = current && random.chance(dueAt < until ? 0.2 : 0.5)
    rounds.push({ at: new Date(at), checks: planChecks(points, half, new Date(at), { until, random, standing }) })
  }
  return rounds
}

/** Lately more is found: it is winter, and heaters and e-bikes are on. */
const latelyDays = 35

interface Checking {
  readonly until: Date
  readonly random: Random
  readonly standing: Map<string, number>
}

function planChecks(points: readonly PlannedPoint[], half: boolean, at: Date, checking: Checking): PlannedCheck[] {
  const { random } = checking
  const made = half ? Math.ceil(points.length / 2) : points.length
  return points.slice(0, made).map((point, n) => {
    if (random.chance(0.012)) return { point: n, skippedWhy: random.pick(skipped), noes: [] }
    const lately = at.getTime() > checking.until.getTime() - latelyDays * day
    const no = random.chance(lately ? 0.1 : 0.043) ? planNo(point, n, at, checking) : null
    return { point: n, skippedWhy: null, noes: no ? [no] : [] }
  })
}

/** A hazard and how it goes on; null where the question has a hazard that stands already. */
function planNo(point: PlannedPoint, n: number, at: Date, { until, random, standing }: Checking): PlannedNo | null {
  const said = Object.entries(noWords[point.kind] ?? {})
  const list = defaultChecklists[kinds[point.kind].checklist]
  // Grave ones are somewhat rarer.
  const graveOf = (code: string) => list.items.find((item) => item.code === code)?.level === 'major'
  const [item, phrases] = random.weighted(said, ([code]) => (graveOf(code) ? 2 : 3))
  const major = graveOf(item)
  const key = `${n} ${item}`
  const age = (until.getTime() - at.getTime()) / day
  const closed = new Date(at.getTime() + (major ? random.int(20, 50) * hour : random.int(2, 7) * day))
  const looked = new Date(closed.getTime() + random.int(20, 60) * hour)
  const words = random.pick(phrases)
  if ((standing.get(key) ?? 0) > at.getTime()) return null
  // What was found in the last weeks is being put right.
  const open = age < 24 || closed >= until
  const waits = !open && (age < 40 || looked >= until) && random.chance(0.5)
  standing.set(key, open || waits ? Number.POSITIVE_INFINITY : looked.getTime() + minute)
  return { item, words, closedAt: open ? null : closed, lookedAt: open || waits ? null : looked }
}

export interface PlannedCampaign {
  readonly title: string
  readonly topic: 'fire' | 'fraud' | 'manners'
  readonly places: readonly string[]
  readonly fromOn: string
  readonly toOn: string
  readonly channels: readonly ('door' | 'leaflet' | 'gathering' | 'poster' | 'notice')[]
  readonly notice: string | null
  /** Households reached, by the share of doors that were knocked at. */
  readonly share: number
}

/** A campaign against fire that is on, one against fraud that is over, one for manners that began. */
export function planCampaigns(until: Date): PlannedCampaign[] {
  const on = (back: number): string => dayFromNumber(dayNumberFrom(dayOf(until)) - back)
  const compounds = (...n: readonly number[]) => n.map((one) => `compound:TX${String(one).padStart(2, '0')}`)
  return [
    {
      ...{ title: '冬季防火进万家', topic: 'fire', places: compounds(1, 2, 3, 4, 5), share: 0.63 },
      ...{ fromOn: on(33), toOn: on(-40), channels: ['door', 'leaflet', 'gathering', 'notice'] },
      notice: '天冷用电多：电动车不上楼、不在楼道充电；出门关火关电。发现楼道堆物请扫楼下二维码告诉我们。',
    },
    {
      ...{ title: '谨防冒充客服退款诈骗', topic: 'fraud', places: compounds(9, 10, 11), share: 0.81 },
      ...{ fromOn: on(150), toOn: on(110), channels: ['door', 'notice', 'poster'] },
      notice: '近日有人冒充快递客服“退款”，凡是要验证码、要开屏幕共享的都是诈骗，请直接挂断并拨 96110。',
    },
    {
      ...{ title: '文明养犬，楼道清爽', topic: 'manners', places: compounds(14, 15), share: 0.22 },
      ...{ fromOn: on(9), toOn: on(-50), channels: ['door', 'poster'], notice: null },
    },
  ]
}
