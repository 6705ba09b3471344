import type { DisputeKind } from '../../../modules/mediation/contract.ts'
import { day } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'

export const ends = [
  'received',
  'asking',
  'accepted',
  'mediating',
  'agreed',
  'performing',
  'closed',
  'archived',
  'refused',
  'failed',
  'declined',
  'handed_over',
] as const
export type End = (typeof ends)[number]

export interface PlannedCommittee {
  readonly community: string
  readonly name: string
  /** The post whose holder is head, and those whose holders are members. */
  readonly head: string
  readonly members: readonly string[]
  /** Invited mediators without a post. */
  readonly invited: readonly { readonly name: string; readonly phone: string }[]
}

export interface PlannedDispute {
  /** Its place in the list of committees. */
  readonly committee: number
  readonly place: string
  readonly kind: DisputeKind
  readonly words: string
  readonly issues: string
  readonly duties: string
  readonly terms: string
  readonly promise: string
  readonly parties: readonly [string, string]
  readonly at: Date
  readonly end: End
  readonly oral: boolean
  readonly court: boolean
  /** Days from one step to the next. */
  readonly pace: number
}

const communities = ['530103005006', '530103002091', '530103002092'] as const
const counts: Readonly<Record<End, number>> = {
  ...{ received: 3, asking: 4, accepted: 4, mediating: 8, agreed: 4, performing: 9, closed: 4, archived: 10 },
  ...{ refused: 4, failed: 5, declined: 3, handed_over: 2 },
}

interface Story {
  readonly kind: DisputeKind
  readonly words: string
  readonly issues: string
  readonly duties: string
  readonly terms: string
  readonly promise: string
}

const stories: readonly Story[] = [
  {
    ...{ kind: 'noise', words: '楼上夜里拖椅子、孩子跑动，楼下老人睡不好，双方在楼道里争吵过两次。' },
    ...{ issues: '晚上几点以后算扰民，要不要铺地垫。', duties: '楼上应当避免夜间噪音，楼下应当好好说。' },
    ...{ terms: '晚十点至早七点不拖动家具，楼上铺设地垫。', promise: '客厅铺好地垫' },
  },
  {
    ...{ kind: 'leak', words: '楼上卫生间防水老化，水渗到楼下天花板，墙皮脱落。' },
    ...{ issues: '渗水原因和修复费用由谁承担。', duties: '楼上负责修好防水，楼下配合查看。' },
    ...{ terms: '楼上重做防水，并把楼下天花板恢复原样。', promise: '重做卫生间防水并粉刷楼下天花板' },
  },
  {
    ...{ kind: 'neighbour', words: '一家在楼道堆放纸箱和鞋柜，对门出入不便，说了几次没有搬。' },
    ...{ issues: '公共楼道能不能放东西。', duties: '楼道属于全体业主，不应占用。' },
    ...{ terms: '三日内清空楼道，今后不再堆放。', promise: '清空楼道杂物' },
  },
  {
    ...{ kind: 'property', words: '业主认为保洁不到位拒交物业费，物业催缴时语气生硬。' },
    ...{ issues: '保洁标准和欠费。', duties: '物业应当按约保洁，业主应当按约交费。' },
    ...{ terms: '物业每日清扫楼道并公示，业主补交所欠费用。', promise: '张贴每日保洁记录' },
  },
  {
    ...{ kind: 'family', words: '兄妹三人对老人轮流照料的时间意见不一，老人夹在中间。' },
    ...{ issues: '照料时间怎样轮换。', duties: '子女都有赡养义务。' },
    ...{ terms: '按月轮流照料，看病时三人同去。', promise: '接老人到家中居住' },
  },
  {
    ...{ kind: 'damage', words: '孩子踢球打碎邻居阳台玻璃，双方对赔偿说法不同。' },
    ...{ issues: '玻璃由谁更换。', duties: '监护人承担孩子造成的损失。' },
    ...{ terms: '家长换好同样的玻璃并道歉。', promise: '更换阳台玻璃' },
  },
]
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'
const calls = ['大爷', '阿姨', '师傅', '女士', '先生']
const named = (random: Random): string => `${random.pick([...surnames])}${random.pick(calls)}`

/** Three committees and 60 disputes over 14 months, in every state. */
export function planMediation(district: District, { seed, until }: { seed: number; until: Date }) {
  const random = createRandom(seed, 'mediation')
  const committees = communities.map((code, n) => planCommittee(district, code, n))
  const all = random.shuffle(ends.flatMap((end) => Array.from({ length: counts[end] }, () => end)))
  const disputes = all.map((end, n) => planOne(district, committees, { end, n, random, until }))
  return { committees, disputes: disputes.toSorted((a, b) => a.at.getTime() - b.at.getTime()) }
}

function planCommittee({ posts, places }: District, code: string, n: number): PlannedCommittee {
  const community = `community:${code}`
  const compounds = places
    .filter(({ parent, kind }) => parent === community && kind === 'compound')
    .map(({ key }) => key)
  const members = posts
    .filter(({ kind, place }) => kind === 'compound_secretary' && compounds.includes(place ?? ''))
    .map(({ key }) => key)
    .slice(0, 4)
  const name = places.find(({ key }) => key === community)?.zh ?? code
  return {
    ...{ community, name: `${name}人民调解委员会`, head: `post:community_desk:${code}`, members },
    invited: [{ name: ['和顺安', '温良玉', '谢宽'][n] ?? '和平', phone: `1209810000${n + 1}` }],
  }
}

interface One {
  readonly end: End
  readonly n: number
  readonly random: Random
  readonly until: Date
}

const minAge: Readonly<Partial<Record<End, number>>> = {
  closed: 70,
  archived: 90,
  failed: 40,
  refused: 20,
  handed_over: 20,
  declined: 20,
}
const maxAge: Readonly<Partial<Record<End, number>>> = {
  received: 2,
  asking: 6,
  accepted: 12,
  mediating: 26,
  agreed: 24,
  performing: 60,
}
const fresh: Readonly<Partial<Record<End, number>>> = {
  asking: 3,
  accepted: 6,
  mediating: 12,
  agreed: 18,
  performing: 24,
}

function planOne(
  { places }: District,
  committees: readonly PlannedCommittee[],
  { end, n, random, until }: One,
): PlannedDispute {
  const committee = n % committees.length
  const compounds = places.filter(
    ({ parent, kind }) => kind === 'compound' && parent === committees[committee]?.community,
  )
  const age = end in maxAge ? random.int(fresh[end] ?? 1, maxAge[end] ?? 2) : random.int(minAge[end] ?? 20, 420)
  const story = random.pick(stories)
  return {
    ...{ committee, ...story, end, oral: random.chance(0.3), court: random.chance(0.4), pace: 2 },
    place: random.pick(compounds).key,
    parties: [named(random), named(random)],
    at: new Date(until.getTime() - age * day - random.int(1, 6) * 3_600_000),
  }
}
