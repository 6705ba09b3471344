import type { PolicySpec } from '../policy.ts'

// All policies of this folder are invented: 示例. Titles, sums, numbers of documents and places stand for nothing real.

export const yuan = (amount: number): number => amount * 100
/** 万元 */
export const wan = (amount: number): number => amount * 1_000_000
export const percent = (rate: number): number => Math.round(rate * 100)
/** ㎡ in dm² */
export const squareMetres = (area: number): number => area * 100

/** The example district and its example street. */
export const district = '530103'
export const street = '530103001'

export const documents = {
  licence: { zh: '营业执照', en: 'business licence' },
  contracts: { zh: '劳动合同', en: 'labour contracts' },
  insurance: { zh: '社会保险缴费证明', en: 'proof of social insurance' },
  account: { zh: '单位银行账户', en: 'the firm’s bank account' },
  lease: { zh: '租赁合同和付款凭证', en: 'lease and receipts' },
} satisfies Record<string, PolicySpec['documents'][number]>

/** What the examples have in common. */
export const usual = {
  validFrom: '2026-01-01',
  validUntil: '2029-01-01',
  applyBy: null,
  how: 'apply' as const,
  version: 1,
}

export const graduateJobs: PolicySpec = {
  ...usual,
  title: { zh: '大学生就业补贴(示例)', en: 'Subsidy for employing graduates (example)' },
  summary: {
    zh: '招用毕业 2 年内高校毕业生并连续缴纳社会保险的企业,每招用一人补贴 2,000 元。',
    en: 'Firms that hire graduates of the last two years and pay their social insurance get CNY 2,000 a head.',
  },
  forWhom: { zh: '本区中小微企业', en: 'Small and medium firms of the district' },
  conditions: {
    and: [
      { startsWith: [{ fact: 'registeredPlace' }, district] },
      { in: [{ fact: 'sizeClass' }, ['micro', 'small', 'medium']] },
      { '>=': [{ fact: 'graduatesHired' }, 1] },
      { '>=': [{ fact: 'graduateInsuranceMonths' }, 6] },
      { '!=': [{ fact: 'creditStatus' }, 'dishonest'] },
    ],
  },
  amount: { kind: 'per_head', heads: { fact: 'graduatesHired' }, each: yuan(2_000), cap: wan(10) },
  documents: [documents.licence, documents.contracts, { zh: '毕业证书', en: 'diplomas' }, documents.insurance],
  office: 'employment',
  source: '示例〔2026〕1号',
}

/** Half of the interest, but no more than two points of the principal. */
export const technologyLoan: PolicySpec = {
  ...usual,
  title: { zh: '科技企业贷款贴息(示例)', en: 'Interest subsidy on technology loans (example)' },
  summary: {
    zh: '科技企业用于研发或购置设备的贷款,按已付利息的 50% 贴息,不超过本金的 2%,每年最高 50 万元。',
    en: 'Half of the interest on loans for research or equipment, at most 2% of the principal and CNY 500,000 a year.',
  },
  forWhom: {
    zh: '高新技术企业,或研发费用占营业收入 5% 以上的企业',
    en: 'High-tech firms, or firms that spend 5% of their revenue on research',
  },
  conditions: {
    and: [
      {
        or: [{ fact: 'isHighTech' }, { '>=': [{ ratio: [{ fact: 'rdSpend' }, { fact: 'revenue' }] }, percent(5)] }],
      },
      { startsWith: [{ fact: 'registeredPlace' }, district] },
      { in: [{ fact: 'loanPurpose' }, ['research', 'equipment']] },
      { between: [{ fact: 'loanPrincipal' }, wan(10), wan(2_000)] },
      { '<=': [{ fact: 'loanRate' }, percent(6)] },
      { '>': [{ fact: 'interestPaid' }, 0] },
      { in: [{ fact: 'creditStatus' }, ['good', 'repaired']] },
    ],
  },
  amount: {
    kind: 'formula',
    fen: {
      min: [{ share: [{ fact: 'interestPaid' }, percent(50)] }, { share: [{ fact: 'loanPrincipal' }, percent(2)] }],
    },
    cap: wan(50),
  },
  documents: [
    documents.licence,
    { zh: '借款合同和付息凭证', en: 'loan contract and receipts of interest' },
    { zh: '贷款用途证明', en: 'proof of what the loan is for' },
  ],
  office: 'technology',
  applyBy: '2026-12-31',
  source: '示例〔2026〕2号',
}

export const headOffice: PolicySpec = {
  ...usual,
  title: { zh: '楼宇总部企业奖励(示例)', en: 'Award for head offices in office buildings (example)' },
  summary: {
    zh: '总部企业入驻本街道楼宇、办公面积 500 平方米以上的,按在本区的年纳税额分档奖励。',
    en: 'Head offices of 500 m² and more in the street’s buildings are awarded by the taxes paid in the district.',
  },
  forWhom: { zh: '在本街道楼宇办公的总部企业', en: 'Head offices in the street’s office buildings' },
  conditions: {
    and: [
      { fact: 'isHeadOffice' },
      { startsWith: [{ fact: 'registeredPlace' }, district] },
      { startsWith: [{ fact: 'operatingPlace' }, street] },
      { '>=': [{ fact: 'suiteArea' }, squareMetres(500)] },
      { '>=': [{ fact: 'taxPaid' }, wan(500)] },
    ],
  },
  amount: {
    kind: 'tiers',
    of: { fact: 'taxPaid' },
    how: 'bracket',
    tiers: [
      { from: wan(500), fen: wan(20) },
      { from: wan(1_000), fen: wan(50) },
      { from: wan(5_000), fen: wan(200) },
    ],
  },
  documents: [documents.licence, documents.lease, { zh: '总部认定材料', en: 'papers of recognition as a head office' }],
  office: 'investment',
  source: '示例〔2026〕3号',
}
