import type { Words } from '../../kernel/contract/words.ts'

/** The two short surveys. */
export const surveys = ['before', 'after'] as const
export type Survey = (typeof surveys)[number]
/** How an answer came in. */
export const answerChannels = ['phone', 'paper'] as const
export type AnswerChannel = (typeof answerChannels)[number]

/** Below this many answers a share says little: pages mark it. */
export const fewAnswers = 10

/** Why a question of a neighbour is hidden. */
export const hideReasons = ['personal_data', 'insult', 'advert', 'not_about', 'double', 'other'] as const
export type HideReason = (typeof hideReasons)[number]

export const hideReasonNames: Readonly<Record<HideReason, Words>> = {
  personal_data: { zh: '含他人隐私', en: 'Personal data' },
  insult: { zh: '辱骂攻击', en: 'Insult' },
  advert: { zh: '广告', en: 'Advert' },
  not_about: { zh: '与项目无关', en: 'Not about the project' },
  double: { zh: '重复', en: 'Asked before' },
  other: { zh: '其他', en: 'Other' },
}
