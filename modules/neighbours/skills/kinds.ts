import type { Words } from '../../../kernel/contract/words.ts'

/** What neighbours can do for each other; the code stands in the ledger, the words on screens. */
export const skillKinds = {
  plumbing: { zh: '水电修理', en: 'Water and electricity' },
  appliances: { zh: '家电修理', en: 'Household appliances' },
  haircut: { zh: '理发', en: 'Haircuts' },
  sewing: { zh: '缝纫编织', en: 'Sewing and knitting' },
  health_advice: { zh: '医护咨询', en: 'Health advice' },
  hospital: { zh: '陪诊', en: 'Company to the hospital' },
  visiting: { zh: '上门陪伴', en: 'Company at home' },
  errands: { zh: '代买代办', en: 'Errands' },
  meals: { zh: '送餐做饭', en: 'Meals' },
  cleaning: { zh: '打扫整理', en: 'Cleaning' },
  carrying: { zh: '搬运', en: 'Carrying' },
  tutoring: { zh: '功课辅导', en: 'Help with lessons' },
  instrument: { zh: '乐器', en: 'Music' },
  legal: { zh: '法律咨询', en: 'Legal advice' },
  digital: { zh: '手机电脑', en: 'Phones and computers' },
  listening: { zh: '心理疏导', en: 'Somebody to talk to' },
  dialect: { zh: '方言翻译', en: 'Dialects' },
  signing: { zh: '手语', en: 'Sign language' },
  child_care: { zh: '临时看护孩子', en: 'Minding children' },
  other: { zh: '其他', en: 'Something else' },
} as const satisfies Record<string, Words>

export type SkillKind = keyof typeof skillKinds
export const skillKindCodes = Object.keys(skillKinds) as SkillKind[]

/** Who reads of a skill: neighbours of the compound, of the community, or the office alone. */
export const audiences = ['compound', 'community', 'office'] as const
export type Audience = (typeof audiences)[number]

/** Languages and dialects that matter at a door; data, not law. */
export const languages = {
  mandarin: { zh: '普通话', en: 'Mandarin' },
  kunming: { zh: '昆明话', en: 'Kunming dialect' },
  sichuan: { zh: '四川话', en: 'Sichuan dialect' },
  yi: { zh: '彝语', en: 'Yi' },
  bai: { zh: '白语', en: 'Bai' },
  hani: { zh: '哈尼语', en: 'Hani' },
  signing: { zh: '手语', en: 'Sign language' },
  english: { zh: '英语', en: 'English' },
} as const satisfies Record<string, Words>
export type Language = keyof typeof languages
export const languageCodes = Object.keys(languages) as Language[]
