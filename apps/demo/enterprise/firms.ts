import { checkSignOf, orgCheckSignOf } from '../../../modules/enterprises/uscc.ts'
import { dateOf, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import { type Lease, leasesOf } from './leases.ts'
import { areaOf, type Lot, lotsOf } from './lots.ts'
import type { PlannedSuite, Tower } from './towers.ts'
import { brands, oddNames, type Trade, tails, trades } from './words.ts'

/** The firm whose contact a visitor of the demo can sign in as. */
export const signedFirm = 'firm:0'

/** A firm's time in the towers. */
export interface FirmStory {
  readonly key: string
  readonly name: string
  readonly nameEn: string | null
  readonly uscc: string
  readonly trade: Trade
  readonly staff: number
  readonly foundedOn: string
  readonly contact: { readonly name: string; readonly phone: string; readonly duty: string }
  readonly keyFirm: boolean
  readonly tower: Tower
  readonly suites: readonly PlannedSuite[]
  readonly inAt: Date
  readonly outAt: Date | null
  readonly leases: readonly Lease[]
}

const howMany = 320
const months = 24
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张'
const given = '建国 丽华 志强 敏 伟 芳 洁 斌 晓燕 永红 文斌 海涛'.split(' ')

/** The share of the area to let that stands empty at the end of a month: it falls, but for one spring in which more leave. */
const vacancy: readonly (readonly [month: number, share: number])[] = [
  [0, 0.24],
  [5, 0.215],
  [10, 0.185],
  [13, 0.168],
  [16, 0.188],
  [19, 0.165],
  [24, 0.13],
]

function vacancyAt(month: number): number {
  const after = vacancy.findIndex(([at]) => at >= month)
  const [m1, v1] = vacancy[after] ?? [months, 0.13]
  const [m0, v0] = vacancy[after - 1] ?? [0, v1]
  return m1 === m0 ? v1 : v0 + ((v1 - v0) * (month - m0)) / (m1 - m0)
}

interface Stay {
  readonly index: number
  readonly lot: Lot
  readonly inAt: Date
  outAt: Date | null
}

/**
 * Two years of moves: most suites are let when the register begins; month by month some firms come, and as many leave as
 * the vacancy of that month asks for. The first firm is the one whose side of things a visitor sees: it stays.
 */
export function planFirms(towers: readonly Tower[], since: Date, until: Date, random: Random): FirmStory[] {
  return planStays(towers, since, until, random).map((stay) => storyOf(stay, { since, until }, random))
}

function planStays(towers: readonly Tower[], since: Date, until: Date, random: Random): Stay[] {
  const lots = random.shuffle(towers.flatMap((tower) => lotsOf(tower, random)))
  const whole = lots.reduce((sum, lot) => sum + areaOf(lot), 0)
  const free = [...lots.filter((lot) => lot.show), ...lots.filter((lot) => !lot.show)]
  const stays: Stay[] = []
  let empty = whole
  const come = (inAt: Date) => {
    const lot = free.shift()
    if (!lot || stays.length >= howMany) return
    empty -= areaOf(lot)
    stays.push({ index: stays.length, lot, inAt, outAt: null })
  }
  while (empty / whole > vacancyAt(0)) come(since)
  const comers = howMany - stays.length
  const monthMs = (until.getTime() - since.getTime()) / months
  const within = (month: number) =>
    new Date(since.getTime() + (month - 1) * monthMs + random.between(0.04, 0.94) * monthMs)
  for (let month = 1; month <= months; month++) {
    const due = Math.round((comers * month) / months) - Math.round((comers * (month - 1)) / months)
    for (let i = 0; i < due; i++) come(within(month))
    const long = new Date(since.getTime() + (month - 1) * monthMs - 150 * day)
    const mayGo = random.shuffle(
      stays.filter(({ index, inAt, outAt, lot }) => index > 0 && !outAt && !lot.show && (inAt < long || inAt <= since)),
    )
    for (let next = mayGo.pop(); next && month > 1 && empty / whole < vacancyAt(month); next = mayGo.pop()) {
      next.outAt = within(month)
      empty += areaOf(next.lot)
      free.push(next.lot)
    }
  }
  return stays
}

function storyOf({ index, lot, inAt, outAt }: Stay, span: { since: Date; until: Date }, random: Random): FirmStory {
  const purpose = lot.suites[0]?.purpose === 'shop' ? 'shop' : 'office'
  const picked = random.weighted(
    trades.filter((one) => one.purpose === purpose),
    (one) => one.weight,
  )
  const odd = oddOf(index)
  const plain = index === 0 ? (trades[0] ?? picked) : picked
  const trade = odd ? { ...plain, industry: odd.industry } : plain
  const staff = Math.max(2, Math.round(random.skewed(trade.staff * (lot.suites.length > 1 ? 3 : 1), 0.6)))
  return {
    key: `firm:${index}`,
    ...namesOf(index, trade),
    uscc: codeOf(index),
    trade,
    staff: index === 0 ? 36 : staff,
    foundedOn: dateOf(
      new Date(inAt.getTime() - (random.chance(0.45) ? random.int(5, 120) : random.int(120, 3600)) * day),
    ),
    contact: {
      name: `${random.pick([...surnames])}${random.pick(given)}`,
      phone: `1000${String(6_000_000 + index).padStart(7, '0')}`,
      duty: random.pick(['行政', '总经理', '财务', '办公室主任']),
    },
    keyFirm: random.chance(0.08) || lot.suites.length > 1 || index === 0,
    tower: lot.tower,
    suites: lot.suites,
    inAt,
    outAt,
    leases: leasesOf({ inAt, outAt, first: inAt <= span.since }, span.until, random),
  }
}

/** Every twentieth name is long or foreign. */
const oddOf = (index: number) => (index % 20 === 7 ? oddNames[Math.floor(index / 20)] : undefined)

function namesOf(index: number, trade: Trade): Pick<FirmStory, 'name' | 'nameEn'> {
  const odd = oddOf(index)
  if (odd) return { name: odd.zh, nameEn: odd.en }
  const tail = tails[Math.floor(index / brands.length) % tails.length]
  return { name: `昆明${brands[index % brands.length]}${tail}${trade.zh}有限公司`, nameEn: null }
}

/** A code with right check signs of an area that does not exist (530199). */
function codeOf(index: number): string {
  const organisation = `MA${String(index).padStart(6, '0')}`
  const first17 = `91530199${organisation}${orgCheckSignOf(organisation)}`
  return `${first17}${checkSignOf(first17)}`
}
