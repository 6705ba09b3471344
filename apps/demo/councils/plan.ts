import { afterOffice, day } from '../district/calendar.ts'

const desk = 'post:community_desk:530103005006'

export interface PlannedDecision {
  readonly words: string
  readonly holder: string
  /** Days that it was given. */
  readonly days: number
  /** After so many days it was done, with these words; null: it is under way. */
  readonly done: readonly [days: number, words: string] | null
  /** What was said of it at each of the councils after, as long as one heard it. */
  readonly heard: readonly string[]
}

export interface PlannedTopic {
  readonly title: string
  readonly said: string
  readonly decisions: readonly PlannedDecision[]
}

export interface PlannedCouncil {
  readonly startsAt: Date
  readonly topics: readonly PlannedTopic[]
}

const secretary = (compound: string) => `post:compound_secretary:${compound}`

const held: readonly (readonly [daysAgo: number, topics: readonly PlannedTopic[]])[] = [
  [
    68,
    [
      {
        title: '楼道和车棚里的废旧自行车怎么清',
        said: '大家都同意清，但要先贴通知，给人留时间认领。腾出来的地方先划线，不让再堆。',
        decisions: [
          {
            ...{ words: '各单元贴通知，两周后把没人认领的废旧自行车清走', holder: secretary('TX03'), days: 24 },
            done: [19, '清走 61 辆，认领 14 辆，空出来的车棚已划线。'],
            heard: ['已经清完，居民都看到了。'],
          },
        ],
      },
      {
        title: '二楼以下窗户外面停车太近',
        said: '住一楼的邻居说尾气进屋。有人提出画线，有人担心车位不够，先试一个月。',
        decisions: [
          {
            ...{ words: '云纺宿舍 1 至 3 栋窗前画禁停线，试行一个月，收集意见', holder: secretary('TX01'), days: 40 },
            done: [45, '线已画好，试行期间收到意见 9 条，7 条赞成保留。'],
            heard: ['线画了两栋，第三栋等树修完再画。', '三栋都画好了，试行结果贴在公告栏。'],
          },
        ],
      },
    ],
  ],
  [
    38,
    [
      {
        title: '中央空地的石桌石凳',
        said: '夏天太晒没人坐。移到树下要挪三棵小树，园林上说可以。',
        decisions: [
          {
            ...{ words: '把石桌石凳移到树荫下，费用从社区惠民资金出', holder: secretary('TX05'), days: 30 },
            done: [22, '四套石桌凳已移好，地面补平。'],
            heard: ['已经移好，老人们都去坐。'],
          },
        ],
      },
      {
        title: '请人讲一次防诈骗',
        said: '最近又有人上门推销保健品。希望民警来讲，讲本地的事例，别念稿子。',
        decisions: [
          {
            ...{ words: '请社区民警在三个小区各讲一次防诈骗', holder: desk, days: 45 },
            done: null,
            heard: ['讲了两次，机床厂宿舍那一次改在下周六。'],
          },
        ],
      },
    ],
  ],
  [
    9,
    [
      {
        title: '冬天的活动室几点关门',
        said: '下棋的想晚些关，楼上住户嫌吵。商量下来：九点关，八点以后不打麻将。',
        decisions: [
          {
            ...{ words: '活动室开到晚上九点，八点后不打麻将，规定贴在门口', holder: desk, days: 14 },
            ...{ done: null, heard: [] },
          },
        ],
      },
    ],
  ],
]

/** Three councils of 天祥社区 and the one to come; every earlier decision is heard. Invented. */
export function planCouncils(until: Date): { held: readonly PlannedCouncil[]; next: Date } {
  return {
    held: held.map(([daysAgo, topics]) => ({
      startsAt: afterOffice(new Date(until.getTime() - daysAgo * day), 90),
      topics,
    })),
    next: afterOffice(new Date(until.getTime() + 6 * day), 90),
  }
}
