import { defineWords } from '../../../kernel/web/words.ts'

export const words = defineWords({
  zh: { title: '安全警报', atDesk: '请在工作台查看', openDesk: '打开工作台的审计页' },
  en: { title: 'Alarm', atDesk: 'Please look at it at the desk', openDesk: 'Open the audit at the desk' },
})
