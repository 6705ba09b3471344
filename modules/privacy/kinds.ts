import type { Id } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'

export type RequestId = Id<'privacy_request'>

/** What somebody may ask for (个人信息保护法 44, 46, 47, 48). */
export const requestKinds = ['correct', 'erase', 'stop', 'explain'] as const
export type RequestKind = (typeof requestKinds)[number]

export const requestStates = ['open', 'answered', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

export const outcomes = ['done', 'part', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

/** Why something is not done, or not all of it. */
export const grounds = ['kept_by_law', 'still_open', 'is_right', 'not_yours', 'not_proven', 'not_ours'] as const
export type Ground = (typeof grounds)[number]

export const kindNames: Readonly<Record<RequestKind, Words>> = {
  correct: { zh: '更正', en: 'Correct' },
  erase: { zh: '删除', en: 'Erase' },
  stop: { zh: '停止使用', en: 'Stop using' },
  explain: { zh: '说明', en: 'Explain' },
}

export const outcomeNames: Readonly<Record<Outcome, Words>> = {
  done: { zh: '已照办', en: 'Done' },
  part: { zh: '部分照办', en: 'Done in part' },
  refused: { zh: '未能照办', en: 'Not done' },
}

export const groundNames: Readonly<Record<Ground, Words>> = {
  kept_by_law: { zh: '法律规定的保存期未到（个保法 47 条）', en: 'The law asks to keep it for now (PIPL 47)' },
  still_open: { zh: '事项或纠纷还没办完', en: 'A matter or dispute is still open' },
  is_right: { zh: '核实后信息无误', en: 'It was checked and is right' },
  not_yours: { zh: '信息关于他人', en: 'It is about somebody else' },
  not_proven: { zh: '无法确认是本人', en: 'It could not be shown that it is you' },
  not_ours: { zh: '不由我们保存', en: 'It is not kept here' },
}

/** Working days to answer, where a tenant has saved nothing. */
export const defaultAnswerWorkdays = 15
