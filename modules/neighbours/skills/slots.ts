import { listed } from '../../../kernel/contract/punctuation.ts'
import type { Lang } from '../../../kernel/contract/words.ts'

// Times of the week: day × 3 + part; Monday 0; morning 0, afternoon 1, evening 2.

export const slotCount = 21
const days = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const
const parts = { zh: ['上午', '下午', '晚上'], en: ['morning', 'afternoon', 'evening'] } as const

export const dayNames = (lang: Lang): readonly string[] => days[lang]
export const partNames = (lang: Lang): readonly string[] => parts[lang]

const nameOfSlot = (slot: number, lang: Lang): string => {
  const day = days[lang][Math.floor(slot / 3)] ?? ''
  const part = parts[lang][slot % 3] ?? ''
  return lang === 'zh' ? `${day}${part}` : `${day} ${part}`
}

/** “周二上午、周四上午”; from four on the first two and how many there are. */
export function nameOfSlots(slots: readonly number[], lang: Lang): string {
  const sorted = slots.toSorted((a, b) => a - b)
  if (sorted.length === slotCount) return lang === 'zh' ? '随时' : 'any time'
  const names = sorted.map((slot) => nameOfSlot(slot, lang))
  if (names.length < 4) return listed(lang, names)
  const first = listed(lang, names.slice(0, 2))
  return lang === 'zh' ? `${first}等 ${names.length} 个时段` : `${first} and ${names.length - 2} more`
}
