import { dateOf, day } from '../district/calendar.ts'
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
    `CNY ${amount[0]}0,000 to ${amount[1]}0,000 for ${months[0]} to ${months[1]} months (example).`,
  ] as const
  return { bank: of, name, summary, uses, amount, months, rateBp, security, conditions }
}

export type Outcome = 'open' | 'silent' | 'contacted' | 'approved' | 'drawn' | 'refused' | 'ended'

export interface PlannedWant {
  readonly firm: FirmStory
  readonly use: Use
  readonly wanYuan: number
  readonly months: number
  readonly words: string
  readonly neededBy: string
  readonly at: Date
  readonly outcome: Outcome
}

const said: Readonly<Record<Use, string>> = {
  working_capital: '回款慢，备货和工资要周转。',
  equipment: '换两台设备，旧的修不划算。',
  premises: '新租的铺面要装修，装好就能开业。',
  research: '新版本要再投一年研发。',
  orders: '接了一笔大单，要先垫料款。',
  refinancing: '一笔流贷下月到期，账期没收回来。',
}

/** A year of wants; the newest are open, and the firm that a visitor signs in to has one. */
export function planWants(stories: readonly FirmStory[], until: Date, random: Random): readonly PlannedWant[] {
  const outcomes: readonly Outcome[] = ['drawn', 'drawn', 'approved', 'refused', 'contacted', 'silent', 'ended']
  return Array.from({ length: 32 }, (_, i): PlannedWant => {
    const isNew = i < 8
    const at = new Date(until.getTime() - random.int(isNew ? 2 : 30, isNew ? 24 : 340) * day)
    const here = stories.filter(({ inAt, outAt }) => inAt < at && !outAt)
    const own = here.find(({ key }) => key === signedFirm)
    const use = random.pick(Object.keys(said) as Use[])
    return {
      ...{ at, use: i === 0 ? 'working_capital' : use, firm: i === 0 && own ? own : random.pick(here) },
      ...{ wanYuan: random.pick([10, 20, 30, 50, 80, 100, 150, 200]), months: random.pick([6, 12, 12, 24, 36]) },
      ...{ words: said[i === 0 ? 'working_capital' : use], neededBy: dateOf(new Date(at.getTime() + 45 * day)) },
      outcome: isNew ? (i % 3 === 2 ? 'contacted' : 'open') : random.pick(outcomes),
    }
  })
}
