import { type Static, Type } from 'typebox'
import type { Words } from '../../kernel/contract/words.ts'

// Leaf: the browser imports it as well.

/** Ways to persons: each person chooses. */
export const personKinds = ['mail', 'sms', 'push'] as const
export type PersonKind = (typeof personKinds)[number]
/** Receivers of events: other systems, and robots in groups. */
export const receiverKinds = ['webhook', 'wecom', 'dingtalk', 'feishu'] as const
export type ReceiverKind = (typeof receiverKinds)[number]
export type ChannelKind = PersonKind | ReceiverKind
export const channelKinds: readonly ChannelKind[] = [...personKinds, ...receiverKinds]

export const isPersonKind = (kind: ChannelKind): kind is PersonKind => personKinds.some((one) => one === kind)

const strict = { additionalProperties: false }
const text = (maxLength: number, minLength = 1) => Type.String({ minLength, maxLength })

/** What a channel of each kind is told besides its secrets. */
export const settingsOf = {
  mail: Type.Object(
    {
      host: text(200),
      port: Type.Integer({ minimum: 1, maximum: 65_535 }),
      /** `none` only without a password. */
      security: Type.Enum(['tls', 'starttls', 'none']),
      user: Type.String({ maxLength: 200 }),
      from: Type.String({ minLength: 3, maxLength: 200, pattern: '^[^@\\s<>",;]+@[^@\\s<>",;]+$' }),
    },
    strict,
  ),
  sms: Type.Object(
    {
      method: Type.Enum(['POST', 'PUT', 'GET']),
      form: Type.Enum(['json', 'form']),
      template: Type.String({ maxLength: 4000 }),
      headers: Type.Array(Type.Object({ name: text(60), value: text(500) }, strict), { maxItems: 10 }),
      /** A field of a JSON answer that must have a value, such as `code` and `0`; an empty one: the status alone counts. */
      okField: Type.String({ maxLength: 60 }),
      okValue: Type.String({ maxLength: 60 }),
    },
    strict,
  ),
  push: Type.Object({ contact: text(200), publicKey: Type.Optional(Type.String({ maxLength: 100 })) }, strict),
  webhook: Type.Object({}, strict),
  wecom: Type.Object({}, strict),
  dingtalk: Type.Object({}, strict),
  feishu: Type.Object({}, strict),
} as const

export type SettingsOf<K extends ChannelKind> = Static<(typeof settingsOf)[K]>

/** What is sealed: a password; the address, which may hold a key; the key that signs. */
export const SecretFields = Type.Object(
  {
    url: Type.Optional(Type.String({ maxLength: 1000 })),
    password: Type.Optional(Type.String({ maxLength: 500 })),
    key: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
)
export type SecretFields = Static<typeof SecretFields>

/** Which secrets a kind takes; `made`: Liren makes it. */
export const secretsOf: Readonly<
  Record<ChannelKind, Readonly<Partial<Record<keyof SecretFields, 'needed' | 'may' | 'made'>>>>
> = {
  mail: { password: 'may' },
  sms: { url: 'needed', key: 'may' },
  push: { key: 'made' },
  webhook: { url: 'needed', key: 'made' },
  wecom: { url: 'needed' },
  dingtalk: { url: 'needed', key: 'may' },
  feishu: { url: 'needed', key: 'may' },
}

/** Groups of notices, among which a person chooses. */
export const noticeGroups = ['work', 'pressing', 'progress', 'morning', 'other'] as const
export type NoticeGroup = (typeof noticeGroups)[number]

const topics: Readonly<Record<string, NoticeGroup>> = {
  ...Object.fromEntries(
    [
      'reported',
      'assign',
      'reassign',
      'review_return',
      'return',
      'reject',
      'reopen',
      'reroute',
      'holder_changed',
      'rally',
      'answer_rally',
      'handover',
    ].map((topic) => [topic, 'work']),
  ),
  ...Object.fromEntries(
    [
      ...['urge', 'supervise', 'escalate', 'rally_overdue'],
      ...['order', 'answer_order', 'order_overdue', 'bulletin', 'talk', 'record_talk'],
    ].map((topic) => [topic, 'pressing']),
  ),
  ...Object.fromEntries(
    [
      'contact',
      'resolve',
      'confirm',
      'close',
      'extend',
      'suspend',
      'resume',
      'merge',
      'unmerge',
      'void',
      'comment',
      'follow_up',
    ].map((topic) => [topic, 'progress']),
  ),
  ...{ morning: 'morning', visits: 'morning' },
}

/** The group of a notice by its topic. */
export const groupOf = (topic: string): NoticeGroup => topics[topic] ?? 'other'

/** The words of a group as a message outside says them: never the words of the notice, which may hold what is personal. */
export const outsideWords: Readonly<Record<NoticeGroup, Words>> = {
  work: { zh: '有事项需要您办理', en: 'Something waits for you' },
  pressing: { zh: '请尽快办理', en: 'Please see to it soon' },
  progress: { zh: '您关注的事项有新进展', en: 'What you follow has moved' },
  morning: { zh: '今天的待办已汇总', en: 'Your list for today is ready' },
  other: { zh: '您有新消息', en: 'There is news for you' },
}

/** Events that may leave, with their names. They say what happened to which number, never words or persons. */
export const publishedEvents = {
  'matters.matter_reported': { zh: '收到上报', en: 'Reported' },
  'matters.matter_assigned': { zh: '派单', en: 'Assigned' },
  'matters.matter_reassigned': { zh: '转办', en: 'Passed on' },
  'matters.matter_contacted': { zh: '首次联系', en: 'First contact' },
  'matters.matter_handled': { zh: '开始办理', en: 'Work begun' },
  'matters.matter_extended': { zh: '延期', en: 'Extended' },
  'matters.matter_suspended': { zh: '挂账', en: 'Put on hold' },
  'matters.matter_resumed': { zh: '恢复办理', en: 'Taken up again' },
  'matters.matter_urged': { zh: '催办', en: 'Urged' },
  'matters.matter_supervised': { zh: '督办', en: 'Under supervision' },
  'matters.matter_escalated': { zh: '超时升级', en: 'Overdue, one level up' },
  'matters.matter_resolved': { zh: '办结', en: 'Resolved' },
  'matters.matter_confirmed': { zh: '确认解决', en: 'Confirmed' },
  'matters.matter_rejected': { zh: '反映未解决', en: 'Said to be unsolved' },
  'matters.matter_reopened': { zh: '重新办理', en: 'Reopened' },
  'matters.matter_closed': { zh: '归档', en: 'Closed' },
  'matters.matter_voided': { zh: '作废', en: 'Voided' },
} as const satisfies Record<string, Words>
export type PublishedEvent = keyof typeof publishedEvents
export const publishedTypes = Object.keys(publishedEvents) as PublishedEvent[]
