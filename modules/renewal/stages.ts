import type { Words } from '../../kernel/contract/words.ts'
import type { ProjectState } from './project.ts'

// The eleven stages of a renewal as data: which come before, what has to be there before one is finished.

export const stageCodes = [
  'survey',
  'willingness',
  'design',
  'notice',
  'review',
  'start',
  'oversight',
  'acceptance',
  'handover',
  'care',
  'satisfaction',
] as const
export type StageCode = (typeof stageCodes)[number]

/** Evidence that staff enter. */
export const enteredCodes = [
  'survey_form',
  'households_asked',
  'willingness',
  'drawings',
  'notice',
  'opinion',
  'contract',
  'permit',
  'inspection_report',
  'signature',
  'care_rules',
] as const
export type EnteredCode = (typeof enteredCodes)[number]

/** Evidence that is read from the project itself: nobody enters it a second time. */
export const liveCodes = [
  'planned_costs',
  'photos_before',
  'inspectors',
  'photos_during',
  'photos_after',
  'final_costs',
  'defects_closed',
  'facilities',
  'answers_after',
] as const
export type LiveCode = (typeof liveCodes)[number]
export type EvidenceCode = EnteredCode | LiveCode

/** A field of the form by which a piece of evidence is entered. */
export const evidenceFields = [
  'words',
  'files',
  'asked',
  'agreed',
  'question',
  'span',
  'department',
  'verdict',
  'party',
  'keeper',
] as const
export type EvidenceField = (typeof evidenceFields)[number]

/** Who signs the joint acceptance 联合验收. */
export const parties = ['client', 'builder', 'overseer', 'designer', 'street', 'community', 'residents'] as const
export type Party = (typeof parties)[number]
/** Without these nothing is accepted. */
export const neededParties = ['client', 'builder', 'community', 'residents'] as const satisfies readonly Party[]

/** What a department says at the joint review. */
export const verdicts = ['agreed', 'agreed_with_changes', 'refused'] as const
export type Verdict = (typeof verdicts)[number]

/** Days for which the design is put up 公示; our own first proposal. */
export const noticeDays = 7
/** Departments that have to say their opinion. */
export const neededOpinions = 2

export interface EvidenceSpec {
  readonly code: EvidenceCode
  readonly name: Words
  readonly live: boolean
  /** Fields that have to be filled in; none where it is live. */
  readonly needs: readonly EvidenceField[]
  readonly may: readonly EvidenceField[]
}

export interface StageSpec {
  readonly code: StageCode
  readonly name: Words
  /** Stages that have to be finished before this one begins. */
  readonly after: readonly StageCode[]
  readonly evidence: readonly EvidenceSpec[]
}

const entered = (
  code: EnteredCode,
  zh: string,
  en: string,
  needs: readonly EvidenceField[],
  may: readonly EvidenceField[] = [],
): EvidenceSpec => ({ code, name: { zh, en }, live: false, needs, may })
const live = (code: LiveCode, zh: string, en: string): EvidenceSpec => ({
  ...{ code, name: { zh, en }, live: true, needs: [], may: [] },
})

export const stages: readonly StageSpec[] = [
  {
    code: 'survey',
    name: { zh: '摸底调查', en: 'Survey' },
    after: [],
    evidence: [
      entered('survey_form', '摸底调查表', 'Survey form', ['words'], ['files']),
      entered('households_asked', '入户摸底户数', 'Households asked', ['asked'], ['words', 'files']),
    ],
  },
  {
    code: 'willingness',
    name: { zh: '意愿征集', en: 'Willingness' },
    after: ['survey'],
    evidence: [
      // A question to the owners, or the households that agreed.
      entered(
        'willingness',
        '同意改造的户数或业主表决',
        'Households that agree, or the owners’ vote',
        [],
        ['question', 'asked', 'agreed', 'words', 'files'],
      ),
    ],
  },
  {
    code: 'design',
    name: { zh: '方案设计', en: 'Design' },
    after: ['willingness'],
    evidence: [
      entered('drawings', '设计图纸', 'Drawings', ['files'], ['words']),
      live('planned_costs', '各项改造内容的概算', 'Planned cost of every item'),
    ],
  },
  {
    code: 'notice',
    name: { zh: '方案公示', en: 'Public notice' },
    after: ['design'],
    evidence: [
      entered(
        'notice',
        `公示（至少 ${noticeDays} 天）`,
        `Notice of ${noticeDays} days or more`,
        ['span'],
        ['words', 'files'],
      ),
    ],
  },
  {
    code: 'review',
    name: { zh: '联合审查', en: 'Joint review' },
    after: ['notice'],
    evidence: [
      entered('opinion', '各部门审查意见', 'Opinions of departments', ['department', 'verdict'], ['words', 'files']),
    ],
  },
  {
    code: 'start',
    name: { zh: '开工', en: 'Start of works' },
    after: ['review'],
    evidence: [
      entered('contract', '施工合同', 'Contract', ['words'], ['files']),
      entered('permit', '施工许可或免办说明', 'Permit, or why none is needed', ['words'], ['files']),
      live('photos_before', '改造前照片', 'Photos before'),
    ],
  },
  {
    code: 'oversight',
    name: { zh: '施工与居民监督', en: 'Works and oversight' },
    after: ['start'],
    evidence: [
      live('inspectors', '居民监督员', 'Resident inspectors'),
      live('photos_during', '施工中照片', 'Photos of the works'),
      entered('inspection_report', '监督检查记录', 'Inspection report', ['words'], ['files']),
    ],
  },
  {
    code: 'acceptance',
    name: { zh: '联合验收', en: 'Joint acceptance' },
    after: ['oversight'],
    evidence: [
      entered('signature', '验收签字', 'Signatures', ['party'], ['words', 'files']),
      live('photos_after', '改造后照片', 'Photos after'),
      live('final_costs', '各项改造内容的决算', 'Final cost of every item'),
      live('defects_closed', '问题和隐患全部销号', 'All defects and hazards closed'),
    ],
  },
  {
    code: 'handover',
    name: { zh: '移交', en: 'Handover' },
    after: ['acceptance'],
    evidence: [live('facilities', '移交设施清单', 'List of facilities handed over')],
  },
  {
    code: 'care',
    name: { zh: '长效管理', en: 'Lasting care' },
    after: ['handover'],
    evidence: [
      entered('care_rules', '管护制度和管护单位', 'Rules of care and who keeps them', ['words', 'keeper'], ['files']),
    ],
  },
  {
    code: 'satisfaction',
    name: { zh: '满意度', en: 'Satisfaction' },
    after: ['handover'],
    evidence: [live('answers_after', '改造后满意度答卷', 'Answers after the works')],
  },
]

const byCode = new Map(stages.map((stage) => [stage.code, stage]))

/** @throws an Error for a stage that the data do not have. */
export function stageOf(code: StageCode): StageSpec {
  const found = byCode.get(code)
  if (!found) throw new Error(`no stage ${code}`)
  return found
}

/** Why a stage is late. */
export const delayReasons = [
  'weather',
  'money',
  'materials',
  'design_changed',
  'residents_differ',
  'permits',
  'found_underground',
  'contractor',
  'other',
] as const
export type DelayReason = (typeof delayReasons)[number]

export const delayReasonNames: Readonly<Record<DelayReason, Words>> = {
  weather: { zh: '天气', en: 'Weather' },
  money: { zh: '资金未到位', en: 'Money not there yet' },
  materials: { zh: '材料供应', en: 'Materials' },
  design_changed: { zh: '设计变更', en: 'Design changed' },
  residents_differ: { zh: '居民意见未统一', en: 'Residents differ' },
  permits: { zh: '审批未完成', en: 'Permits' },
  found_underground: { zh: '地下管线等意外情况', en: 'Something found underground' },
  contractor: { zh: '施工单位原因', en: 'Contractor' },
  other: { zh: '其他', en: 'Other' },
}

export const partyNames: Readonly<Record<Party, Words>> = {
  client: { zh: '建设单位', en: 'Client' },
  builder: { zh: '施工单位', en: 'Builder' },
  overseer: { zh: '监理单位', en: 'Supervising engineer' },
  designer: { zh: '设计单位', en: 'Designer' },
  street: { zh: '街道', en: 'Street' },
  community: { zh: '社区', en: 'Community' },
  residents: { zh: '居民代表', en: 'Residents' },
}

export const verdictNames: Readonly<Record<Verdict, Words>> = {
  agreed: { zh: '同意', en: 'Agreed' },
  agreed_with_changes: { zh: '修改后同意', en: 'Agreed with changes' },
  refused: { zh: '不同意', en: 'Refused' },
}

/** The state of a project after a stage was finished; null where it stays. `done` once all eleven are finished. */
export function stateAfter(finished: ReadonlySet<StageCode>): ProjectState {
  if (finished.size === stageCodes.length) return 'done'
  if (finished.has('handover')) return 'handed_over'
  return finished.has('acceptance') ? 'accepted' : 'running'
}
