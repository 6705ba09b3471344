import { defineWords } from '../../../kernel/contract/words.ts'

export const words = defineWords({
  zh: { version: (n: number, at: string) => `第 ${n} 版 · ${at}`, first: '最初的内容' },
  en: { version: (n, at) => `Version ${n} · ${at}`, first: 'as first given' },
})
