import type { Words } from '../../kernel/contract/words.ts'

/** How a fact is written and shown. Amounts are fen, areas square decimetres, rates hundredths of a per cent. */
export type FactForm = 'count' | 'fen' | 'dm2' | 'bp' | 'months' | 'yes_no' | 'day' | 'industry' | 'size' | 'text'

export interface FactName {
  readonly key: string
  readonly name: Words
  readonly form: FactForm
  /** Asked of few, shown last. */
  readonly sensitive?: true
}

const fact = (key: string, form: FactForm, zh: string, en: string): FactName => ({ key, form, name: { zh, en } })
const sensitive = (named: FactName): FactName => ({ ...named, sensitive: true })

/** Facts that the desk knows by name; others (a tenant's own, a policy's) are shown by their key. Keys are those that policies read. */
export const factNames: readonly FactName[] = [
  fact('industry', 'industry', '行业', 'Industry'),
  fact('foundedOn', 'day', '成立日期', 'Founded on'),
  fact('staff', 'count', '职工人数', 'Staff'),
  fact('sizeClass', 'size', '企业规模', 'Size class'),
  fact('registeredPlace', 'text', '注册地（区划代码）', 'Registered in (area code)'),
  fact('isHighTech', 'yes_no', '高新技术企业', 'High-tech firm'),
  fact('isHeadOffice', 'yes_no', '总部企业', 'Head office'),
  fact('isNewlyOpened', 'yes_no', '新开办', 'Newly opened'),
  fact('graduatesHired', 'count', '招用毕业生人数', 'Graduates hired'),
  fact('graduateInsuranceMonths', 'months', '毕业生参保月数', 'Insured months of graduates'),
  fact('openings', 'count', '招聘岗位', 'Open positions'),
  fact('disabledStaff', 'count', '残疾职工人数', 'Staff with disabilities'),
  fact('laidOff', 'count', '上年裁员人数', 'Laid off last year'),
  fact('monthlyRent', 'fen', '月租金', 'Monthly rent'),
  fact('rentedMonths', 'months', '本年已付租期', 'Months of rent paid'),
  fact('opensEvenings', 'yes_no', '夜间营业', 'Open in the evening'),
  fact('aboveScaleOn', 'day', '首次纳入规上统计日期', 'Above scale since'),
  sensitive(fact('revenue', 'fen', '营业收入', 'Revenue')),
  sensitive(fact('rdSpend', 'fen', '研发费用', 'Spent on research')),
  sensitive(fact('taxPaid', 'fen', '本区纳税额', 'Taxes paid here')),
  sensitive(fact('loanPrincipal', 'fen', '贷款本金', 'Loan principal')),
  sensitive(fact('loanRate', 'bp', '贷款年利率', 'Loan rate')),
  sensitive(fact('interestPaid', 'fen', '已付利息', 'Interest paid')),
]

const byKey = new Map(factNames.map((named) => [named.key, named]))
export const factNamed = (key: string): FactName | undefined => byKey.get(key)
