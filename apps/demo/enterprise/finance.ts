import { counted } from '../../../kernel/contract/counts.ts'
import { afterOffice, dateOf, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import { type FirmStory, signedFirm } from './firms.ts'

/** A bank of the demo, as a firm of the register with a contact. Invented, as its phone. */
export interface PlannedBank {
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly contact: { readonly name: string; readonly phone: string; readonly duty: string }
  readonly login: string | null
}

const bank = (n: number, name: string, nameEn: string, contact: string, login: string | null): PlannedBank => ({
  ...{ key: `bank:${n}`, name, nameEn, login },
  contact: { name: contact, phone: `1209700000${n}`, duty: '客户经理' },
})

const first = bank(1, '翠湖社区银行股份有限公司鼓楼支行', 'Cuihu Community Bank, Gulou Branch', '段晓庆', 'bank')
const second = bank(2, '滇源农商银行股份有限公司盘龙支行', 'Dianyuan Rural Bank, Panlong Branch', '毕文娟', null)
const third = bank(3, '金马融资担保有限公司', 'Jinma Guarantee', '寸建平', null)
export const banks: readonly PlannedBank[] = [first, second, third]

type Use = 'working_capital' | 'equipment' | 'premises' | 'research' | 'orders' | 'refinancing'

export interface PlannedProduct {
  readonly bank: PlannedBank
  readonly name: readonly [string, string]
  readonly summary: readonly [string, string]
  readonly uses: readonly Use[]
  /** Wan yuan. */
  readonly amount: readonly [number, number]
  readonly months: readonly [number, number]
  readonly rateBp: readonly [number, number]
  readonly security: 'credit' | 'guarantee' | 'mortgage' | 'pledge'
  /** In the language of policies. */
  readonly conditions: unknown
}

const fact = (name: string) => ({ fact: name })

export const products: readonly PlannedProduct[] = [
  product(
    first,
    ['街坊信用贷', 'Neighbour credit'],
    ['working_capital', 'orders'],
    [5, 100],
    [3, 12],
    [385, 520],
    'credit',
    {
      and: [{ '>=': [{ monthsSince: fact('foundedOn') }, 12] }, { '>=': [fact('staff'), 3] }],
    },
  ),
  product(first, ['科技快贷', 'Technology loan'], ['research', 'equipment'], [20, 500], [6, 36], [330, 420], 'credit', {
    and: [fact('isHighTech'), { '>=': [fact('rdSpend'), 10_000_000] }],
  }),
  product(first, ['商户装修贷', 'Shop fitting loan'], ['premises'], [5, 60], [6, 24], [400, 560], 'guarantee', {
    startsWith: [fact('industry'), ['F52', 'H62', 'O80']],
  }),
  product(second, ['设备更新贷', 'Equipment renewal'], ['equipment'], [10, 300], [12, 36], [345, 450], 'mortgage', {
    '>=': [fact('staff'), 10],
  }),
  product(second, ['订单融资', 'Order finance'], ['orders'], [10, 200], [3, 9], [370, 480], 'pledge', {
    '>=': [fact('revenue'), 200_000_000],
  }),
  product(
    second,
    ['无还本续贷', 'Renewal without repayment'],
    ['refinancing'],
    [10, 300],
    [6, 12],
    [360, 460],
    'credit',
    {
      and: [{ '>=': [{ monthsSince: fact('foundedOn') }, 24] }, { '<=': [fact('wantAmount'), 200_000_000] }],
    },
  ),
  product(
    third,
    ['小微担保', 'Small firm guarantee'],
    ['working_capital', 'equipment'],
    [20, 300],
    [6, 24],
    [410, 560],
    'guarantee',
    {
      in: [fact('sizeClass'), ['micro', 'small']],
    },
  ),
  product(third, ['楼宇租金分期', 'Rent by instalments'], ['premises'], [3, 50], [3, 12], [420, 600], 'guarantee', {
    '>=': [fact('suiteArea'), 5_000],
  }),
  // What a firm paid in taxes is seldom known: a firm that is known well lacks just this one fact.
  product(first, ['银税贷', 'Loan on taxes paid'], ['working_capital'], [10, 200], [6, 24], [350, 430], 'credit', {
    '>=': [fact('taxPaid'), 5_000_000],
  }),
  product(first, ['稳岗贷', 'Keep-the-jobs loan'], ['working_capital'], [10, 150], [6, 12], [340, 410], 'credit', {
    and: [{ '>=': [fact('staff'), 15] }, { '<=': [fact('wantMonths'), 12] }],
  }),
]

function product(
  of: PlannedBank,
  name: readonly [string, string],
  uses: readonly Use[],
  amount: readonly [number, number],
  months: readonly [number, number],
  rateBp: readonly [number, number],
  security: PlannedProduct['security'],
  conditions: unknown,
): PlannedProduct {
  const summary = [
    `${amount[0]} 万至 ${amount[1]} 万元，${months[0]} 至 ${months[1]} 个月，随借随还（示例）。`,
    `CNY ${counted(amount[0] * 10_000)} to ${counted(amount[1] * 10_000)} for ${months[0]} to ${months[1]} months (example).`,
  ] as const
  return { bank: of, name, summary, uses, amount, months, rateBp, security, conditions }
}

export const wan = 1_000_000

/** A product as its bank enters it, good from a day on. */
export function specOf(planned: PlannedProduct, validFrom: string) {
  const { name, summary, uses, amount, months, rateBp, security, conditions } = planned
  return {
    ...{ name: { zh: name[0], en: name[1] }, summary: { zh: summary[0], en: summary[1] }, uses, conditions },
    ...{ amountFromFen: amount[0] * wan, amountToFen: amount[1] * wan, monthsFrom: months[0], monthsTo: months[1] },
    ...{ rateFromBp: rateBp[0], rateToBp: rateBp[1], securities: [security], validFrom, validUntil: null },
    documents: [
      { zh: '营业执照', en: 'business licence' },
      { zh: '近六个月对公流水', en: 'six months of bank statements' },
    ],
  }
}

/** What the bank says, or (`ended`) the firm: it needs it no more, or found it elsewhere. */
export type Outcome = 'open' | 'silent' | 'contacted' | 'approved' | 'drawn' | 'refused' | 'ended'

export interface PlannedAnswer {
  readonly at: Date
  readonly step: 'contacted' | 'approved' | 'drawn' | 'refused'
  /** Of an approval: how much of what was wanted, and how far above the product's lowest rate. */
  readonly share: number
  readonly aboveBp: number
}

export interface PlannedWant {
  readonly firm: FirmStory
  readonly use: Use
  readonly wanYuan: number
  readonly months: number
  readonly words: string
  readonly neededBy: string
  readonly at: Date
  readonly outcome: Outcome
  readonly byFirm: boolean
  /** With the firm's consent it goes to a bank. */
  readonly passedAt: Date | null
  readonly answers: readonly PlannedAnswer[]
  readonly ended: { readonly at: Date; readonly reason: 'not_needed' | 'elsewhere' } | null
}

const said: Readonly<Record<Use, string>> = {
  working_capital: '回款慢，备货和工资要周转。',
  equipment: '换两台设备，旧的修不划算。',
  premises: '新租的铺面要装修，装好就能开业。',
  research: '新版本要再投一年研发。',
  orders: '接了一笔大单，要先垫料款。',
  refinancing: '一笔流贷下月到期，账期没收回来。',
}
const outcomes: readonly Outcome[] = [
  'drawn',
  'drawn',
  'approved',
  'approved',
  'refused',
  'contacted',
  'silent',
  'ended',
]
const sums = [10, 20, 30, 50, 80, 100, 150, 200]
const terms = [6, 9, 12, 12, 24, 36]

/** A year of wants; the newest are open, and the firm that a visitor signs in to has one. Nothing of it lies after `until`. */
export function planWants(stories: readonly FirmStory[], until: Date, random: Random): readonly PlannedWant[] {
  return Array.from({ length: 32 }, (_, i): PlannedWant => {
    const isNew = i < 8
    const at = new Date(until.getTime() - random.int(isNew ? 2 : 30, isNew ? 24 : 340) * day)
    const here = stories.filter(({ inAt, outAt }) => inAt < at && !outAt)
    const own = i === 0 ? here.find(({ key }) => key === signedFirm) : undefined
    const outcome = isNew ? (i % 3 === 2 ? 'contacted' : 'open') : random.pick(outcomes)
    const wanted = own ? { ...ownWanted, firm: own } : wantedOf(here, random)
    return {
      ...{ at, outcome, ...wanted },
      ...{ words: said[wanted.use], neededBy: dateOf(new Date(at.getTime() + 45 * day)) },
      byFirm: random.chance(0.5),
      ...courseOf(outcome, at, until, random),
    }
  })
}

const ownWanted = { use: 'working_capital', wanYuan: 80, months: 12 } as const

/** Wanted is what some bank offers, by a firm of a trade that it is for. */
function wantedOf(here: readonly FirmStory[], random: Random) {
  const { uses, amount, months, name } = random.pick(products)
  const within = (range: readonly [number, number]) => (one: number) => one >= range[0] && one <= range[1]
  const fitting = here.filter(({ trade }) => {
    if (name[0] === '科技快贷') return trade.tech === true
    return name[0] !== '商户装修贷' || trade.purpose === 'shop'
  })
  return {
    ...{ use: random.pick(uses), firm: random.pick(fitting.length > 0 ? fitting : here) },
    ...{ wanYuan: random.pick(sums.filter(within(amount))), months: random.pick(terms.filter(within(months))) },
  }
}

function courseOf(
  outcome: Outcome,
  at: Date,
  until: Date,
  random: Random,
): Pick<PlannedWant, 'passedAt' | 'answers' | 'ended'> {
  const after = (days: number) => afterOffice(new Date(at.getTime() + days * day), random.int(0, 200))
  if (outcome === 'open') return { passedAt: null, answers: [], ended: null }
  if (outcome === 'ended') {
    const ended = { at: after(12), reason: random.pick(['not_needed', 'elsewhere'] as const) }
    return { passedAt: null, answers: [], ended: ended.at < until ? ended : null }
  }
  const passedAt = after(2)
  // Each so many days after the one before: festivals lie between.
  let last = passedAt
  const answers = stepsOf(outcome).map(([days, step]): PlannedAnswer => {
    last = afterOffice(new Date(last.getTime() + days * day), random.int(0, 200))
    return { at: last, step, share: random.pick([0.6, 0.8, 1]), aboveBp: random.int(0, 30) }
  })
  return { passedAt: passedAt < until ? passedAt : null, answers: answers.filter((one) => one.at < until), ended: null }
}

function stepsOf(outcome: Outcome): readonly (readonly [days: number, step: PlannedAnswer['step']])[] {
  if (outcome === 'silent') return []
  const contacted = [3, 'contacted'] as const
  if (outcome === 'refused') return [contacted, [6, 'refused']]
  const steps = [contacted, [8, 'approved'], [6, 'drawn']] as const
  return outcome === 'contacted' ? steps.slice(0, 1) : outcome === 'approved' ? steps.slice(0, 2) : steps
}
