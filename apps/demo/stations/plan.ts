import { dayNumberOf, startOfDayMs } from '../../../kernel/time/day.ts'
import type { KindCode } from '../../../modules/stations/public.ts'
import { day, hour, minute } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { createRandom, type Random } from '../district/random.ts'
import { owners, shopNames, stations, type ThingMore, thanks, trades, wants } from './words.ts'

export interface PlannedThing {
  readonly kind: KindCode
  readonly name: string
  readonly more: ThingMore
}

export interface PlannedShop {
  readonly name: string
  readonly owner: string
  readonly phone: string
  /** A compound. */
  readonly place: string
  readonly at: Date
  /** Asked for on the phone and not confirmed yet. */
  readonly waits: boolean
  readonly things: readonly PlannedThing[]
}

export interface PlannedBooking {
  /** Its place in the list of shops, and of their things. */
  readonly shop: number
  readonly thing: number
  readonly person: string
  readonly madeAt: Date
  readonly from: Date
  readonly ends: 'done' | 'cancelled' | 'no_show' | 'open'
  readonly thanks: string | null
  readonly agrees: boolean
}

export interface PlannedWant {
  readonly kind: KindCode
  readonly name: string
  readonly person: string
  readonly place: string
  readonly at: Date
  readonly until: Date
  readonly ends: 'met' | 'withdrawn' | 'offered' | 'open'
}

const shopsAtMost = 108
const monthsBack = 7
const slotDays = ['tool', 'goods']

/** Stations with their shops, what these share, half a year of bookings, wants and thanks. */
export function planStations(district: District, { seed, until }: { seed: number; until: Date }) {
  const random = createRandom(seed, 'stations')
  const [first] = stations
  const compounds = district.places.filter(({ kind, parent }) => kind === 'compound' && parent === first.community)
  const neighbours = district.persons.filter(({ app }) => app).slice(0, 240)
  const shops = planShops(
    compounds.map(({ key }) => key),
    random,
    until,
  )
  const bookings = planBookings(
    shops,
    neighbours.map(({ key }) => key),
    random,
    until,
  )
  const wanted = Array.from({ length: 60 }, (_, n) => planWant(n, compounds, neighbours, random, until))
  return { shops, bookings, wants: wanted }
}

function planShops(compounds: readonly string[], random: Random, until: Date): PlannedShop[] {
  return Array.from({ length: shopsAtMost + 3 }, (_, n): PlannedShop => {
    const trade = trades[n % trades.length] ?? random.pick(trades)
    const name = `${shopNames[(n + Math.floor(n / trades.length)) % shopNames.length]}${trade.name}`
    const waits = n >= shopsAtMost
    const many = Math.min(
      trade.things.length,
      random.weighted([1, 2, 3], (k) => (k === 2 ? 6 : 2)),
    )
    const things = waits ? [] : trade.things.slice(0, many)
    return {
      ...{ name, waits, owner: `${owners[n % owners.length]}老板`, phone: String(12_096_000_000 + n) },
      place: random.pick(compounds),
      at: new Date(until.getTime() - (waits ? random.int(1, 3) : 30 * monthsBack - random.int(0, 20)) * day),
      things: things.map(([kind, thing, more = {}]) => ({ kind, name: thing, more })),
    }
  })
}

/** About six a thing that is booked by time; a dozen of them today and in the days to come. */
function planBookings(
  shops: readonly PlannedShop[],
  persons: readonly string[],
  random: Random,
  until: Date,
): PlannedBooking[] {
  const today = dayNumberOf(until)
  return shops.flatMap((shop, s) =>
    shop.things.flatMap(({ kind, more }, thing): PlannedBooking[] => {
      // Discounts are not booked, and what is for shops is not for these persons.
      if (kind === 'discount' || more.audience === 'shops') return []
      const used = new Set<string>()
      return Array.from({ length: random.int(4, 7) }, () => {
        const back = random.chance(0.07) ? -random.int(0, 6) : random.int(1, 180)
        const slots = Math.floor(18 / (more.slotUnits ?? 4))
        const slot = slotDays.includes(kind) ? 0 : random.int(0, Math.max(0, slots - 1))
        const begins = startOfDayMs(today - back)
        const from = new Date(
          begins + (slotDays.includes(kind) ? 0 : 9 * hour + slot * (more.slotUnits ?? unitsOf(kind)) * 30 * minute),
        )
        const key = from.toISOString()
        const fresh = !used.has(key)
        used.add(key)
        return {
          fresh,
          from,
          person: random.pick(persons),
          lead: random.int(3, 120) * hour,
          chance: random.next(),
          said: random.chance(0.16),
          agrees: random.chance(0.85),
        }
      })
        .filter(({ fresh, from }) => fresh && from.getTime() > shop.at.getTime() + 7 * day)
        .map(({ from, person, lead, chance, said, agrees }) => {
          const open = from.getTime() > until.getTime() - hour
          const madeAt = new Date(Math.min(from.getTime() - lead, until.getTime() - 20 * minute))
          const ends = open ? 'open' : chance < 0.06 ? 'no_show' : chance < 0.15 ? 'cancelled' : 'done'
          return {
            shop: s,
            thing,
            person,
            madeAt,
            from,
            ends,
            thanks: ends === 'done' && said ? random.pick(thanks) : null,
            agrees,
          }
        })
    }),
  )
}

const unitsOf = (kind: KindCode): number => (kind === 'skill' ? 1 : 4)

function planWant(
  n: number,
  compounds: readonly { readonly key: string }[],
  neighbours: District['persons'],
  random: Random,
  until: Date,
): PlannedWant {
  const [kind, name] = wants[n % wants.length] ?? random.pick(wants)
  const ends = n < 34 ? 'met' : n < 42 ? 'withdrawn' : n < 50 ? 'offered' : 'open'
  const back = ends === 'open' || ends === 'offered' ? random.int(1, 9) : random.int(14, 170)
  const at = new Date(until.getTime() - back * day - random.int(0, 300) * minute)
  return {
    ...{ kind, name, ends, at, until: new Date(at.getTime() + 21 * day) },
    ...{ person: random.pick(neighbours).key, place: random.pick(compounds).key },
  }
}
