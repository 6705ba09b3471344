import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultCategories } from './defaults/categories.ts'
import { defaultKinds } from './defaults/kinds.ts'
import { type KindSpec, limitOf, picturesNeeded } from './kind.ts'
import { stages } from './matter.ts'
import { kindFault } from './rules-store.ts'

const demand = defaultKinds.find((kind) => kind.code === 'demand')?.spec as KindSpec
const category = fc.constantFrom('', ...defaultCategories.map((c) => c.code))
const priority = fc.constantFrom('normal' as const, 'urgent' as const)
const stage = fc.constantFrom(...stages)

const code = fc.constantFrom('01', '0101', '010101', '010102', '02', '0201', '020101')
const limit = fc.record(
  {
    stage,
    category: code,
    priority,
    span: fc.integer({ min: 1, max: 999 }).map((amount) => ({ amount, unit: 'hours' as const })),
  },
  { requiredKeys: ['stage', 'span'] },
)
/** Any rules on top of one general limit a stage, as `kindFault` demands it. */
const spec = fc.array(limit, { maxLength: 12 }).map((some): KindSpec => {
  const general = stages.map((of, at) => ({ stage: of, span: { amount: 1000 + at, unit: 'hours' as const } }))
  return { ...demand, limits: [...some, ...general] }
})

describe('the time limit of a stage', () => {
  it('is there for every stage, category and priority of every kind that can be saved', () => {
    for (const kind of defaultKinds) expect(kindFault(kind.spec), kind.code).toBeNull()
    fc.assert(
      fc.property(fc.constantFrom(...defaultKinds), stage, category, priority, (kind, of, sort, urgency) => {
        expect(limitOf(kind.spec, of, sort, urgency).amount).toBeGreaterThan(0)
      }),
    )
  })

  it('is that of the most specific rule: urgency first, then the longest code', () => {
    fc.assert(
      fc.property(
        spec,
        stage,
        fc.constantFrom('', '010101', '0101', '020102', '03'),
        priority,
        (kind, of, sort, urgency) => {
          const weight = (rule: KindSpec['limits'][number]) =>
            (rule.priority === undefined ? 0 : 100) + (rule.category === undefined ? -1 : rule.category.length)
          const fitting = kind.limits.filter(
            (rule) =>
              rule.stage === of &&
              (rule.priority === undefined || rule.priority === urgency) &&
              (rule.category === undefined || sort.startsWith(rule.category)),
          )
          const best = Math.max(...fitting.map(weight))
          const chosen = limitOf(kind, of, sort, urgency)
          expect(fitting.filter((rule) => weight(rule) === best).map((rule) => rule.span)).toContainEqual(chosen)
        },
      ),
    )
  })

  it('cannot be missing: a kind without a general limit for some stage is not saved', () => {
    for (const of of stages) {
      const limits = demand.limits.filter((rule) => rule.stage !== of || rule.priority !== undefined)
      expect(kindFault({ ...demand, limits })).toContain(of)
      expect(() => limitOf({ ...demand, limits: [] }, of, '', 'normal')).toThrow()
    }
  })
})

describe('the pictures that resolving needs', () => {
  it('follow the most specific rule, and none is needed where no picture helps', () => {
    expect(picturesNeeded(demand, '040101')).toBe(1)
    expect(picturesNeeded(demand, '080201')).toBe(0)
    expect(picturesNeeded(demand, '')).toBe(1)
    fc.assert(
      fc.property(category, (sort) => {
        const fitting = demand.evidence.filter((rule) => sort.startsWith(rule.category ?? ''))
        const best = Math.max(...fitting.map((rule) => rule.category?.length ?? -1))
        expect(picturesNeeded(demand, sort)).toBe(
          fitting.find((rule) => (rule.category?.length ?? -1) === best)?.pictures,
        )
      }),
    )
  })
})
