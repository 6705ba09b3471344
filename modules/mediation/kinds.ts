import type { Words } from '../../kernel/contract/words.ts'

const w = (zh: string, en: string): Words => ({ zh, en })

/** What parties agree to by a yes to mediation. */
export const mediationPurpose = 'mediation.mediation'

/** What a dispute is about. */
export const disputeKinds = {
  neighbour: w('邻里纠纷', 'Between neighbours'),
  noise: w('噪音', 'Noise'),
  leak: w('漏水', 'Leaking water'),
  family: w('婚姻家庭', 'Family'),
  property: w('物业', 'Property firm'),
  housing: w('房屋宅基地', 'Housing and land'),
  damage: w('损害赔偿', 'Damages'),
  labour: w('劳动', 'Labour'),
  consumer: w('消费', 'Consumers'),
  other: w('其他', 'Other'),
} as const satisfies Record<string, Words>
export type DisputeKind = keyof typeof disputeKinds
export const disputeKindCodes = Object.keys(disputeKinds) as DisputeKind[]

/** How a case comes (17: application or offer). */
export const sources = {
  application: w('当事人申请', 'Application'),
  offer: w('主动调解', 'Offered by the committee'),
  referral: w('移送委托', 'Referred'),
} as const satisfies Record<string, Words>
export type Source = keyof typeof sources
export const sourceCodes = Object.keys(sources) as Source[]

/** Who referred it. */
export const originKinds = {
  matter: w('事项转来', 'A matter'),
  visit: w('入户走访', 'A household visit'),
  police: w('公安移送', 'Police'),
  court: w('法院委托', 'Court'),
} as const satisfies Record<string, Words>
export type OriginKind = keyof typeof originKinds
export const originKindCodes = Object.keys(originKinds) as OriginKind[]

export const declineReasons = {
  not_mediable: w('依法不能用人民调解', 'Not for mediation by law'),
  criminal: w('涉嫌犯罪，应由公安处理', 'A crime: for the police'),
  in_court: w('法院或仲裁已受理', 'A court or arbitration has it'),
  nobody: w('找不到对方当事人', 'The other side cannot be found'),
} as const satisfies Record<string, Words>
export type DeclineReason = keyof typeof declineReasons
export const declineReasonCodes = Object.keys(declineReasons) as DeclineReason[]

/** How somebody said yes or no. */
export const answerWays = {
  application: w('申请时', 'In the application'),
  pocket: w('手机上', 'On the phone’s page'),
  phone: w('电话', 'By telephone'),
  window: w('当面', 'In person'),
  paper: w('书面', 'On paper'),
} as const satisfies Record<string, Words>
export type AnswerWay = keyof typeof answerWays
export const staffWays = ['phone', 'window', 'paper'] as const satisfies readonly AnswerWay[]

/** Ways that stay open when mediation fails (26). */
export const otherWays = {
  arbitration: w('仲裁', 'Arbitration'),
  administrative: w('行政途径', 'The administration'),
  court: w('向法院起诉', 'The court'),
} as const satisfies Record<string, Words>
export type OtherWay = keyof typeof otherWays
export const otherWayCodes = Object.keys(otherWays) as OtherWay[]

export const dangerKinds = {
  violence: w('有人动手或威胁动手', 'Violence or the threat of it'),
  escalation: w('可能激化', 'It may escalate'),
  suicide: w('有轻生迹象', 'Signs of suicide'),
  minor: w('未成年人处于危险', 'A child is at risk'),
} as const satisfies Record<string, Words>
export type DangerKind = keyof typeof dangerKinds
export const dangerKindCodes = Object.keys(dangerKinds) as DangerKind[]

/** How the joint application to the court stands (33). */
export const courtStates = {
  open: w('可以申请', 'May be applied for'),
  made: w('已共同申请', 'Applied for'),
  confirmed: w('法院已确认', 'Confirmed'),
  refused: w('法院未确认', 'Refused'),
  not_wished: w('双方不申请', 'Not wished'),
  passed: w('已过期限', 'The days are over'),
} as const satisfies Record<string, Words>
export type CourtState = keyof typeof courtStates

export const seatKinds = {
  head: w('主任', 'Head'),
  deputy: w('副主任', 'Deputy head'),
  member: w('委员', 'Member'),
  mediator: w('调解员', 'Mediator'),
} as const satisfies Record<string, Words>
export type SeatKind = keyof typeof seatKinds
export const seatKindCodes = Object.keys(seatKinds) as SeatKind[]

export const interestKinds = {
  household: w('同住', 'Same household'),
  kin: w('亲属', 'Kin'),
  firm: w('单位', 'Firm'),
} as const satisfies Record<string, Words>
export type InterestKind = keyof typeof interestKinds

/** Why a mediator left a case. */
export const releaseReasons = {
  party_asked: w('当事人要求更换', 'A party asked for another'),
  conflict: w('需要回避', 'Conflict of interest'),
  away: w('不能继续', 'Cannot go on'),
} as const satisfies Record<string, Words>
export type ReleaseReason = keyof typeof releaseReasons
export const releaseReasonCodes = Object.keys(releaseReasons) as ReleaseReason[]

export const sides = { a: w('申请方', 'First side'), b: w('对方', 'Other side') } as const satisfies Record<
  string,
  Words
>
export type Side = keyof typeof sides
