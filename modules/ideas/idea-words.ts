import { defineWords, type Words } from '../../kernel/contract/words.ts'
import { hideReasons } from './idea.ts'

/** Words of the nouns, for both apps, exports and notices. */
export const ideaBook = defineWords({
  zh: {
    theme: { safety: '安全隐患', space: '空间', facilities: '设施', services: '服务', culture: '文化', other: '其他' },
    callState: { draft: '草稿', open: '征集中', closed: '答复中', decided: '已答复', cancelled: '已取消' },
    ideaState: {
      pending: '待审核',
      published: '已发布',
      hidden: '已隐藏',
      adopted: '已采纳',
      declined: '未采纳',
      merged: '已合并',
      withdrawn: '已撤回',
    },
    hideReason: {
      personal_data: '含个人信息',
      insult: '辱骂攻击',
      advert: '广告',
      not_here: '不属于本次范围',
      double: '重复提交',
      other: '其他',
    },
    declineReason: {
      done_already: '已经在做或已做好',
      not_here: '不归本地管',
      too_costly: '花费太大',
      against_rules: '不合规定',
      few_wish: '支持的人少',
      other: '其他',
    },
    moderation: { before: '先审后发', after: '先发后审' },
    costBy: { author: '提出人估计', staff: '社区估价' },
    figure: {
      ideas: '金点子',
      authors: '提出人',
      endorsements: '附议',
      adopted: '采纳',
      declined: '未采纳',
      merged: '合并',
      open: '待答复',
    },
    unit: { ideas: '条', people: '人', times: '人次' },
    yuan: (amount: string) => `${amount} 元`,
  },
  en: {
    theme: {
      safety: 'Safety',
      space: 'Space',
      facilities: 'Facilities',
      services: 'Services',
      culture: 'Culture',
      other: 'Other',
    },
    callState: { draft: 'Draft', open: 'Open', closed: 'Being answered', decided: 'Answered', cancelled: 'Called off' },
    ideaState: {
      pending: 'Waits',
      published: 'Published',
      hidden: 'Hidden',
      adopted: 'Adopted',
      declined: 'Not adopted',
      merged: 'Merged',
      withdrawn: 'Withdrawn',
    },
    hideReason: {
      personal_data: 'Personal data',
      insult: 'Insult',
      advert: 'Advert',
      not_here: 'Not a matter of this place',
      double: 'Given twice',
      other: 'Other',
    },
    declineReason: {
      done_already: 'Done, or being done',
      not_here: 'Not ours to do',
      too_costly: 'Costs too much',
      against_rules: 'Against a rule',
      few_wish: 'Few wish it',
      other: 'Other',
    },
    moderation: { before: 'Looked at before publication', after: 'Published at once' },
    costBy: { author: 'author’s guess', staff: 'estimated by staff' },
    figure: {
      ideas: 'Ideas',
      authors: 'Authors',
      endorsements: 'Endorsements',
      adopted: 'Adopted',
      declined: 'Not adopted',
      merged: 'Merged',
      open: 'Without an end',
    },
    unit: { ideas: '', people: '', times: '' },
    yuan: (amount) => `¥${amount}`,
  },
})

/** A reason for hiding in both languages. */
export function hideReasonWords(reason: string): Words {
  const known = hideReasons.find((one) => one === reason) ?? 'other'
  return { zh: ideaBook.zh.hideReason[known], en: ideaBook.en.hideReason[known] }
}
