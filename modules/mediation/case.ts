import type { Words } from '../../kernel/contract/words.ts'

// The one transition table of a case: server, pages, docs and tests read it. Articles are those of 人民调解法.

const w = (zh: string, en: string): Words => ({ zh, en })

export const stateNames = {
  received: w('收到', 'Received'),
  asking: w('征求同意', 'Asking both sides'),
  accepted: w('已受理', 'Accepted'),
  mediating: w('调解中', 'In mediation'),
  agreed: w('待签协议', 'To be signed'),
  performing: w('履行中', 'Being kept'),
  closed: w('结案', 'Closed'),
  declined: w('不予受理', 'Not taken on'),
  refused: w('一方拒绝', 'One side refused'),
  failed: w('调解不成', 'No agreement'),
  handed_over: w('移交公安', 'With the police'),
  archived: w('已归档', 'Archived'),
} as const satisfies Record<string, Words>
export type CaseState = keyof typeof stateNames
export const caseStates = Object.keys(stateNames) as CaseState[]

/** Something is still to be done by the committee, before binding. */
export const openStates = [
  'received',
  'asking',
  'accepted',
  'mediating',
  'agreed',
  'performing',
] as const satisfies readonly CaseState[]
export const endStates = [
  'closed',
  'declined',
  'refused',
  'failed',
  'handed_over',
] as const satisfies readonly CaseState[]
/** The 30 days run. */
export const clockStates = ['accepted', 'mediating', 'agreed'] as const satisfies readonly CaseState[]
/** States that only the consent of every party leads to. */
export const consentedStates = [
  'accepted',
  'mediating',
  'agreed',
  'performing',
  'closed',
] as const satisfies readonly CaseState[]

export const isOpen = (state: CaseState): boolean => (openStates as readonly CaseState[]).includes(state)

export interface StepSpec {
  readonly name: Words
  readonly from: readonly CaseState[]
  readonly to: CaseState
  /** `head` of the committee, anyone in `charge` of the case, or the `rule` itself when the last fact is there. */
  readonly who: 'head' | 'charge' | 'rule'
  readonly article?: number
}

export const steps = {
  ask: { name: w('征求双方同意', 'Ask both sides'), from: ['received'], to: 'asking', who: 'charge' },
  decline: { name: w('不予受理', 'Do not take it on'), from: ['received', 'asking'], to: 'declined', who: 'head' },
  refuse: {
    ...{ name: w('一方拒绝，终止', 'A side refused'), article: 17 },
    ...{ from: ['received', 'asking', 'accepted', 'mediating', 'agreed'], to: 'refused', who: 'rule' },
  },
  accept: { name: w('受理', 'Accept'), from: ['asking'], to: 'accepted', who: 'head' },
  begin: { name: w('开始调解', 'Begin'), from: ['accepted'], to: 'mediating', who: 'charge', article: 19 },
  change_mediator: {
    ...{ name: w('更换调解员', 'Choose another mediator'), article: 19 },
    ...{ from: ['mediating', 'agreed'], to: 'accepted', who: 'rule' },
  },
  agree: {
    name: w('写成协议', 'Draw up the agreement'),
    from: ['mediating'],
    to: 'agreed',
    who: 'charge',
    article: 28,
  },
  agree_orally: {
    ...{ name: w('记录口头协议', 'Record an oral agreement'), article: 30 },
    ...{ from: ['mediating'], to: 'performing', who: 'charge' },
  },
  redraw: { name: w('协议重谈', 'Back to the table'), from: ['agreed'], to: 'mediating', who: 'charge' },
  take_effect: { name: w('协议生效', 'Takes effect'), from: ['agreed'], to: 'performing', who: 'rule', article: 29 },
  fail: {
    ...{ name: w('调解不成，终止', 'End without agreement'), article: 26 },
    ...{ from: ['mediating', 'agreed'], to: 'failed', who: 'charge' },
  },
  hand_over: {
    ...{ name: w('移交公安', 'Hand over to the police'), article: 25 },
    ...{ from: openStates, to: 'handed_over', who: 'charge' },
  },
  close: { name: w('结案', 'Close'), from: ['performing'], to: 'closed', who: 'charge', article: 31 },
  archive: { name: w('装订归档', 'Bind the file'), from: endStates, to: 'archived', who: 'charge', article: 27 },
} as const satisfies Record<string, StepSpec>
export type Step = keyof typeof steps
export const stepCodes = Object.keys(steps) as Step[]
export const specOf = (step: Step): StepSpec => steps[step]

/** What stands in a case, as the rules need it. */
export interface CaseFacts {
  /** A party each, with what it said. */
  readonly parties: readonly {
    readonly side: 'a' | 'b'
    readonly consent: 'yes' | 'no' | null
    readonly accepts: boolean | null
  }[]
  readonly committeeObstacle: Words | null
  /** Mediators of the case now, and those of them who are in conflict. */
  readonly mediators: number
  readonly leads: number
  readonly conflicts: number
  readonly sessions: number
  readonly agreement: 'written' | 'oral' | null
  /** Of the text: how many parts are empty. */
  readonly partsMissing: number
  /** Whose signature is missing, the seal included. */
  readonly signaturesMissing: number
  readonly itemsOpen: number
  /** What the parties were told of other ways (26). */
  readonly waysTold: number
}

const everyConsent = ({ parties }: CaseFacts): boolean =>
  ['a', 'b'].every((side) => parties.some((party) => party.side === side)) &&
  parties.every(({ consent }) => consent === 'yes')

const anyRefusal = ({ parties }: CaseFacts): boolean => parties.some(({ consent }) => consent === 'no')

const waitsForConsent = w(
  '每一方都要同意调解，才能受理（第17条）',
  'Every side has to agree to mediation first (art. 17)',
)

const needs: Partial<Record<Step, (facts: CaseFacts) => Words | null>> = {
  ask: ({ parties }) =>
    parties.some(({ side }) => side === 'b') ? null : w('先登记对方当事人', 'Enter the other side first'),
  refuse: (facts) => (anyRefusal(facts) ? null : w('没有一方拒绝', 'No side refused')),
  accept: (facts) => (everyConsent(facts) ? facts.committeeObstacle : waitsForConsent),
  begin: (facts) => {
    if (facts.leads !== 1) return w('先选定一名主持调解员', 'Choose the mediator who leads first')
    if (facts.conflicts > 0) return w('有调解员需要回避，请更换', 'A mediator is too near: choose another')
    if (!everyConsent(facts)) return waitsForConsent
    return facts.parties.every(({ accepts }) => accepts === true)
      ? null
      : w('各方都要选择或接受调解员（第19条）', 'Every side chooses or accepts the mediator (art. 19)')
  },
  agree: (facts) => agreementNeed(facts, 'written'),
  agree_orally: (facts) => agreementNeed(facts, 'oral'),
  take_effect: ({ signaturesMissing }) =>
    signaturesMissing === 0 ? null : w('还缺签名或印章', 'Signatures or the seal are missing'),
  fail: ({ waysTold }) =>
    waysTold > 0
      ? null
      : w('书面告知当事人其他途径后才能终止（第26条）', 'Tell the parties their other ways in writing first (art. 26)'),
  close: ({ itemsOpen }) =>
    itemsOpen === 0
      ? null
      : w(
          `还有 ${itemsOpen} 项没有确认是否履行`,
          itemsOpen === 1 ? 'one promise is not settled yet' : `${itemsOpen} promises are not settled yet`,
        ),
}

function agreementNeed(facts: CaseFacts, form: 'written' | 'oral'): Words | null {
  if (facts.sessions === 0) return w('先记录一次调解', 'Record a session first')
  if (facts.agreement !== form) return w('先写下协议内容', 'Write down what was agreed first')
  if (facts.partsMissing > 0) return w('协议的内容还没有填全', 'Parts of the agreement are empty')
  return everyConsent(facts) ? null : waitsForConsent
}

/**
 * Why a step cannot be taken now; null when it can. After a refusal nothing goes on but handing over to the police and
 * binding the file.
 */
export function obstacleOf(step: Step, state: CaseState, facts: CaseFacts): Words | null {
  const spec = specOf(step)
  if (!spec.from.includes(state))
    return w(
      `${stateNames[state].zh}时不能${spec.name.zh}`,
      `“${spec.name.en}” does not follow “${stateNames[state].en}”`,
    )
  if (anyRefusal(facts) && step !== 'refuse' && step !== 'archive' && step !== 'hand_over')
    return w('有一方明确拒绝，不能再调解（第17条）', 'A side clearly refused: mediation has ended (art. 17)')
  return needs[step]?.(facts) ?? null
}
