import { defineWords } from '../../kernel/contract/words.ts'

/** Names of states and steps, for screens, exports and timelines. */
export const policyBook = defineWords({
  zh: {
    yes: '是',
    no: '否',
    verdict: { fits: '符合', unknown: '缺资料', unfit: '不符合' },
    state: { draft: '草稿', live: '施行中', coming: '未到施行日', over: '已截止', withdrawn: '已撤下' },
    versionState: { draft: '草稿', published: '施行中', withdrawn: '已撤下' },
    how: { apply: '需申报', direct: '免申即享' },
    step: {
      pushed: '已推送',
      read: '已读',
      applied: '已申报',
      granted: '已兑现',
      refused: '不予兑现',
      withdrawn: '已撤回',
    },
  },
  en: {
    yes: 'Yes',
    no: 'No',
    verdict: { fits: 'Fits', unknown: 'Not known', unfit: 'Does not fit' },
    state: { draft: 'Draft', live: 'In force', coming: 'Not yet in force', over: 'Over', withdrawn: 'Withdrawn' },
    versionState: { draft: 'Draft', published: 'In force', withdrawn: 'Withdrawn' },
    how: { apply: 'By application', direct: 'Without applying' },
    step: {
      pushed: 'Pushed',
      read: 'Read',
      applied: 'Applied',
      granted: 'Granted',
      refused: 'Refused',
      withdrawn: 'Taken back',
    },
  },
})
