import type { Question, RuleSpec } from '../rule.ts'

// A first proposal of Liren for visits to homes (入户走访); rhythms and forms are confirmed or changed by every office. A
// rule on a sensitive circumstance has a neutral name: whoever sees a due does not learn why it is there.
const source = '里仁首版建议，待本单位确认 (a first proposal of Liren)'

const by: RuleSpec['by'] = [{ role: 'grid_worker' }, { role: 'community' }, { role: 'street' }]
const shared: Omit<RuleSpec, 'name' | 'when' | 'form' | 'priority'> = {
  subjectKind: 'household',
  method: 'visit',
  by,
  retryAfter: 2,
  tries: 4,
  paused: false,
  proposal: true,
  source,
}

const option = (value: string, zh: string, en: string) => ({ value, words: { zh, en } })

/** A choice that is kept as a fact of the household: asked once, and not again while it is known. */
const fact = (code: string, key: string, zh: string, en: string, options: Question['options']): Question => ({
  ...{ code, words: { zh, en }, answer: 'choice', options, unit: null, fact: key, always: false },
})

const people: Question = {
  ...{ code: 'people', words: { zh: '家里常住几口人？', en: 'How many people live here?' }, answer: 'number' },
  ...{ options: [], unit: { zh: '人', en: 'people' }, fact: 'peopleCount', always: false },
}
const stove = fact('stove', 'stove', '做饭用什么？', 'What do you cook with?', [
  option('pipe_gas', '管道燃气', 'Piped gas'),
  option('bottled_gas', '瓶装气', 'Bottled gas'),
  option('electric', '电', 'Electricity'),
  option('none', '不做饭', 'No cooking'),
])
const alarm = fact('alarm', 'smokeAlarm', '家里有烟感报警器吗？', 'Is there a smoke alarm?', [
  option('yes', '有', 'Yes'),
  option('no', '没有', 'No'),
  option('broken', '有但坏了', 'Broken'),
])
const charging = fact('charging', 'ebikeCharging', '电动车在哪里充电？', 'Where is the e-bike charged?', [
  option('shed', '充电棚', 'Charging shed'),
  option('home', '家里或楼道', 'At home or in the stairwell'),
  option('none', '没有电动车', 'No e-bike'),
])
const contactWay = fact('contact_way', 'contactWay', '以后怎么联系方便？', 'How may we reach you?', [
  option('visit', '上门', 'A visit'),
  option('call', '打电话', 'A call'),
  option('message', '发消息', 'A message'),
  option('none', '不想被联系', 'Not at all'),
])
const help: Question = {
  ...fact('help', 'helpWanted', '有什么要帮忙的？', 'Is any help wanted?', [
    option('none', '暂时不用', 'None now'),
    option('repair', '小修小补', 'Small repairs'),
    option('company', '陪聊陪伴', 'Company'),
    option('errands', '代买代办', 'Errands'),
    option('phone_help', '教用手机', 'Help with a phone'),
  ]),
  always: true,
}
const well: Question = {
  ...{ code: 'well', words: { zh: '今天看起来怎么样？', en: 'How do things seem today?' }, answer: 'choice' },
  options: [
    option('fine', '都好', 'Fine'),
    option('look_again', '想再来看看', 'Worth another look'),
    option('needs_help', '需要帮忙', 'Help is needed'),
  ],
  ...{ unit: null, fact: null, always: true },
}

const every = (rhythm: 'week' | 'month' | 'quarter', tag: string | null) => ({ every: rhythm, tag })
const care: RuleSpec['form'] = { code: 'household_care', questions: [well, help], photos: 0 }

/** The rules of visits to households that a tenant starts with, each as its version 1. */
export const householdRules: readonly { readonly code: string; readonly spec: RuleSpec }[] = [
  {
    code: 'household_quarter',
    spec: {
      ...shared,
      name: { zh: '每户每季度走访', en: 'Every household once a quarter' },
      when: every('quarter', null),
      // One photo at most, of the alarm or the wiring, where it helps; never of people.
      form: { code: 'household_visit', questions: [people, stove, alarm, charging, contactWay, help], photos: 1 },
      priority: 4,
    },
  },
  {
    code: 'household_alone',
    spec: {
      ...shared,
      name: { zh: '独居每周走访', en: 'Living alone: each week' },
      ...{ when: every('week', 'living_alone'), form: care, priority: 2 },
    },
  },
  {
    code: 'household_80',
    spec: {
      ...shared,
      name: { zh: '80 岁及以上每月走访', en: '80 or older: each month' },
      ...{ when: every('month', 'aged_80'), form: care, priority: 3 },
    },
  },
  {
    code: 'household_elderly',
    spec: {
      ...shared,
      name: { zh: '纯老年户每月走访', en: 'Only elderly people: each month' },
      ...{ when: every('month', 'elderly_only'), form: care, priority: 3 },
    },
  },
  {
    code: 'household_care_week',
    spec: {
      ...shared,
      name: { zh: '关怀走访（每周）', en: 'Care visit each week' },
      ...{ when: every('week', 'care_week'), form: care, priority: 1 },
    },
  },
  {
    code: 'household_care_month',
    spec: {
      ...shared,
      name: { zh: '关怀走访（每月）', en: 'Care visit each month' },
      ...{ when: every('month', 'care_month'), form: care, priority: 2 },
    },
  },
  {
    code: 'household_moved_in',
    spec: {
      ...shared,
      name: { zh: '新住户上门认识', en: 'Get to know a new household' },
      when: { on: 'moved_in', once: true, within: 10, again: null },
      form: { code: 'household_visit', questions: [people, stove, alarm, charging, contactWay, help], photos: 1 },
      priority: 3,
    },
  },
]
