import type { Words } from '../../kernel/contract/words.ts'

const full: Readonly<Record<string, string>> = {
  ',': '，',
  ':': '：',
  ';': '；',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
}

/** Words of rules as screens show them: Chinese with full-width punctuation, thousands and times left alone. */
export const punctuated = ({ zh, en }: Words): Words => ({
  zh: zh.replace(/(?<!\d)[,:]|[,:](?!\d)|[;?!()]/g, (sign) => full[sign] ?? sign),
  en,
})
