import type { Words } from '../../../kernel/contract/words.ts'

/** What can be wrong with a cell, in the words of the returned sheet: what it is, and what to write instead. */
export const rowWords = {
  empty: { zh: '没有填写', en: 'is empty' },
  tooShort: { zh: '太短，请写清楚是什么事', en: 'is too short: say what it is about' },
  tooLong: (most: number): Words => ({ zh: `超过 ${most} 字，请缩短`, en: `is longer than ${most} characters` }),
  fault: (text: string): Words => ({ zh: `是公式错误 ${text}，请改成内容`, en: `is the formula error ${text}` }),
  notATime: (text: string): Words => ({
    zh: `“${text}”不是时间，请写成 2026/11/23 8:30`,
    en: `"${text}" is not a time: write it like 2026/11/23 8:30`,
  }),
  future: (text: string): Words => ({ zh: `“${text}”在将来`, en: `"${text}" is in the future` }),
  tooEarly: (text: string): Words => ({ zh: `“${text}”早于 1990 年`, en: `"${text}" is before 1990` }),
  beforeReport: { zh: '早于上报时间', en: 'is before the time of the report' },
  notAPhone: (text: string): Words => ({
    zh: `“${text}”不是电话号码，请写 11 位手机号或带区号的座机`,
    en: `"${text}" is not a phone number: write a mobile, or a landline with its area code`,
  }),
  noSuchPlace: (text: string): Words => ({
    zh: `没有找到“${text}”，请写小区或楼栋的全名`,
    en: `"${text}" was not found: write the full name of the compound or building`,
  }),
  noSuchCategory: (text: string): Words => ({ zh: `没有“${text}”这个类别`, en: `there is no category "${text}"` }),
  manySuchCategories: (text: string): Words => ({
    zh: `“${text}”不止一个，请连同上级一起写，如“上级/${text}”`,
    en: `there are several "${text}": write it with the category above, like "above/${text}"`,
  }),
  noSuchState: (text: string): Words => ({
    zh: `看不懂“${text}”，请写：办理中、已办结、已答复、列入计划、暂不可行、作废`,
    en: `"${text}" is not known: write open, solved, explained, planned, not feasible or void`,
  }),
  noSuchPriority: (text: string): Words => ({
    zh: `看不懂“${text}”，请写：一般、紧急`,
    en: `"${text}" is not known: write normal or urgent`,
  }),
  noSuchRating: (text: string): Words => ({
    zh: `看不懂“${text}”，请写 1 到 5,或 非常满意、满意、基本满意、不满意、非常不满意`,
    en: `"${text}" is not known: write 1 (worst) to 5 (best)`,
  }),
  endedWithoutOutcome: { zh: '已经办结，请写办理结果', en: 'is empty, though the matter has ended: say how' },
  endedWithoutTime: { zh: '已经办结，请写办结时间', en: 'is empty, though the matter has ended: say when' },
  twice: (row: number): Words => ({
    zh: `与第 ${row} 行重复，只导入了前面那一行`,
    en: `stands in row ${row} already; only that one was taken`,
  }),
  changed: (number: string): Words => ({
    zh: `以前导入过（${number}），内容不一样。原来的没有改动，请到事项里更正`,
    en: `was imported before (${number}) with other content, which was left as it is: correct the matter itself`,
  }),
  refused: {
    zh: '这一行的内容无法保存，请检查后重新填写',
    en: 'This row could not be stored: check it and type it anew',
  },
  openWithTime: { zh: '还在办理，不应有办结时间', en: 'is filled, though the matter is still open' },
} as const
