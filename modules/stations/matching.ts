import type { Words } from '../../kernel/contract/words.ts'
import type { Audience, KindCode } from './kinds.ts'

// Which shared thing answers a want, and why; both sides read the same reasons. Pure: distances come as metres, time as
// how many are free. The order is lexicographic, the first difference decides:
//   1 speaks of the same thing   2 surely free at the time   3 nearer, by quarters of a kilometre; unknown last
//   4 gave less in the last month, so that the load is shared   5 id

interface WantSide {
  readonly kind: KindCode
  readonly name: string
  readonly count: number
  readonly by: 'resident' | 'shop'
}

interface ResourceSide {
  readonly id: string
  readonly kind: KindCode
  readonly name: string
  readonly capacity: number
  readonly audience: Audience
  /** Given out in the last 30 days. */
  readonly load: number
}

export interface Pair {
  readonly want: WantSide
  readonly resource: ResourceSide
  /** As the crow flies; null where a point is not known. */
  readonly metres: number | null
  /** Free for the whole of the wanted time; null where no time was said, or it is not booked by time. */
  readonly free: number | null
}

export const exclusions = ['kind', 'audience', 'capacity', 'time', 'far'] as const
type Exclusion = (typeof exclusions)[number]

interface Match {
  readonly resourceId: string
  readonly excluded: Exclusion | null
  readonly reasons: readonly Words[]
}

/** Farther is not next door any more. */
const mostMetres = 3_000
const band = 250

const folded = (text: string): string => text.toLowerCase().replace(/[\s\p{P}]/gu, '')

/** Two signs in a row that both names have, “电钻” in “冲击电钻”: they speak of the same thing. */
export function speaksOfSame(a: string, b: string): boolean {
  const [x, y] = [folded(a), folded(b)]
  for (let n = 0; n + 2 <= x.length; n++) {
    const part = x.slice(n, n + (/^[a-z0-9]/.test(x.slice(n)) ? 4 : 2))
    if (part.length >= 2 && y.includes(part)) return true
  }
  return false
}

const exclusionWords: Readonly<Record<Exclusion, Words>> = {
  kind: { zh: '不是一类', en: 'Another kind' },
  audience: { zh: '不对这一方开放', en: 'Not for them' },
  capacity: { zh: '数量不够', en: 'Too few' },
  time: { zh: '那个时间没有空', en: 'Not free at that time' },
  far: { zh: `超过 ${mostMetres / 1000} 公里`, en: `Beyond ${mostMetres / 1000} km` },
}

function excludes({ want, resource, metres, free }: Pair): Exclusion | null {
  if (want.kind !== resource.kind) return 'kind'
  if (resource.audience === 'shops' && want.by !== 'shop') return 'audience'
  if (resource.audience === 'residents' && want.by !== 'resident') return 'audience'
  if (resource.kind !== 'discount' && want.count > resource.capacity) return 'capacity'
  if (free !== null && free < want.count) return 'time'
  return metres !== null && metres > mostMetres ? 'far' : null
}

function reasonsOf({ want, resource, metres, free }: Pair): Words[] {
  return [
    ...(speaksOfSame(want.name, resource.name) ? [{ zh: '说的是同一样东西', en: 'Speaks of the same thing' }] : []),
    ...(free !== null ? [{ zh: `那个时间有空（余 ${free}）`, en: `Free at that time (${free} left)` }] : []),
    ...(metres !== null ? [{ zh: `相距约 ${roundly(metres)} 米`, en: `About ${roundly(metres)} m away` }] : []),
    ...(resource.load === 0 ? [{ zh: '近一个月还没有出借过', en: 'Gave nothing in the last month yet' }] : []),
  ]
}

const roundly = (metres: number): number => Math.max(50, Math.round(metres / 50) * 50)

/** All pairs of one want (or one resource) in order, those ruled out last with their reason. */
export function matchAll(pairs: readonly Pair[]): Match[] {
  const ranked = pairs.map((pair) => {
    const excluded = excludes(pair)
    const { want, resource, metres, free } = pair
    const rank = [
      excluded ? 1 : 0,
      speaksOfSame(want.name, resource.name) ? 0 : 1,
      free !== null ? 0 : 1,
      metres === null ? Number.MAX_SAFE_INTEGER : Math.floor(metres / band),
      resource.load,
    ]
    const reasons = excluded ? [exclusionWords[excluded]] : reasonsOf(pair)
    return { rank, match: { resourceId: resource.id, excluded, reasons } }
  })
  return ranked
    .toSorted((a, b) => compare(a.rank, b.rank) || (a.match.resourceId < b.match.resourceId ? -1 : 1))
    .map(({ match }) => match)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const n = a.findIndex((value, i) => value !== b[i])
  return n < 0 ? 0 : (a[n] ?? 0) - (b[n] ?? 0)
}
