import type { KindSpec } from '../kind.ts'
import { firmKinds } from './firm-kinds.ts'

// Post kinds named here are those of `people/defaults` and of a tenant's own departments; a rule whose post kind does not
// exist in a tenant is passed over. Time limits are our own first proposal, after the classes in use (quick 2 working
// hours to first contact, 5 working days to answer as in 济南 and 潍坊 hotline rules); every tenant sets its own.

const working = (amount: number, unit: 'working_minutes' | 'working_hours' | 'working_days') => ({ amount, unit })
const natural = (amount: number, unit: 'minutes' | 'hours' | 'days') => ({ amount, unit })

const shared = {
  categoryTree: 'liren',
  followUpBy: [{ postKind: 'community_desk' }, { role: 'community' as const }, { role: 'street' as const }],
  extension: { times: 1, longest: working(10, 'working_days') },
  suspensionDays: 180,
  unreachedLimit: 3,
  reopenDays: 30,
  climbEvery: working(1, 'working_days'),
  rallyAnswer: natural(2, 'hours'),
  source: 'Liren 0.1',
}

const limits: KindSpec['limits'] = [
  { stage: 'accept', span: working(2, 'working_hours') },
  { stage: 'assign', span: working(2, 'working_hours') },
  { stage: 'contact', span: working(4, 'working_hours') },
  { stage: 'contact', priority: 'urgent', span: natural(30, 'minutes') },
  { stage: 'handle', span: working(5, 'working_days') },
  { stage: 'handle', priority: 'urgent', span: natural(24, 'hours') },
  { stage: 'handle', category: '0204', span: working(2, 'working_days') },
  { stage: 'handle', category: '0301', span: working(10, 'working_days') },
  { stage: 'handle', category: '0302', span: working(15, 'working_days') },
  { stage: 'handle', category: '04', span: working(2, 'working_days') },
  { stage: 'handle', category: '07', span: working(3, 'working_days') },
  { stage: 'handle', category: '0803', span: working(15, 'working_days') },
  { stage: 'review', span: working(4, 'working_hours') },
  { stage: 'follow_up', span: working(7, 'working_days') },
]

const routes: KindSpec['routes'] = [
  { categories: ['0201'], to: [{ postKind: 'water' }] },
  { categories: ['0202'], to: [{ postKind: 'power' }] },
  { categories: ['0203'], to: [{ postKind: 'gas' }] },
  { categories: ['010302', '0602', '09', '070203'], to: [{ role: 'property_firm' }, { role: 'grid_worker' }] },
  { categories: ['080203'], to: [{ role: 'compound_secretary' }, { role: 'community' }] },
  { categories: ['10', '11'], to: [{ postKind: 'community_desk' }, { role: 'community' }] },
  { to: [{ role: 'grid_worker' }, { role: 'compound_secretary' }, { role: 'community' }] },
]

const evidence: KindSpec['evidence'] = [
  { pictures: 1 },
  { category: '0202', pictures: 0 },
  { category: '08', pictures: 0 },
  { category: '0901', pictures: 0 },
  { category: '10', pictures: 0 },
  { category: '11', pictures: 0 },
]

/** The kinds of matter that a new tenant starts with, each as its version 1. */
export const defaultKinds: readonly { readonly code: string; readonly spec: KindSpec }[] = [
  {
    code: 'demand',
    spec: {
      ...shared,
      name: { zh: '居民诉求', en: 'Residents’ request' },
      description: {
        zh: '居民、商户提出的困难、投诉、求助和建议',
        en: 'Difficulties, complaints, calls for help and ideas of residents and shops',
      },
      doors: ['resident', 'staff'],
      intake: 'direct',
      routes,
      limits,
      evidence,
      closingConditions: {
        zh: '问题已解决或已向诉求人说明，并经诉求人确认或回访',
        en: 'Solved or explained, and confirmed by the one who asked or by a call-back',
      },
      public: true,
    },
  },
  {
    code: 'hotline',
    spec: {
      ...shared,
      name: { zh: '热线转办', en: 'Passed on by the hotline' },
      description: {
        zh: '上级或热线转来、先受理再派单的诉求',
        en: 'Requests from above or from the hotline: accepted first, then assigned',
      },
      doors: ['staff'],
      intake: 'desk',
      routes: [{ to: [{ postKind: 'community_desk' }, { role: 'community' }, { role: 'street' }] }],
      limits,
      evidence,
      closingConditions: {
        zh: '已办理并反馈诉求人和来源单位',
        en: 'Handled, and answered to the one who asked and to the sender',
      },
      public: true,
    },
  },
  {
    code: 'patrol',
    spec: {
      ...shared,
      name: { zh: '巡查发现', en: 'Found on patrol' },
      description: { zh: '网格员巡查发现、未诉先办的问题', en: 'What grid workers find before anybody complains' },
      doors: ['patrol'],
      intake: 'direct',
      routes,
      limits,
      evidence: [{ pictures: 1 }],
      closingConditions: { zh: '现场已恢复，并经核查', en: 'Put right on the spot, and verified' },
      public: true,
    },
  },
  {
    code: 'message',
    spec: {
      ...shared,
      name: { zh: '网民留言', en: 'Message from the public' },
      description: { zh: '由文件导入的留言和答复', en: 'Messages and answers imported from files' },
      doors: ['import', 'staff'],
      intake: 'desk',
      routes: [{ to: [{ postKind: 'community_desk' }, { role: 'community' }, { role: 'street' }] }],
      limits,
      evidence: [{ pictures: 0 }],
      closingConditions: { zh: '已答复', en: 'Answered' },
      public: false,
    },
  },
  {
    code: 'decision',
    spec: {
      ...shared,
      name: { zh: '会议决议', en: 'Decision of a meeting' },
      description: {
        zh: '联席会议、座谈会议定、须由一个岗位按期办结的事',
        en: 'What a meeting decided and one post has to bring to an end in time',
      },
      doors: ['meeting'],
      intake: 'direct',
      routes: [{ to: [{ role: 'community' }, { role: 'street' }] }],
      limits,
      evidence: [{ pictures: 0 }],
      closingConditions: {
        zh: '已按议定的内容落实，并经主办岗位回访核实',
        en: 'Carried out as decided, and verified by the office that called the meeting',
      },
      public: false,
    },
  },
  ...firmKinds,
]
