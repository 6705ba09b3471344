import { defineWords } from '../../kernel/contract/words.ts'

export const words = defineWords({
  zh: {
    nav: '主要页面',
    notFound: '没有这个页面',
    notFoundText: '地址可能写错了，或者页面已经搬走。',
    notForYou: '这个页面给相应岗位的工作人员用',
    home: '回首页',
    broken: '这个页面出了问题',
    brokenText: '您已提交的内容都在，请重新打开。',
    reload: '重新打开',
    newVersion: '有新版本了',
    openNew: '现在更新',
  },
  en: {
    nav: 'Main pages',
    notFound: 'There is no such page',
    notFoundText: 'The address may be mistyped, or the page has moved.',
    notForYou: 'This page is for staff in certain posts',
    home: 'Home',
    broken: 'Something is wrong with this page',
    brokenText: 'Whatever you sent is safe. Please open it again.',
    reload: 'Open again',
    newVersion: 'A new version is ready',
    openNew: 'Use it now',
  },
})
