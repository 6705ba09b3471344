import { defineWords } from '../../../../kernel/web/words.ts'

export const words = defineWords({
  zh: {
    title: '我的事项',
    empty: '还没有您的事项',
    emptyText: '您上报的、关注的都会列在这里，有进展会告诉您。',
    report: '说一件事',
    waiting: '等您答复',
    others: '我上报和关注的',
    earlier: '更早的',
    later: '较新的',
    codeInstead: '没登录时上报的，可以凭受理码查。',
  },
  en: {
    title: 'My matters',
    empty: 'Nothing of yours yet',
    emptyText: 'What you report or follow is listed here, and you are told when it moves.',
    report: 'Report something',
    waiting: 'Waiting for your answer',
    others: 'Reported or followed by me',
    earlier: 'Earlier',
    later: 'Later',
    codeInstead: 'What you reported without signing in can be looked up by its receipt code.',
  },
})
