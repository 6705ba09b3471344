import { defineWords } from '../../../kernel/contract/words.ts'

export const words = defineWords({
  zh: {
    face: '掌上',
    linkTitle: '登录链接',
    linkFor: '这是发给这位的登录链接：',
    linkLead: (tenant: string, until: string) =>
      `由${tenant}的工作人员发出，只能用一次，${until} 前有效。是您本人就点“进入”；不是您的，请关掉，不要转发。`,
    enter: '进入',
    withoutLink: '不登录，先看看',
  },
  en: {
    face: 'Pocket',
    linkTitle: 'Sign-in link',
    linkFor: 'This link signs in',
    linkLead: (tenant, until) =>
      `Sent by staff of ${tenant}. It works once, until ${until}. If this is you, press Enter; if not, close the page and do not pass it on.`,
    enter: 'Enter',
    withoutLink: 'Look around without signing in',
  },
})
