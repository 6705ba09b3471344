import { describe, expect, it } from 'vitest'
import { calendarDay } from './calendar-month.ts'
import { defaultDictionary } from './defaults/facts.ts'
import { graduateJobs } from './defaults/worked-examples.ts'
import { dictionaryOf, type FactSpec } from './fact.ts'
import { assessNamed, firmRow } from './firm.fixture.ts'
import { assess, openPolicy, type PolicySpec } from './policy.ts'
import { rowOf } from './row.ts'

const open = (spec: unknown) => openPolicy('test', spec, defaultDictionary)
function opened(spec: PolicySpec) {
  const { policy, faults } = open(spec)
  if (policy === null) throw new Error(JSON.stringify(faults))
  return policy
}
const always: PolicySpec = { ...graduateJobs, conditions: true, amount: { kind: 'fixed', fen: 100 } }

describe('a policy in time', () => {
  const spec: PolicySpec = { ...always, validFrom: '2026-03-01', validUntil: '2027-01-01', applyBy: '2026-11-30' }
  it.each([
    ['2026-02-28', 'unfit', '/validFrom'],
    ['2026-03-01', 'fits', undefined],
    ['2026-11-30', 'fits', undefined],
    ['2026-12-01', 'unfit', '/applyBy'],
    ['2028-01-01', 'unfit', '/applyBy'],
  ])('on %s a firm %s', (day, verdict, path) => {
    const said = assess(opened(spec), firmRow({}), calendarDay(day))
    expect([said.verdict, said.failed[0]?.path]).toEqual([verdict, path])
  })

  it('ends on the first day on which it is no longer valid, or never', () => {
    const on = (day: string, validUntil: string | null) =>
      assess(opened({ ...spec, applyBy: null, validUntil }), firmRow({}), calendarDay(day))
    expect(on('2026-12-31', '2027-01-01').verdict).toBe('fits')
    expect(on('2027-01-01', '2027-01-01').failed).toEqual([
      { path: '/validUntil', words: { zh: '已于 2026年12月31日截止', en: 'Ended on 31 Dec 2026' } },
    ])
    expect(on('2199-01-01', null).verdict).toBe('fits')
  })
})

describe('a policy that makes no sense is refused with all its faults', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing', null, ['']],
    ['no title', { ...always, title: undefined }, ['/title']],
    [
      'no title and a wrong rule',
      { ...always, title: undefined, conditions: { '>': [{ fact: 'staff' }, 'x'] } },
      ['/title', '/conditions/>/1'],
    ],
    ['no such day', { ...always, validFrom: '2026-13-01' }, ['/validFrom']],
    ['it ends before it begins', { ...always, validUntil: always.validFrom }, ['/validUntil']],
    ['applications end before it begins', { ...always, applyBy: '2020-01-01' }, ['/applyBy']],
    [
      'rules and amount',
      {
        ...always,
        conditions: { '>': [{ fact: 'staff' }, 'x'] },
        amount: { kind: 'rate', of: { fact: 'staff' }, rate: 1 },
      },
      ['/conditions/>/1', '/amount/of'],
    ],
  ])('%s', (_, spec, paths) => {
    const { policy, faults } = open(spec)
    expect(policy).toBeNull()
    expect(faults.map(({ path }) => path)).toEqual(paths)
  })
})

it('says in words what stands against a firm', () => {
  const { failed } = assessNamed('graduate_jobs', { graduatesHired: 0, sizeClass: 'large' })
  expect(failed).toEqual([
    {
      path: '/conditions/and/1',
      words: { zh: '企业规模属于:微型、小型、中型', en: 'Size class is micro, small or medium' },
    },
    {
      path: '/conditions/and/2',
      words: { zh: '招用毕业生人数不少于 1 人', en: 'Number of graduates hired is at least 1 person' },
    },
  ])
})

it('knows the facts it reads, and whether it looks at the day', () => {
  expect(opened(graduateJobs).reads).toEqual([
    'registeredPlace',
    'sizeClass',
    'graduatesHired',
    'graduateInsuranceMonths',
    'creditStatus',
  ])
  expect(opened(graduateJobs).readsToday).toBe(false)
  expect(opened({ ...always, conditions: { '<': [{ daysSince: { fact: 'foundedOn' } }, 90] } }).readsToday).toBe(true)
})

describe('facts of a firm', () => {
  it('that it cannot have count as not known, and are told', () => {
    const { row, faults } = rowOf(defaultDictionary, {
      staff: -1,
      sizeClass: 'tiny',
      foundedOn: '2026-02-30',
      isHighTech: null,
      monthlyRent: null,
      industry: 'no code',
      certificates: ['x', 'no code'],
      revenue: 1.5,
      loanRate: 385,
      strange: 1,
    })
    expect(faults.map(({ fact }) => fact)).toEqual([
      'industry',
      'foundedOn',
      'sizeClass',
      'staff',
      'isHighTech',
      'certificates',
      'revenue',
    ])
    for (const { words } of faults) expect(words.zh && words.en).toBeTruthy()
    expect(row.filter((cell) => cell !== undefined)).toEqual([null, 385])
  })

  it('that a tenant adds can be read by its policies', () => {
    const own: FactSpec = {
      key: 'chargers',
      name: { zh: '充电桩', en: 'number of chargers' },
      question: { zh: '有几个充电桩?', en: 'How many chargers are there?' },
      sensitive: false,
      mayBeNone: false,
      type: { kind: 'number', unit: 'count' },
    }
    const dictionary = dictionaryOf([...defaultDictionary.facts, own])
    const spec = { ...always, conditions: { '>=': [{ fact: 'chargers' }, 2] } }
    const { policy } = openPolicy('chargers', spec, dictionary)
    if (policy === null) throw new Error('refused')
    expect(assess(policy, rowOf(dictionary, { chargers: 2 }).row, calendarDay('2026-11-23')).verdict).toBe('fits')
    expect(open(spec).faults[0]?.path).toBe('/conditions/>=/0/fact')
    expect(() => dictionaryOf([own, own])).toThrow('one key')
  })
})
