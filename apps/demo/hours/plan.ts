import { dateOf, day } from '../district/calendar.ts'
import { createRandom, type Random } from '../district/random.ts'

const hour = 3_600_000

export interface PlannedActivity {
  readonly team: number
  readonly title: string
  readonly startsAt: Date
  readonly hours: number
  /** How large a part of the team came. */
  readonly share: number
  /** The leader confirmed the hours; else they wait. */
  readonly confirmed: boolean
  /** The leader checked people in on the phone, took photos and closed it; else the office did. */
  readonly byLeader: boolean
  /** Stars and words that some of those who came gave, in turn. */
  readonly said: readonly { readonly rating: number; readonly words: string }[]
}

export interface PlannedEntry {
  readonly volunteer: number
  readonly kind: 'service' | 'training' | 'honour'
  readonly purpose: 'pairing' | 'team' | 'other'
  readonly at: Date
  readonly minutes: number
  readonly content: string
}

export interface PlannedCertificate {
  /** The how-manieth of those with hours. */
  readonly volunteer: number
  readonly askedAt: Date
  readonly end: 'asked' | 'issued' | 'refused' | 'revoked'
}

export interface HoursPlan {
  readonly activities: readonly PlannedActivity[]
  readonly entries: readonly PlannedEntry[]
  readonly certificates: readonly PlannedCertificate[]
  /** Volunteers who say that something is missing, and what. */
  readonly objections: readonly { readonly volunteer: number; readonly words: string }[]
}

const titles = [
  ...['义务理发进小区', '小家电义诊', '陪老人看病挂号', '编织围巾送老人', '楼道清洁日', '端午包粽子送独居老人'],
  ...['防诈骗上门宣讲', '儿童绘本伴读', '旧物修补市集', '文明骑行劝导', '血压血糖免费测', '重阳节助餐'],
]
const helps = {
  pairing: ['上门陪聊', '代买米面蔬菜', '陪同就医', '换灯泡、修水龙头', '教用手机挂号'],
  team: ['整理队里物资', '排班与联络', '活动摄影和记录'],
  other: ['小区门口秩序引导', '暴雨后清理积水', '协助入户登记', '图书角值班'],
} as const
const trainings = ['急救与心肺复苏培训', '与老年人沟通培训', '志愿服务条例学习']
const honours = ['社区年度优秀志愿者', '“好邻居”称号']

const sayings = [
  { rating: 5, words: '师傅手艺好，又耐心，谢谢大家。' },
  { rating: 5, words: '老人家不用出小区就办了事。' },
  { rating: 4, words: '人多，要是早点分批就更好了。' },
  { rating: 5, words: '孩子也跟着学会了，下次还来。' },
  { rating: 3, words: '场地有点挤，天冷可以放在室内。' },
]

const months = 14
/** The last activities of so many teams were led on the phone. */
const ledTeams = 2
const activitiesATeam = 11
/** Of these the last are held and wait for their leader. */
const waiting = 4
const issued = 17

/** Fourteen months of activities, help and certificates of so many teams and volunteers: the same for the same seed and day. */
export function planHours(
  { teams, volunteers }: { readonly teams: number; readonly volunteers: number },
  { seed, until }: { seed: number; until: Date },
): HoursPlan {
  const random = createRandom(seed, 'hours')
  return {
    activities: planActivities(teams, random, until),
    entries: Array.from({ length: volunteers }, (_, volunteer) => planEntries(volunteer, random, until)).flat(),
    certificates: planCertificates(random, until),
    objections: [
      { volunteer: 2, words: '上周六的理发活动我也在，没有记上。' },
      { volunteer: 5, words: '10 月陪诊那次是一上午，只记了一小时。' },
    ],
  }
}

/** Ten in the morning of a day so long ago, in China. */
const morning = (until: Date, daysAgo: number) =>
  new Date(Date.parse(`${dateOf(new Date(until.getTime() - daysAgo * day))}T10:00:00+08:00`))

function planActivities(teams: number, random: Random, until: Date): PlannedActivity[] {
  const every = (months * 30) / activitiesATeam
  const all = Array.from({ length: teams }, (_, team) =>
    Array.from({ length: activitiesATeam }, (_, n): PlannedActivity => {
      const daysAgo = Math.round((activitiesATeam - n) * every - random.int(0, 20)) - 16
      const confirmed = n < activitiesATeam - 1 || team >= waiting
      const recent = n >= activitiesATeam - 2
      const byLeader = team < ledTeams && n === activitiesATeam - 1
      return {
        ...{ team, title: random.pick(titles), startsAt: morning(until, Math.max(3, daysAgo)) },
        ...{ hours: random.int(2, 4), share: random.between(0.4, 0.8), confirmed },
        ...{ byLeader, said: recent ? sayings.slice((team + n) % 3, ((team + n) % 3) + 3) : [] },
      }
    }),
  )
  return all.flat()
}

function planEntries(volunteer: number, random: Random, until: Date): PlannedEntry[] {
  // A few do much, most do a little, some have only just come.
  const many = Math.min(8, Math.floor(random.skewed(1.6, 0.9)))
  const at = () => morning(until, random.int(4, months * 30))
  const service = Array.from({ length: many }, (): PlannedEntry => {
    const purpose = random.pick(['pairing', 'pairing', 'team', 'other'] as const)
    const minutes = random.int(2, 12) * 15
    return { volunteer, kind: 'service', purpose, at: at(), minutes, content: random.pick(helps[purpose]) }
  })
  const more: PlannedEntry[] = []
  if (random.chance(0.08))
    more.push({
      ...{ volunteer, kind: 'training', purpose: 'other', at: at(), minutes: 120, content: random.pick(trainings) },
    })
  if (random.chance(0.02))
    more.push({
      ...{ volunteer, kind: 'honour', purpose: 'other', at: at(), minutes: 0, content: random.pick(honours) },
    })
  return [...service, ...more]
}

function planCertificates(random: Random, until: Date): PlannedCertificate[] {
  const of = (volunteer: number, daysAgo: number, end: PlannedCertificate['end']): PlannedCertificate => ({
    ...{ volunteer, end, askedAt: new Date(morning(until, daysAgo).getTime() + random.int(0, 6) * hour) },
  })
  const done = Array.from({ length: issued }, (_, n) => of(n, 200 - n * 11, n === 4 ? 'revoked' : 'issued'))
  return [...done, of(issued, 9, 'refused'), ...[1, 2, 3].map((n) => of(issued + n, 4 - n, 'asked'))]
}
