import { defineWords } from '../../kernel/contract/words.ts'

/** Names of states and choices, in exports and on screens. */
export const jobBook = defineWords({
  zh: {
    hours: { full: '全职', part: '兼职' },
    wishHours: { full: '全职', part: '兼职', either: '都可以' },
    payUnit: { month: '元/月', hour: '元/小时' },
    education: {
      any: '不限',
      junior: '初中',
      senior: '高中或中专',
      college: '大专',
      bachelor: '本科',
      master: '研究生',
    },
    reach: { walk: '步行范围（1.5 公里内）', ride: '骑车或公交（6 公里内）', any: '多远都行' },
    openingState: { open: '招聘中', filled: '已招满', closed: '已停止' },
    referralState: {
      proposed: '待居民答复',
      agreed: '居民同意',
      interview: '已面试',
      hired: '已录用',
      not_hired: '未录用',
      no_show: '没有来',
      declined: '居民谢绝',
      dropped: '已取消',
    },
    consentHow: { self: '本人在手机上勾选', signed: '本人签字', spoken: '本人口头同意' },
    pay: (from: string, to: string, unit: string) => (from === to ? `${from} ${unit}` : `${from}–${to} ${unit}`),
    experience: (months: number) =>
      months === 0 ? '不限经验' : months % 12 === 0 ? `${months / 12} 年经验` : `${months} 个月经验`,
    people: (n: number) => `${n} 人`,
    atLeast: (education: string) => `${education}及以上`,
  },
  en: {
    hours: { full: 'Full time', part: 'Part time' },
    wishHours: { full: 'Full time', part: 'Part time', either: 'Either' },
    payUnit: { month: 'yuan a month', hour: 'yuan an hour' },
    education: {
      any: 'Any',
      junior: 'Junior school',
      senior: 'Senior or vocational school',
      college: 'College',
      bachelor: 'Bachelor',
      master: 'Master or above',
    },
    reach: { walk: 'On foot (within 1.5 km)', ride: 'By bike or bus (within 6 km)', any: 'Any distance' },
    openingState: { open: 'Open', filled: 'Filled', closed: 'Closed' },
    referralState: {
      proposed: 'Asked',
      agreed: 'Agreed',
      interview: 'Interviewed',
      hired: 'Hired',
      not_hired: 'Not hired',
      no_show: 'Did not come',
      declined: 'Declined',
      dropped: 'Called off',
    },
    consentHow: { self: 'Ticked on the phone', signed: 'Signed', spoken: 'Said aloud' },
    pay: (from, to, unit) => (from === to ? `${from} ${unit}` : `${from}–${to} ${unit}`),
    experience: (months) =>
      months === 0
        ? 'No experience needed'
        : months % 12 === 0
          ? `${months / 12} y of experience`
          : `${months} months of experience`,
    people: (n) => `${n} wanted`,
    atLeast: (education) => `${education} or above`,
  },
})
