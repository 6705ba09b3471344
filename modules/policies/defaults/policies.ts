import type { PolicySpec } from '../policy.ts'
import {
  district,
  documents,
  graduateJobs,
  headOffice,
  percent,
  squareMetres,
  street,
  technologyLoan,
  usual,
  wan,
  yuan,
} from './worked-examples.ts'

/** A fixed sum, and a day that may be "none". */
const firstAboveScale: PolicySpec = {
  ...usual,
  title: { zh: '首次纳规奖励(示例)', en: 'Award for the first entry as above scale (example)' },
  summary: {
    zh: '首次纳入规模以上统计 12 个月以内的企业,一次性奖励 10 万元。',
    en: 'Firms first counted as above scale within the last 12 months get CNY 100,000 once.',
  },
  forWhom: { zh: '首次纳入规上统计的企业', en: 'Firms first counted as above scale' },
  conditions: {
    and: [
      { startsWith: [{ fact: 'registeredPlace' }, district] },
      { between: [{ monthsSince: { fact: 'aboveScaleOn' } }, 0, 11] },
      { '!=': [{ fact: 'creditStatus' }, 'dishonest'] },
    ],
  },
  amount: { kind: 'fixed', fen: wan(10) },
  documents: [documents.licence, { zh: '统计部门纳规通知', en: 'notice of the statistics office' }],
  office: 'statistics',
  source: '示例〔2026〕4号',
}

/** Paid without applying; the rate depends on the size. */
const insuranceRefund: PolicySpec = {
  ...usual,
  title: { zh: '失业保险稳岗返还(示例)', en: 'Refund of unemployment insurance (example)' },
  summary: {
    zh: '不裁员或少裁员的企业,返还上年缴纳失业保险费的 30%,小微企业 60%。免申即享。',
    en: 'Firms that laid off few people get 30% of their unemployment insurance back, small ones 60%, without applying.',
  },
  forWhom: { zh: '上年不裁员或少裁员的参保企业', en: 'Insured firms that laid off few people last year' },
  conditions: {
    and: [
      { '>': [{ fact: 'unemploymentInsurance' }, 0] },
      {
        or: [
          { '<=': [{ ratio: [{ fact: 'laidOff' }, { '+': [{ fact: 'staff' }, { fact: 'laidOff' }] }] }, percent(5.5)] },
          {
            and: [
              { '<=': [{ fact: 'staff' }, 30] },
              { '<=': [{ fact: 'laidOff' }, { roundDown: [{ '/': [{ fact: 'staff' }, 5] }, 1] }] },
            ],
          },
        ],
      },
      { '!=': [{ fact: 'creditStatus' }, 'dishonest'] },
    ],
  },
  amount: {
    kind: 'formula',
    fen: {
      share: [
        { fact: 'unemploymentInsurance' },
        { if: [{ in: [{ fact: 'sizeClass' }, ['micro', 'small']] }, { bp: percent(60) }, { bp: percent(30) }] },
      ],
    },
  },
  documents: [],
  office: 'employment',
  how: 'direct',
  source: '示例〔2026〕5号',
}

/** A rate of a part: the rent of the first 200 ㎡. */
const startUpRent: PolicySpec = {
  ...usual,
  title: { zh: '新开办企业租金补贴(示例)', en: 'Rent subsidy for new firms (example)' },
  summary: {
    zh: '成立 24 个月以内的新开办企业,按实付租金的 30% 补贴,只计前 200 平方米,每年最高 5 万元。',
    en: 'New firms in their first 24 months get 30% of the rent of their first 200 m², at most CNY 50,000 a year.',
  },
  forWhom: { zh: '在本街道租房经营的新开办企业', en: 'New firms that rent in the street' },
  conditions: {
    and: [
      { fact: 'isNewlyOpened' },
      { '<': [{ monthsSince: { fact: 'foundedOn' } }, 24] },
      { startsWith: [{ fact: 'operatingPlace' }, street] },
      { not: { isNone: { fact: 'monthlyRent' } } },
      { not: { startsWith: [{ fact: 'industry' }, 'K70'] } },
    ],
  },
  amount: {
    kind: 'rate',
    of: {
      prorate: [
        { '*': [{ fact: 'monthlyRent' }, { fact: 'rentedMonths' }] },
        { min: [{ fact: 'suiteArea' }, squareMetres(200)] },
        { fact: 'suiteArea' },
      ],
    },
    rate: percent(30),
    cap: wan(5),
  },
  documents: [documents.licence, documents.lease],
  office: 'enterprise_service',
  source: '示例〔2026〕6号',
}

/** For one fair: a short time to apply, so much a stall. */
const expoStall: PolicySpec = {
  ...usual,
  title: { zh: '彩云消费节展位补贴(示例)', en: 'Stall subsidy for the consumption festival (example)' },
  summary: {
    zh: '参加 2026 年消费节的零售、餐饮企业,每个展位补贴 3,000 元,最多 3 个。',
    en: 'Retail and catering firms at the festival of 2026 get CNY 3,000 a stall for up to three stalls.',
  },
  forWhom: { zh: '参展的零售、餐饮企业', en: 'Retail and catering firms that exhibit' },
  conditions: {
    and: [
      { startsWith: [{ fact: 'industry' }, ['F52', 'H62']] },
      { startsWith: [{ fact: 'operatingPlace' }, district] },
      { '>=': [{ fact: 'expoStalls' }, 1] },
    ],
  },
  amount: { kind: 'per_head', heads: { min: [{ fact: 'expoStalls' }, 3] }, each: yuan(3_000) },
  documents: [documents.licence, { zh: '参展确认书', en: 'confirmation of the stall' }],
  office: 'commerce',
  validFrom: '2026-09-01',
  validUntil: '2027-03-01',
  applyBy: '2026-12-15',
  source: '示例〔2026〕7号',
}

/** A rate with a cap, behind a saving that is measured. */
const greenRenovation: PolicySpec = {
  ...usual,
  title: { zh: '绿色节能改造补助(示例)', en: 'Grant for green renovation (example)' },
  summary: {
    zh: '改造后年用电下降 10% 以上的,按改造支出的 20% 补助,最高 30 万元。',
    en: 'Who uses 10% less electricity after renovating gets 20% of what it cost, at most CNY 300,000.',
  },
  forWhom: { zh: '完成节能改造的企业', en: 'Firms that renovated to save energy' },
  conditions: {
    and: [
      { startsWith: [{ fact: 'operatingPlace' }, district] },
      { '>=': [{ fact: 'renovationSpend' }, wan(10)] },
      {
        '>=': [
          { ratio: [{ '-': [{ fact: 'energyBefore' }, { fact: 'energyAfter' }] }, { fact: 'energyBefore' }] },
          percent(10),
        ],
      },
    ],
  },
  amount: { kind: 'rate', of: { fact: 'renovationSpend' }, rate: percent(20), cap: wan(30) },
  documents: [
    { zh: '改造合同和发票', en: 'contract and invoices' },
    { zh: '前后一年电费单', en: 'electricity bills' },
  ],
  office: 'development',
  source: '示例〔2026〕8号',
}

/** So much for each above a quota that depends on the staff. */
const disabledEmployment: PolicySpec = {
  ...usual,
  title: { zh: '超比例安排残疾人就业奖励(示例)', en: 'Award for employing people with disabilities (example)' },
  summary: {
    zh: '残疾职工超过在职人数 1.5% 的企业,每超过一人每年奖励 8,000 元。免申即享。',
    en: 'For each member of staff with a disability above 1.5% of all, CNY 8,000 a year, without applying.',
  },
  forWhom: { zh: '超比例安排残疾人就业的企业', en: 'Firms that employ more people with disabilities than they must' },
  conditions: {
    and: [
      { '>=': [{ fact: 'disabledStaff' }, 1] },
      { '>': [{ ratio: [{ fact: 'disabledStaff' }, { fact: 'staff' }] }, percent(1.5)] },
    ],
  },
  amount: {
    kind: 'per_head',
    heads: {
      max: [{ '-': [{ fact: 'disabledStaff' }, { roundUp: [{ share: [{ fact: 'staff' }, percent(1.5)] }, 1] }] }, 0],
    },
    each: yuan(8_000),
  },
  documents: [],
  office: 'disabled_federation',
  how: 'direct',
  source: '示例〔2026〕9号',
}

/** Tiers that add up. */
const researchSpending: PolicySpec = {
  ...usual,
  title: { zh: '研发投入分段补助(示例)', en: 'Grant for research, by tiers (example)' },
  summary: {
    zh: '研发费用 100 万元以内补助 5%,100 万至 500 万元的部分 3%,以上部分 1%,最高 50 万元。',
    en: '5% of the first million spent on research, 3% up to five million, 1% above, at most CNY 500,000.',
  },
  forWhom: {
    zh: '有研发投入的科技、软件和制造企业',
    en: 'Technology, software and electronics firms that do research',
  },
  conditions: {
    and: [
      { startsWith: [{ fact: 'registeredPlace' }, district] },
      { startsWith: [{ fact: 'industry' }, ['C39', 'I64', 'I65', 'M']] },
      { '>=': [{ fact: 'rdSpend' }, wan(20)] },
      { or: [{ fact: 'isHighTech' }, { '<': [{ fact: 'revenue' }, wan(5_000)] }] },
    ],
  },
  amount: {
    kind: 'tiers',
    of: { fact: 'rdSpend' },
    how: 'progressive',
    tiers: [
      { from: 0, rate: percent(5) },
      { from: wan(100), rate: percent(3) },
      { from: wan(500), rate: percent(1) },
    ],
    cap: wan(50),
  },
  documents: [documents.licence, { zh: '研发费用专项审计报告', en: 'audit of the research spending' }],
  office: 'technology',
  source: '示例〔2026〕10号',
}

/** A list of industries or a certificate; tiers by staff. */
const creativeFirms: PolicySpec = {
  ...usual,
  title: { zh: '文化创意企业用工补助(示例)', en: 'Grant for creative firms (example)' },
  summary: {
    zh: '目录内的文化创意企业或持有相应资质的企业,按在职人数分档补助。',
    en: 'Creative firms of the list, or with a certificate, get a grant by the number of their staff.',
  },
  forWhom: { zh: '目录内的文化创意企业', en: 'Creative firms of the list' },
  conditions: {
    and: [
      {
        or: [
          { startsWith: [{ fact: 'industry' }, ['R86', 'R87', 'R88']] },
          { in: [{ fact: 'industry' }, ['M7491', 'M7492']] },
          { hasAny: [{ fact: 'certificates' }, ['heritage', 'designCentre', 'timeHonoured']] },
        ],
      },
      { startsWith: [{ fact: 'operatingPlace' }, district] },
      { '>=': [{ fact: 'staff' }, 3] },
    ],
  },
  amount: {
    kind: 'tiers',
    of: { fact: 'staff' },
    how: 'bracket',
    tiers: [
      { from: 3, fen: wan(1) },
      { from: 20, each: yuan(600) },
      { from: 100, each: yuan(800) },
    ],
    cap: wan(20),
  },
  documents: [documents.licence, documents.insurance],
  office: 'culture',
  source: '示例〔2026〕11号',
}

/** Bound to two communities and to opening hours. */
const eveningShops: PolicySpec = {
  ...usual,
  title: { zh: '一刻钟便民网点补助(示例)', en: 'Grant for shops within a quarter of an hour (example)' },
  summary: {
    zh: '在两个试点社区营业到 22 时以后的便民小店,每年补助 6,000 元,面积超过 100 平方米的每平方米另补 20 元。',
    en: 'Shops for daily needs in two pilot communities that open until 22:00 get CNY 6,000 a year and CNY 20 for each m² above 100.',
  },
  forWhom: { zh: '试点社区的便民小店', en: 'Shops for daily needs in the pilot communities' },
  conditions: {
    and: [
      { startsWith: [{ fact: 'industry' }, ['F52', 'H62', 'O80']] },
      { startsWith: [{ fact: 'operatingPlace' }, [`${street}001`, `${street}002`]] },
      { fact: 'opensEvenings' },
      { '<=': [{ fact: 'suiteArea' }, squareMetres(300)] },
      { in: [{ fact: 'sizeClass' }, ['micro', 'small']] },
    ],
  },
  amount: {
    kind: 'formula',
    fen: {
      '+': [
        yuan(6_000),
        {
          prorate: [
            { fen: yuan(20) },
            { max: [{ '-': [{ fact: 'suiteArea' }, squareMetres(100)] }, 0] },
            { dm2: squareMetres(1) },
          ],
        },
      ],
    },
  },
  documents: [documents.licence, documents.account],
  office: 'commerce',
  source: '示例〔2026〕12号',
}

/** The policies of the demo: three worked examples and nine of other shapes. */
export const defaultPolicies: readonly { readonly code: string; readonly spec: PolicySpec }[] = [
  { code: 'graduate_jobs', spec: graduateJobs },
  { code: 'technology_loan', spec: technologyLoan },
  { code: 'head_office', spec: headOffice },
  { code: 'first_above_scale', spec: firstAboveScale },
  { code: 'insurance_refund', spec: insuranceRefund },
  { code: 'start_up_rent', spec: startUpRent },
  { code: 'expo_stall', spec: expoStall },
  { code: 'green_renovation', spec: greenRenovation },
  { code: 'disabled_employment', spec: disabledEmployment },
  { code: 'research_spending', spec: researchSpending },
  { code: 'creative_firms', spec: creativeFirms },
  { code: 'evening_shops', spec: eveningShops },
]
