import type { Expression, Operator } from './expression.ts'

const staff: Expression = { fact: 'staff' }
const revenue: Expression = { fact: 'revenue' }
const rent: Expression = { fact: 'monthlyRent' }

/** For each operator a condition over the facts of a new tenant in which it occurs. */
export const samples: Readonly<Record<Operator, Expression>> = {
  and: { and: [{ fact: 'isHighTech' }, { fact: 'isHeadOffice' }] },
  or: { or: [{ fact: 'isHighTech' }, { fact: 'isHeadOffice' }] },
  not: { not: { or: [{ fact: 'isHighTech' }, { fact: 'isHeadOffice' }] } },
  '==': { '==': [{ fact: 'sizeClass' }, 'micro'] },
  '!=': { '!=': [{ fact: 'registeredPlace' }, { fact: 'operatingPlace' }] },
  '<': { '<': [{ fact: 'foundedOn' }, '2026-03-01'] },
  '<=': { '<=': [{ fact: 'loanRate' }, 385] },
  '>': { '>': [revenue, 200_000_000] },
  '>=': { '>=': [staff, 10] },
  between: { between: [staff, 10, 50] },
  in: { in: [{ fact: 'sizeClass' }, ['micro', 'small']] },
  startsWith: { startsWith: [{ fact: 'industry' }, ['I64', 'I65']] },
  hasAny: { hasAny: [{ fact: 'certificates' }, ['heritage', 'timeHonoured']] },
  hasAll: { hasAll: [{ fact: 'certificates' }, ['heritage', 'timeHonoured']] },
  isNone: { isNone: rent },
  '+': { '>': [{ '+': [staff, { fact: 'openings' }] }, 20] },
  '-': { '>': [{ '-': [{ fact: 'energyBefore' }, { fact: 'energyAfter' }] }, 5] },
  '*': { '<=': [{ '*': [rent, 12] }, { '*': [{ fen: 500_000 }, staff] }] },
  '/': { '>': [{ '/': [revenue, staff] }, 50_000_000] },
  min: { '>': [{ min: [{ fact: 'interestPaid' }, { fact: 'taxPaid' }] }, 1_000_000] },
  max: { '>': [{ max: [{ '-': [staff, 10] }, 0] }, 5] },
  share: { '>': [{ fact: 'interestPaid' }, { share: [{ fact: 'loanPrincipal' }, 385] }] },
  ratio: { '>=': [{ ratio: [{ fact: 'rdSpend' }, revenue] }, 500] },
  prorate: { '<': [{ prorate: [rent, { fact: 'rentedMonths' }, 12] }, 1_000_000] },
  round: { '>': [{ round: [revenue, 1_000_000] }, 1_000_000] },
  roundDown: { '<=': [{ fact: 'laidOff' }, { roundDown: [{ '/': [staff, 5] }, 1] }] },
  roundUp: { '<=': [{ fact: 'laidOff' }, { roundUp: [{ share: [staff, 550] }, 1] }] },
  if: { '<=': [{ fact: 'loanRate' }, { if: [{ fact: 'isHighTech' }, 450, 385] }] },
  ifNone: { '<': [{ ifNone: [rent, 0] }, 300_000] },
  monthsSince: { '<': [{ monthsSince: { fact: 'foundedOn' } }, 24] },
  daysSince: { '<=': [{ daysSince: { fact: 'aboveScaleOn' } }, 90] },
}
