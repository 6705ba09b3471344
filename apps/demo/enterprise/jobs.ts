import { afterOffice, day } from '../district/calendar.ts'
import type { District, Place } from '../district/district.ts'
import type { Random } from '../district/random.ts'
import { type FirmStory, signedFirm } from './firms.ts'
import { type PlannedReferral, planReferrals } from './referrals.ts'

/** A kind of job with what is asked for, and what is paid a month in yuan. */
interface Job {
  readonly title: string
  readonly kinds: readonly string[]
  readonly skills: readonly string[]
  readonly pay: readonly [number, number]
  readonly education: 'any' | 'senior' | 'college' | 'bachelor'
  readonly months: number
  readonly words: string
}

const frontDesk = job(
  ...(['前台文员', ['前台', '文员'], ['接待', '办公软件'], [3800, 4800], 'senior', 0] as const),
  '形象端正，会用表格，五险。',
)
const jobs: readonly Job[] = [
  job('出纳', ['出纳', '会计'], ['做账', '开票'], [4500, 6000], 'college', 12, '双休，有食堂，用友系统。'),
  frontDesk,
  job('仓库管理员', ['仓管', '搬运'], ['盘点', '叉车'], [4200, 5500], 'any', 6, '早八晚五，月休六天。'),
  job('行政助理', ['行政', '文员'], ['办公软件', '写通知'], [4000, 5500], 'college', 6, '协助办证、年检、会务。'),
  job('后厨帮工', ['帮厨', '洗碗'], ['切配'], [3600, 4500], 'any', 0, '包两餐，下午可休两小时。'),
  job('店长', ['店长', '导购'], ['带班', '盘点'], [5500, 8000], 'senior', 24, '底薪加提成，社区店。'),
  job('软件实施', ['实施', '测试'], ['数据库', '写文档'], [6000, 9000], 'bachelor', 12, '省内出差，有补贴。'),
  job('保洁', ['保洁'], ['清洁'], [2800, 3400], 'any', 0, '写字楼内，两班倒，离家近。'),
  job('客服', ['客服', '电话回访'], ['打字', '普通话'], [4000, 6500], 'senior', 0, '培训上岗，适合返岗妈妈。'),
]

function job(
  title: string,
  kinds: readonly string[],
  skills: readonly string[],
  pay: readonly [number, number],
  education: Job['education'],
  months: number,
  words: string,
): Job {
  return { title, kinds, skills, pay, education, months, words }
}

export interface PlannedOpening {
  readonly firm: FirmStory
  readonly job: Job
  readonly headcount: number
  readonly at: Date
  /** Its last day. */
  readonly until: Date
  /** The firm closes it before that day, with a reason. */
  readonly closed: { readonly at: Date; readonly why: string } | null
}

export interface PlannedSeeker {
  readonly name: string
  readonly phone: string
  readonly job: Job
  readonly at: Date
  /** The building in which they live, and the office that takes them down. */
  readonly home: Place
  readonly desk: string
  readonly experience: number
  readonly payYuan: number
  readonly reach: 'walk' | 'ride' | 'any'
  readonly consentNote: string
  readonly withdrawnAt: Date | null
}

export interface JobPlan {
  readonly openings: readonly PlannedOpening[]
  readonly seekers: readonly PlannedSeeker[]
  readonly referrals: readonly PlannedReferral[]
}

const reasons = ['内部调岗解决', '业务调整，暂缓招聘', '已自行招到人']
const notes = ['在社区服务台当面说明并同意', '入户走访时当面同意，已读告知书', '电话里说明用途，本人同意']
const surnames = [...'李杨王张赵刘陈罗马段普何']
const given = ['桂英', '小琴', '建华', '永芬', '家豪', '红梅', '云波', '丽萍', '志刚', '晓东', '慧', '国庆']
/** 灵光社区, where the firms are, and 青石桥社区 beside it. */
const communities = ['530103002091', '530103002092'] as const

/** A year of jobs of the towers' firms, of residents who look for work, and of who was brought to what. */
export function planJobs(
  district: Pick<District, 'places'>,
  stories: readonly FirmStory[],
  until: Date,
  random: Random,
): JobPlan {
  const openings = Array.from({ length: 60 }, (_, i) => planOpening(i, stories, until, random))
  const homes = communities.map((code) => ({
    desk: `post:community_desk:${code}`,
    homes: homesIn(district, `community:${code}`),
  }))
  const seekers = Array.from({ length: 90 }, (_, i) => planSeeker(i, homes, until, random))
  return { openings, seekers, referrals: planReferrals({ openings, seekers }, until, random) }
}

/** The newest are open; the first ones are those of the firm that a visitor signs in to, one of them for a front desk. */
function planOpening(i: number, stories: readonly FirmStory[], until: Date, random: Random): PlannedOpening {
  const isNew = i < 18
  const at = new Date(until.getTime() - (i === 0 ? 20 : random.int(isNew ? 4 : 50, isNew ? 40 : 350)) * day)
  const here = stories.filter((story) => story.inAt < at && (!story.outAt || story.outAt > until))
  const own = here.find(({ key }) => key === signedFirm)
  const firm = i < 2 && own ? own : random.pick(here)
  const last = new Date(at.getTime() + random.int(30, 75) * day)
  const closes = !isNew && random.chance(0.25)
  return {
    ...{
      firm,
      at,
      job: i === 0 ? frontDesk : random.pick(jobs),
      headcount: i === 0 ? 2 : random.pick([1, 1, 1, 2, 3]),
    },
    until: isNew ? new Date(until.getTime() + random.int(6, 40) * day) : last,
    closed: closes ? { at: new Date(at.getTime() + random.int(8, 25) * day), why: random.pick(reasons) } : null,
  }
}

interface Homes {
  readonly desk: string
  readonly homes: readonly Place[]
}

/** Two of three live where the firms are. The first looks for what the first opening offers. */
function planSeeker(i: number, homes: readonly Homes[], until: Date, random: Random): PlannedSeeker {
  const isNew = i < 28
  const days = i === 0 ? 12 : random.int(isNew ? 3 : 60, isNew ? 150 : 340)
  const at = afterOffice(new Date(until.getTime() - days * day), random.int(0, 300))
  const wished = i === 0 ? frontDesk : random.pick(jobs)
  const near = homes[i % 3 === 2 ? 1 : 0] ?? { desk: '', homes: [] }
  return {
    ...{ at, job: wished, name: `${random.pick(surnames)}${random.pick(given)}` },
    ...{ home: random.pick(near.homes), desk: near.desk },
    phone: `1000${String(7_200_000 + i).padStart(7, '0')}`,
    experience: random.pick([0, 6, 12, 24, 36, 60]),
    payYuan: wished.pay[0] - random.pick([0, 0, 300, 600]),
    reach: i === 0 ? 'any' : random.pick(['walk', 'ride', 'ride', 'any'] as const),
    consentNote: random.pick(notes),
    withdrawnAt: i % 9 === 5 ? new Date(at.getTime() + random.int(20, 60) * day) : null,
  }
}

/** Buildings of flats of a community. */
function homesIn({ places }: Pick<District, 'places'>, community: string): Place[] {
  const above = new Map(places.map(({ key, parent }) => [key, parent]))
  return places.filter(
    ({ kind, use, parent }) => kind === 'building' && use === 'home' && above.get(parent ?? '') === community,
  )
}
