import type { KindSpec } from '../kind.ts'

// Kinds about firms. Post kinds named here may not exist in a tenant; such a rule is passed over. Limits are our own first
// proposal: difficulties of firms are contacted within half a working day and handled within seven, those that need
// several departments within fifteen; a tenant sets its own.

const working = (amount: number, unit: 'working_minutes' | 'working_hours' | 'working_days') => ({ amount, unit })
const natural = (amount: number, unit: 'minutes' | 'hours' | 'days') => ({ amount, unit })

const department = (postKind: string) => ({ postKind })
const office = department('enterprise_office')

const source = 'first proposal 首版建议，由各地自定'

/** The department that answers, then the enterprise office; where a tenant has neither, the general rule. */
const firmRoutes: KindSpec['routes'] = [
  { categories: ['F01'], to: [office, department('development')] },
  { categories: ['F02'], to: [department('finance'), office] },
  { categories: ['F03'], to: [department('labour'), office] },
  { categories: ['F0401', 'F0403'], to: [department('land'), office] },
  { categories: ['F0402'], to: [{ role: 'property_firm' }, office] },
  { categories: ['F050101'], to: [department('power'), office] },
  { categories: ['F0502'], to: [department('network'), office] },
  { categories: ['F06'], to: [department('market_regulation'), office] },
  { categories: ['F07'], to: [department('traffic'), office] },
  { categories: ['F0801'], to: [department('urban'), office] },
  { categories: ['F0802'], to: [department('police'), office] },
  { categories: ['F09'], to: [department('tax'), office] },
  { categories: ['F10'], to: [department('justice'), office] },
  { categories: ['F11'], to: [department('science'), office] },
  { categories: ['F12'], to: [department('commerce'), office] },
  { to: [office, { postKind: 'community_desk' }, { role: 'community' }, { role: 'street' }] },
]

const firmLimits: KindSpec['limits'] = [
  { stage: 'accept', span: working(2, 'working_hours') },
  { stage: 'assign', span: working(2, 'working_hours') },
  { stage: 'contact', span: working(4, 'working_hours') },
  { stage: 'contact', priority: 'urgent', span: natural(1, 'hours') },
  { stage: 'handle', span: working(7, 'working_days') },
  { stage: 'handle', priority: 'urgent', span: working(2, 'working_days') },
  { stage: 'handle', category: 'F0101', span: working(3, 'working_days') },
  { stage: 'handle', category: 'F02', span: working(15, 'working_days') },
  { stage: 'handle', category: 'F0403', span: working(15, 'working_days') },
  { stage: 'handle', category: 'F050101', span: working(1, 'working_days') },
  { stage: 'handle', category: 'F1001', span: working(15, 'working_days') },
  { stage: 'review', span: working(4, 'working_hours') },
  { stage: 'follow_up', span: working(5, 'working_days') },
]

/** 营商环境线索: an answer within five working days, of which the first goes to the contact. */
const leadLimits: KindSpec['limits'] = [
  { stage: 'accept', span: working(4, 'working_hours') },
  { stage: 'assign', span: working(4, 'working_hours') },
  { stage: 'contact', span: working(1, 'working_days') },
  { stage: 'handle', span: working(4, 'working_days') },
  { stage: 'review', span: working(4, 'working_hours') },
  { stage: 'follow_up', span: working(5, 'working_days') },
]

const shared = {
  intake: 'direct' as const,
  evidence: [{ pictures: 0 }],
  extension: { times: 1, longest: working(10, 'working_days') },
  suspensionDays: 180,
  unreachedLimit: 3,
  reopenDays: 90,
  climbEvery: working(1, 'working_days'),
  rallyAnswer: working(4, 'working_hours'),
  public: false,
  source,
}

export const firmKinds: readonly { readonly code: string; readonly spec: KindSpec }[] = [
  {
    code: 'firm_demand',
    spec: {
      ...shared,
      name: { zh: '企业诉求', en: 'Firm’s difficulty' },
      description: {
        zh: '企业提出的困难、咨询和建议，由走访、来电、座谈或企业自己上报',
        en: 'Difficulties, questions and ideas of firms: from visits, calls, meetings, or filed by the firm itself',
      },
      doors: ['resident', 'staff', 'meeting'],
      categoryTree: 'firm',
      subject: 'firm',
      routes: firmRoutes,
      // Somebody else than the office that handled it calls the firm.
      followUpBy: [{ postKind: 'community_desk' }, { role: 'community' }, { role: 'street' }],
      limits: firmLimits,
      closingConditions: {
        zh: '困难已解决，或已说明依据和去处；已回访企业，企业认可',
        en: 'Solved, or the grounds and the way on were explained; the firm was called back and agrees',
      },
    },
  },
  {
    code: 'conduct_lead',
    spec: {
      ...shared,
      name: { zh: '营商环境线索', en: 'Lead about the conduct of a unit' },
      description: {
        zh: '观察员、营商环境监督员反映的单位作风和营商环境问题；被反映的单位看不到',
        en: 'What observers report about how a unit deals with firms; the unit does not see it',
      },
      // By the observers' own door alone: there the unit is named that must not get it.
      doors: ['observer'],
      categoryTree: 'conduct',
      subject: null,
      routes: [{ to: [department('discipline_office'), office, { role: 'street' }] }],
      followUpBy: [{ role: 'street' }],
      limits: leadLimits,
      closingConditions: {
        zh: '已核查并答复反映人；属实的已督促整改',
        en: 'Looked into and answered to the observer; put right where it was true',
      },
    },
  },
]
