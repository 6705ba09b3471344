import { defineWords } from '../../../kernel/contract/words.ts'

export const words = defineWords({
  zh: {
    version: (n: number, at: string) => `第 ${n} 版 · ${at}`,
    first: '最初的内容',
    pictures: (added: number, gone: number) =>
      [added > 0 && `加了 ${added} 张照片`, gone > 0 && `去掉 ${gone} 张照片`].filter(Boolean).join('，'),
  },
  en: {
    version: (n, at) => `Version ${n} · ${at}`,
    first: 'as first given',
    pictures: (added, gone) =>
      [added > 0 && `photos added: ${added}`, gone > 0 && `photos taken out: ${gone}`].filter(Boolean).join(', '),
  },
})
