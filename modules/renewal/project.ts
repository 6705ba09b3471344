import type { Words } from '../../kernel/contract/words.ts'

// Where a renewal project 改造项目 stands. Pure; what the rules need to know is passed in.

/** In the order of its road; `stopped` leaves the road. */
export const projectStates = ['draft', 'running', 'accepted', 'handed_over', 'done', 'stopped'] as const
export type ProjectState = (typeof projectStates)[number]

/** Steps that somebody takes by a button. The others follow from stages: see `stateAfter` in `stages.ts`. */
export const projectSteps = ['start', 'stop'] as const
export type ProjectStep = (typeof projectSteps)[number]

/** Why a project is given up. */
export const stopReasons = ['willingness', 'money', 'design', 'unsafe', 'merged', 'other'] as const
export type StopReason = (typeof stopReasons)[number]

/** Which share of the households has to agree; a rule of the place (often two thirds), so it is chosen for each project. */
export const consents = ['over_half', 'two_thirds', 'three_quarters'] as const
export type Consent = (typeof consents)[number]

/** 过半 leaves out the number itself, 三分之二以上 takes it in (民法典 1259). Whole numbers: nothing is divided. */
export function consentReached(consent: Consent, agreed: number, of: number): boolean {
  if (of <= 0) return false
  if (consent === 'over_half') return agreed * 2 > of
  return consent === 'two_thirds' ? agreed * 3 >= of * 2 : agreed * 4 >= of * 3
}

export const stateNames: Readonly<Record<ProjectState, Words>> = {
  draft: { zh: '草稿', en: 'Draft' },
  running: { zh: '进行中', en: 'Under way' },
  accepted: { zh: '已验收', en: 'Accepted' },
  handed_over: { zh: '已移交', en: 'Handed over' },
  done: { zh: '已完成', en: 'Done' },
  stopped: { zh: '已终止', en: 'Stopped' },
}

export const stopReasonNames: Readonly<Record<StopReason, Words>> = {
  willingness: { zh: '居民意愿未达到', en: 'Too few households agree' },
  money: { zh: '资金未落实', en: 'The money did not come' },
  design: { zh: '方案不可行', en: 'The design cannot be built' },
  unsafe: { zh: '存在安全风险', en: 'Not safe to go on' },
  merged: { zh: '并入其他项目', en: 'Goes on in another project' },
  other: { zh: '其他', en: 'Other' },
}

export const consentNames: Readonly<Record<Consent, Words>> = {
  over_half: { zh: '过半数', en: 'More than half' },
  two_thirds: { zh: '三分之二以上', en: 'Two thirds or more' },
  three_quarters: { zh: '四分之三以上', en: 'Three quarters or more' },
}

/** What the rules need to know before a project starts or stops. */
export interface Standing {
  readonly state: ProjectState
  readonly items: number
  readonly unplannedStages: number
  /** Households touched; null where nobody entered them. */
  readonly households: number | null
}

export const mayTake = (step: ProjectStep, state: ProjectState): boolean =>
  step === 'start' ? state === 'draft' : state === 'draft' || state === 'running'

/** Why a step that the state allows cannot be taken yet; null when it can. */
export function obstacle(step: ProjectStep, at: Standing): Words | null {
  if (step === 'stop') return null
  if (at.items === 0)
    return { zh: '还没有改造内容，请先添加', en: 'There is no work item yet: please add what will be done' }
  if (at.unplannedStages > 0)
    return {
      zh: `还有 ${at.unplannedStages} 个阶段没有计划日期`,
      en: `${at.unplannedStages} stages have no planned days yet`,
    }
  if (at.households === null)
    return { zh: '请先填写涉及户数和来源', en: 'Please enter the households touched and where the number is from' }
  return null
}

/** The project's own words, items and plan may change while it is drafted or built. */
export const mayChange = (state: ProjectState): boolean => state === 'draft' || state === 'running'
/** Money moves from the start on, also when all is done or stopped: the last payment comes long after the works. */
export const moneyMoves = (state: ProjectState): boolean => state !== 'draft'
/** Photos, inspectors and the list for handover: from the draft until everything is done. */
export const mayAdd = (state: ProjectState): boolean => state !== 'done' && state !== 'stopped'
/** Stages move on. */
export const isMoving = (state: ProjectState): boolean =>
  state === 'running' || state === 'accepted' || state === 'handed_over'
