import type { Question, RuleSpec } from '../rule.ts'

// A first proposal of Liren, after practices that were published (电话回访 of new firms, monthly visits of key firms);
// the numbers of days are ours. Every office confirms or changes them: a rule says so until somebody saves it anew.
const source = '里仁首版建议，待本单位确认 (a first proposal of Liren)'

const shared = { subjectKind: 'firm', retryAfter: 1, tries: 3, paused: false, proposal: true, source } as const

const yesNo = [
  { value: 'yes', words: { zh: '是', en: 'Yes' } },
  { value: 'no', words: { zh: '否', en: 'No' } },
]

const staff: Question = {
  code: 'staff',
  words: { zh: '现在有多少员工？', en: 'How many people work here now?' },
  answer: 'number',
  options: [],
  unit: { zh: '人', en: 'people' },
  fact: 'staff',
  always: false,
}
const graduates: Question = {
  code: 'graduates',
  words: { zh: '近一年招了几名应届高校毕业生？', en: 'How many new graduates were hired in the last year?' },
  answer: 'number',
  options: [],
  unit: { zh: '人', en: 'people' },
  fact: 'graduatesHired',
  always: false,
}
const hiring: Question = {
  code: 'hiring',
  words: { zh: '最近要招人吗？', en: 'Are you hiring?' },
  answer: 'choice',
  options: yesNo,
  unit: null,
  fact: null,
  always: true,
}
const running: Question = {
  code: 'running',
  words: { zh: '经营情况怎么样？', en: 'How is business?' },
  answer: 'choice',
  options: [
    { value: 'better', words: { zh: '比上次好', en: 'Better than before' } },
    { value: 'same', words: { zh: '差不多', en: 'About the same' } },
    { value: 'worse', words: { zh: '有困难', en: 'Difficult' } },
  ],
  unit: null,
  fact: null,
  always: true,
}
const solved: Question = {
  code: 'solved',
  words: { zh: '上次的困难真的解决了吗？', en: 'Is the difficulty really solved?' },
  answer: 'choice',
  options: yesNo,
  unit: null,
  fact: null,
  always: true,
}
const stays: Question = {
  code: 'stays',
  words: { zh: '租约到期后打算？', en: 'What is planned when the lease ends?' },
  answer: 'choice',
  options: [
    { value: 'renew', words: { zh: '续租', en: 'Renew it' } },
    { value: 'within', words: { zh: '在本楼宇换房', en: 'Move within the building' } },
    { value: 'leave', words: { zh: '搬走', en: 'Move away' } },
    { value: 'open', words: { zh: '还没定', en: 'Not decided' } },
  ],
  unit: null,
  fact: 'leaseIntention',
  always: true,
}

const office: RuleSpec['by'] = [{ postKind: 'community_desk' }, { role: 'community' }, { role: 'street' }]
const walkers: RuleSpec['by'] = [{ role: 'grid_worker' }, { role: 'community' }, { role: 'street' }]

/** The rules that a new tenant starts with, each as its version 1. */
export const defaultRules: readonly { readonly code: string; readonly spec: RuleSpec }[] = [
  {
    code: 'new_firm',
    spec: {
      ...shared,
      name: { zh: '新开办企业电话回访', en: 'Call a new firm' },
      when: { on: 'registered', once: true, within: 5, again: 20 },
      method: 'call',
      by: office,
      form: { code: 'new_firm', questions: [staff, graduates, hiring], photos: 0 },
      priority: 2,
    },
  },
  {
    code: 'key_firm_monthly',
    spec: {
      ...shared,
      name: { zh: '重点企业每月走访', en: 'Visit key firms each month' },
      when: { every: 'month', tag: 'key' },
      method: 'visit',
      by: walkers,
      form: { code: 'firm_visit', questions: [running, staff, hiring], photos: 0 },
      priority: 3,
    },
  },
  {
    code: 'after_difficulty',
    spec: {
      ...shared,
      name: { zh: '困难解决后回访', en: 'Call after a difficulty was solved' },
      when: { on: 'difficulty_solved', once: false, within: 3, again: null },
      method: 'call',
      by: office,
      form: { code: 'after_difficulty', questions: [solved], photos: 0 },
      priority: 1,
    },
  },
  {
    code: 'lease_expiring',
    spec: {
      ...shared,
      name: { zh: '租约 90 天内到期回访', en: 'Call when a lease ends within 90 days' },
      when: { on: 'lease_expiring', once: false, within: 10, again: null },
      method: 'call',
      by: office,
      form: { code: 'lease_expiring', questions: [stays], photos: 0 },
      priority: 2,
    },
  },
]
