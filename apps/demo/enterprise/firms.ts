import { checkSignOf, orgCheckSignOf } from '../../../modules/enterprises/uscc.ts'
import { dateOf, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { PlannedSuite, Tower } from './towers.ts'
import { brands, type Trade, tails, trades } from './words.ts'

/** A firm's time in the towers. */
export interface FirmStory {
  readonly key: string
  readonly name: string
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
  /** The leases one after the other: each ends where the next begins or the firm leaves. */
  readonly leases: readonly { readonly from: Date; readonly until: Date }[]
}

const howMany = 320
const leaseYears = [1, 1, 2, 2, 3]
const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张'
const given = '建国 丽华 志强 敏 伟 芳 洁 斌 晓燕 永红 文斌 海涛'.split(' ')

/** Two years of moves: most suites are let from the beginning, then some leave and others come. */
export function planFirms(towers: readonly Tower[], since: Date, until: Date, random: Random): FirmStory[] {
  const free = random
    .shuffle(towers.flatMap((tower) => tower.suites.map((suite) => ({ tower, suite }))))
    .filter(({ suite }) => suite.lettable)
  const stories: FirmStory[] = []
  const months = Math.floor((until.getTime() - since.getTime()) / (30 * day))
  const atStart = Math.round(free.length * 0.72)
  const add = (inAt: Date) => {
    const taken = free.shift()
    if (!taken || stories.length >= howMany) return
    const story = storyOf(stories.length, taken.tower, [taken.suite], inAt, until, random)
    stories.push(story)
    if (story.outAt) leaving.push({ at: story.outAt, tower: taken.tower, suites: story.suites })
  }
  const leaving: { at: Date; tower: Tower; suites: readonly PlannedSuite[] }[] = []
  for (let i = 0; i < atStart; i++) add(new Date(since.getTime() + random.int(0, 20) * day))
  const each = Math.max(1, Math.ceil((howMany - stories.length) / months))
  for (let month = 1; month <= months; month++) {
    const now = since.getTime() + month * 30 * day
    for (const gone of leaving.splice(0)) {
      if (gone.at.getTime() < now) free.push(...gone.suites.map((suite) => ({ tower: gone.tower, suite })))
      else leaving.push(gone)
    }
    for (let i = 0; i < each; i++) add(new Date(now + random.int(1, 28) * day))
  }
  return stories.filter(({ inAt }) => inAt < until)
}

function storyOf(
  index: number,
  tower: Tower,
  suites: readonly PlannedSuite[],
  inAt: Date,
  until: Date,
  random: Random,
): FirmStory {
  const purpose = suites[0]?.purpose === 'shop' ? 'shop' : 'office'
  const trade = random.weighted(
    trades.filter((one) => one.purpose === purpose),
    (one) => one.weight,
  )
  const leases: { from: Date; until: Date }[] = []
  let from = inAt
  while (from < until) {
    const end = new Date(from.getTime() + random.pick(leaseYears) * 365 * day)
    leases.push({ from, until: end })
    from = end
  }
  const stays = random.chance(0.72)
  const last = leases[random.int(0, leases.length - 1)]
  const early = random.chance(0.3) ? random.int(60, 300) * day : 0
  const outAt = stays || !last ? null : new Date(Math.max(inAt.getTime() + 90 * day, last.until.getTime() - early))
  return {
    key: `firm:${index}`,
    name: `昆明${brands[index % brands.length]}${tails[Math.floor(index / brands.length) % tails.length]}${trade.zh}有限公司`,
    uscc: codeOf(index),
    trade,
    staff: Math.max(2, Math.round(random.skewed(trade.staff, 0.6))),
    foundedOn: dateOf(new Date(inAt.getTime() - random.int(10, 3200) * day)),
    contact: {
      name: `${random.pick([...surnames])}${random.pick(given)}`,
      phone: `1000${String(6_000_000 + index).padStart(7, '0')}`,
      duty: random.pick(['行政', '总经理', '财务', '办公室主任']),
    },
    keyFirm: random.chance(0.08),
    tower,
    suites,
    inAt,
    outAt: outAt && outAt < until ? outAt : null,
    leases,
  }
}

/** A code with right check signs of an area that does not exist (530199). */
function codeOf(index: number): string {
  const organisation = `MA${String(index).padStart(6, '0')}`
  const first17 = `91530199${organisation}${orgCheckSignOf(organisation)}`
  return `${first17}${checkSignOf(first17)}`
}
