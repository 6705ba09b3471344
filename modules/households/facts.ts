import type { Words } from '../../kernel/contract/words.ts'

export interface FactKind {
  readonly name: Words
  readonly answer: 'choice' | 'number' | 'text'
  readonly options: readonly { readonly value: string; readonly words: Words }[]
  /** Several values stand side by side: two who changed it may both be right. */
  readonly list: boolean
  /** Days after which it is asked again. */
  readonly freshDays: number
}

const option = (value: string, zh: string, en: string) => ({ value, words: { zh, en } })
const choice = (zh: string, en: string, options: FactKind['options'], more: Partial<FactKind> = {}): FactKind => ({
  ...{ name: { zh, en }, answer: 'choice', options, list: false, freshDays: 365 },
  ...more,
})

/** What is known of a home, by key. Nothing of health: that is a circumstance, and sealed to those in charge. */
export const facts = {
  tenure: choice('住房', 'Tenure', [
    option('owner', '自有', 'Owned'),
    option('tenant', '租住', 'Rented'),
    option('family', '亲友的房子', 'Lent by family'),
    option('work', '单位房', 'From work'),
    option('other', '其他', 'Other'),
  ]),
  peopleCount: {
    ...{ name: { zh: '常住人数', en: 'People living here' }, answer: 'number' },
    ...{ options: [], list: false, freshDays: 365 },
  },
  stove: choice('做饭用', 'Cooking with', [
    option('pipe_gas', '管道燃气', 'Piped gas'),
    option('bottled_gas', '瓶装气', 'Bottled gas'),
    option('electric', '电', 'Electricity'),
    option('none', '不做饭', 'No cooking'),
  ]),
  smokeAlarm: choice('烟感报警器', 'Smoke alarm', [
    option('yes', '有', 'Yes'),
    option('no', '没有', 'No'),
    option('broken', '有但坏了', 'Broken'),
  ]),
  ebikeCharging: choice('电动车充电', 'E-bike charging', [
    option('shed', '充电棚', 'Charging shed'),
    option('home', '家里或楼道', 'At home or in the stairwell'),
    option('none', '没有电动车', 'No e-bike'),
  ]),
  contactWay: choice('怎么联系', 'How to be reached', [
    option('visit', '上门', 'A visit'),
    option('call', '打电话', 'A call'),
    option('message', '发消息', 'A message'),
    option('none', '不想被联系', 'Not at all'),
  ]),
  helpWanted: choice(
    '想要什么帮助',
    'Help wanted',
    [
      option('none', '暂时不用', 'None now'),
      option('repair', '小修小补', 'Small repairs'),
      option('company', '陪聊陪伴', 'Company'),
      option('errands', '代买代办', 'Errands'),
      option('phone_help', '教用手机', 'Help with a phone'),
    ],
    { list: true, freshDays: 90 },
  ),
  language: {
    ...{ name: { zh: '常说的话', en: 'Language spoken' }, answer: 'text' },
    ...{ options: [], list: true, freshDays: 3650 },
  },
} as const satisfies Readonly<Record<string, FactKind>>

export type KnownFact = keyof typeof facts
export const factKeys = Object.keys(facts) as KnownFact[]
export const factOf = (key: string): FactKind | null => (Object.hasOwn(facts, key) ? facts[key as KnownFact] : null)
