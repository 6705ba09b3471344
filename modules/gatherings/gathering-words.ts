import { defineWords } from '../../kernel/contract/words.ts'

/** Words of the nouns, for both apps. */
export const gatheringWords = defineWords({
  zh: {
    state: { draft: '草稿', announced: '已发布', running: '进行中', held: '已举行', cancelled: '已取消' },
    standing: {
      invited: '已邀请',
      accepted: '参加',
      declined: '不参加',
      signed_up: '已报名',
      waiting: '候补',
      withdrawn: '已退出',
      came: '到场登记',
    },
    waitingAt: (n: number) => `候补第 ${n} 位`,
    party: { firm: '企业', person: '个人', post: '岗位', guest: '名单外' },
    power: '有电',
    water: '有水',
    area: (m2: string) => `${m2} ㎡`,
    yuan: (amount: string) => `${amount} 元`,
    because: {
      hand: '由组织者手工安排',
      order: (turn: number, fitting: number) =>
        fitting > 0 ? `报名第 ${turn} 位，当时有 ${fitting} 个合适的空位` : `报名第 ${turn} 位，调换后安排`,
      alike: (n: number) => `相邻有 ${n} 家同类`,
      noAlike: '相邻没有同类',
    },
  },
  en: {
    state: { draft: 'Draft', announced: 'Announced', running: 'Under way', held: 'Held', cancelled: 'Cancelled' },
    standing: {
      invited: 'Invited',
      accepted: 'Coming',
      declined: 'Not coming',
      signed_up: 'Signed up',
      waiting: 'Waiting',
      withdrawn: 'Withdrawn',
      came: 'Came',
    },
    waitingAt: (n) => `${n} on the waiting list`,
    party: { firm: 'Firm', person: 'Person', post: 'Post', guest: 'Not registered' },
    power: 'Power',
    water: 'Water',
    area: (m2) => `${m2} m²`,
    yuan: (amount) => `¥${amount}`,
    because: {
      hand: 'Settled by the organiser',
      order: (turn, fitting) =>
        fitting > 0
          ? `No. ${turn} to sign up; ${fitting} fitting stalls were free`
          : `No. ${turn} to sign up; others moved`,
      alike: (n) => `${n} neighbours sell the same`,
      noAlike: 'no neighbour sells the same',
    },
  },
})
