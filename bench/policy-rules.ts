import { defaultDictionary } from '../modules/policies/defaults/facts.ts'
import { defaultPolicies } from '../modules/policies/defaults/policies.ts'
import type { Expression } from '../modules/policies/expression.ts'
import { openPolicy, type Policy, type PolicySpec } from '../modules/policies/policy.ts'
import { randomNumbers } from './firms.ts'

/** Opens a policy of the bench. Throws when it is refused. */
function opened(code: string, spec: PolicySpec): Policy {
  const { policy, faults } = openPolicy(code, spec, defaultDictionary)
  if (policy === null) throw new Error(`${code}: ${JSON.stringify(faults)}`)
  return policy
}

/** So many policies of the demo's twelve shapes, each with limits of its own. */
export function demoLikePolicies(count: number): Policy[] {
  return Array.from({ length: count }, (_, n) => {
    const { code, spec } = defaultPolicies[n % defaultPolicies.length] as (typeof defaultPolicies)[number]
    const random = randomNumbers(n)
    const conditions = n < defaultPolicies.length ? spec.conditions : (varied(spec.conditions, random) as Expression)
    return opened(`${code}_${n}`, { ...spec, conditions })
  })
}

/** Other numbers in the same rule; the steps of roundings and fixed 0 and 1 stay. */
function varied(part: unknown, random: () => number): unknown {
  if (typeof part === 'number') return part > 1 ? Math.max(2, Math.round(part * (0.5 + 1.5 * random()))) : part
  if (Array.isArray(part)) return part.map((inner) => varied(inner, random))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, varied(inner, random)]))
}

type Template = (vary: (limit: number) => number) => Expression

/** Conditions that other engines can say as well: comparisons of known facts with fixed values, in groups. */
const plainTemplates: readonly Template[] = [
  (vary) => ({
    and: [
      { in: [{ fact: 'sizeClass' }, ['micro', 'small', 'medium']] },
      { '>=': [{ fact: 'graduatesHired' }, vary(4)] },
      { '>=': [{ fact: 'staff' }, vary(10)] },
      { '!=': [{ fact: 'creditStatus' }, 'dishonest'] },
    ],
  }),
  (vary) => ({
    and: [
      { or: [{ fact: 'isHighTech' }, { '>=': [{ fact: 'rdSpend' }, vary(100_000_000)] }] },
      { in: [{ fact: 'registeredPlace' }, ['530103001001', '530103001002', '530103004']] },
      { between: [{ fact: 'staff' }, vary(4), vary(100) + 100] },
      { '<': [{ fact: 'revenue' }, vary(2_000_000_000)] },
      { '==': [{ fact: 'creditStatus' }, 'good'] },
    ],
  }),
  (vary) => ({
    and: [
      { fact: 'isHeadOffice' },
      { in: [{ fact: 'operatingPlace' }, ['530103001001', '530103001002']] },
      { '>=': [{ fact: 'suiteArea' }, vary(20_000)] },
      { '>=': [{ fact: 'taxPaid' }, vary(50_000_000)] },
    ],
  }),
  (vary) => ({
    or: [
      { and: [{ '<=': [{ fact: 'laidOff' }, vary(3)] }, { '>': [{ fact: 'unemploymentInsurance' }, vary(1_000)] }] },
      {
        and: [
          { '<=': [{ fact: 'staff' }, vary(30)] },
          { '<=': [{ fact: 'laidOff' }, vary(6)] },
          { fact: 'isNewlyOpened' },
        ],
      },
    ],
  }),
  (vary) => ({
    and: [
      { in: [{ fact: 'industry' }, ['F5211', 'F5299', 'H6210', 'O8010']] },
      { or: [{ fact: 'opensEvenings' }, { '>=': [{ fact: 'expoStalls' }, vary(20)] }] },
      { not: { in: [{ fact: 'sizeClass' }, ['large']] } },
      { '<=': [{ fact: 'suiteArea' }, vary(30_000)] },
    ],
  }),
  (vary) => ({
    or: [
      { in: [{ fact: 'industry' }, ['R8710', 'M7491']] },
      { and: [{ hasAny: [{ fact: 'certificates' }, ['heritage']] }, { '>=': [{ fact: 'staff' }, vary(3)] }] },
      { and: [{ '>=': [{ fact: 'disabledStaff' }, vary(8)] }, { '!=': [{ fact: 'sizeClass' }, 'micro'] }] },
    ],
  }),
]

/** So many policies of plain conditions. */
export function plainPolicies(count: number): Policy[] {
  const [{ spec } = { spec: undefined }] = defaultPolicies
  if (spec === undefined) throw new Error('no policy to begin with')
  return Array.from({ length: count }, (_, n) => {
    const random = randomNumbers(n + 1_000)
    const template = plainTemplates[n % plainTemplates.length] as Template
    const conditions = template((limit) => Math.max(1, Math.round(limit * (0.5 + random()))))
    return opened(`p${n}`, { ...spec, conditions, validFrom: '2026-01-01', validUntil: null, applyBy: null })
  })
}
