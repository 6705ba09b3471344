import type { FactValue } from '../../../modules/enterprises/contract.ts'
import { dateOf, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { FirmStory } from './firms.ts'

// What is true of a firm follows from its trade and size; how much of it the office knows follows from how well it knows
// the firm. So each policy has firms that fit, that do not, and about a third of which it is not known.

export interface SaidFact {
  readonly key: string
  readonly value: FactValue
  readonly asOf?: string
}

/** Facts that were learned together: on one day, from one source. */
export interface Learned {
  readonly at: Date
  readonly source: 'staff' | 'call' | 'visit' | 'firm' | 'import'
  readonly facts: readonly SaidFact[]
}

type Truth = Readonly<Record<string, FactValue>>

const yuan = 100
const wan = 1_000_000
const district = '530103'
const elsewhere = ['530102', '530111', '530112']

/** How much of each group of facts the office knows. */
const acquaintances = [
  { weight: 46, knows: 0.95 },
  { weight: 34, knows: 0.72 },
  { weight: 20, knows: 0.28 },
]

/** What the firm that a visitor signs in as has not been asked yet. */
const askedOfShown: ReadonlySet<string> = new Set(['certificates', 'aboveScaleOn', 'taxPaid'])

/** What the office learned of a firm, and when; the first on the day on which it was registered. */
export function planFacts(story: FirmStory, until: Date, random: Random): Learned[] {
  const shown = story.key === 'firm:0'
  const { knows } = shown ? { knows: 1 } : random.weighted(acquaintances, ({ weight }) => weight)
  const after = (least: number, most: number) => new Date(story.inAt.getTime() + random.int(least, most) * day)
  const some = (truth: Truth, share: number): SaidFact[] =>
    Object.entries(truth).flatMap(([key, value]) =>
      random.chance(share) && !(shown && askedOfShown.has(key)) ? [{ key, value }] : [],
    )
  const licence = { at: story.inAt, source: 'staff' as const, facts: onTheLicence(story, some, random) }
  if (story.outAt) return [licence]
  const called = after(1, 25)
  const visited = after(20, 200)
  // The form of the last year, handed in within the last months by those who are here long enough.
  const filed = new Date(Math.max(after(40, 60).getTime(), until.getTime() - random.int(20, 320) * day))
  const lastYear = `${Number(dateOf(filed).slice(0, 4)) - 1}-12-31`
  const groups: Learned[] = [
    { at: called, source: 'call', facts: random.chance(knows) ? some(people(story, random), 0.94) : [] },
    { at: visited, source: 'visit', facts: random.chance(knows) ? some(business(story, random), 0.93) : [] },
    {
      at: filed,
      source: random.pick(['firm', 'import'] as const),
      facts: random.chance(knows)
        ? some(books(story, filed, random), 0.94).map((fact) => ({ ...fact, asOf: lastYear }))
        : [],
    },
  ]
  return [licence, ...groups.filter(({ at, facts }) => facts.length > 0 && at < until)]
}

/** Read off the business licence when it is registered. */
function onTheLicence(
  { trade, foundedOn, staff, inAt }: FirmStory,
  some: (truth: Truth, share: number) => SaidFact[],
  random: Random,
): SaidFact[] {
  const young = (inAt.getTime() - Date.parse(foundedOn)) / day < 400
  const registeredPlace = random.chance(0.85) ? district : random.pick(elsewhere)
  return [
    { key: 'industry', value: trade.industry },
    ...some({ foundedOn, staff, registeredPlace }, 0.93),
    ...some({ sizeClass: sizeOf(trade.industry, staff) }, 0.88),
    ...some({ isNewlyOpened: young && random.chance(0.8) }, 0.7),
  ]
}

/** By the national classes for services: software by 300 and 100 people, shops by 300, 50 and 10, others by 300, 100 and 10. */
function sizeOf(industry: string, staff: number): 'micro' | 'small' | 'medium' | 'large' {
  const middle = industry.startsWith('F52') ? 50 : 100
  return staff < 10 ? 'micro' : staff < middle ? 'small' : staff < 300 ? 'medium' : 'large'
}

/** Told at the first call. */
function people({ key, staff, trade }: FirmStory, random: Random): Truth {
  const graduatesHired =
    key === 'firm:0' ? 3 : random.chance(0.55) ? random.int(1, Math.min(8, Math.ceil(staff / 5))) : 0
  return {
    openings: random.chance(0.5) ? random.int(1, 6) : 0,
    graduatesHired,
    graduateInsuranceMonths: graduatesHired > 0 ? random.pick([3, 6, 6, 7, 8, 10, 12]) : null,
    disabledStaff: random.chance(0.8) ? 0 : random.int(2, 4),
    laidOff: random.chance(0.72) ? 0 : random.int(1, Math.ceil(staff * 0.3)),
    rentedMonths: random.int(3, 12),
    ...(trade.purpose === 'shop' ? { opensEvenings: random.chance(0.65) } : {}),
  }
}

/** Seen and asked on the spot. */
function business({ key, trade, suites }: FirmStory, random: Random): Truth {
  const tech = trade.tech === true
  const borrowed = key === 'firm:0' || random.chance(tech ? 0.6 : 0.25)
  const renovated = random.chance(0.12)
  const before = random.int(60, 260)
  const creative = ['M7492', 'R8810'].includes(trade.industry)
  return {
    isHighTech: tech && (key === 'firm:0' || random.chance(0.45)),
    isHeadOffice: suites.length > 1 && random.chance(0.75),
    certificates: random.chance(creative ? 0.3 : 0.06)
      ? [random.pick(['designCentre', 'timeHonoured', 'heritage'])]
      : [],
    expoStalls: trade.purpose === 'shop' && random.chance(0.6) ? random.int(1, 4) : 0,
    loanPurpose: borrowed
      ? random.pick(tech ? ['research', 'equipment', 'turnover'] : ['turnover', 'equipment', 'other'])
      : null,
    renovationSpend: renovated ? random.int(8, 60) * wan : null,
    energyBefore: renovated ? before : null,
    energyAfter: renovated ? Math.round(before * random.between(0.75, 0.96)) : null,
    ...loanOf(borrowed, random),
  }
}

function loanOf(borrowed: boolean, random: Random): Truth {
  if (!borrowed) return { loanPrincipal: null, loanRate: null, interestPaid: null }
  const principal = random.int(5, 80) * 10 * wan
  const rate = random.int(335, 620)
  return {
    loanPrincipal: principal,
    loanRate: rate,
    interestPaid: Math.round((principal / 10_000) * rate * random.between(0.4, 1)),
  }
}

/** Handed in once a year. */
function books({ trade, staff, suites }: FirmStory, filed: Date, random: Random): Truth {
  const large = suites.length > 1
  const revenue = staff * random.int(18, 60) * wan * (large ? 9 : 1)
  const research = trade.tech === true && random.chance(0.85) ? random.between(0.02, 0.14) : 0
  return {
    revenue,
    rdSpend: Math.round((revenue * research) / yuan) * yuan,
    taxPaid: Math.round((revenue * random.between(0.02, 0.06)) / yuan) * yuan,
    unemploymentInsurance: staff * random.int(280, 520) * yuan,
    creditStatus: random.weighted(
      ['good', 'repaired', 'dishonest'],
      (one) => ({ good: 90, repaired: 6, dishonest: 4 })[one] ?? 0,
    ),
    aboveScaleOn: random.chance(0.8) ? null : dateOf(new Date(filed.getTime() - random.int(5, 500) * day)),
  }
}
