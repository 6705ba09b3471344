import { defineWords } from '../../../../kernel/contract/words.ts'

export const words = defineWords({
  zh: { title: '房源', on: (day: string) => `${day}的情况`, state: '状态' },
  en: { title: 'Suites', on: (day) => `as on ${day}`, state: 'State' },
})
