import type { NewOwner, OwnerKind } from '../../../modules/choices/public.ts'
import type { District, Person, Place, Room } from '../district/district.ts'
import { nameMaker } from '../district/person-names.ts'
import { createRandom, type Random } from '../district/random.ts'

/** The seven compounds whose registers of owners are kept. */
export const compounds = ['TX01', 'TX02', 'TX03', 'TX04', 'TX05', 'TX06', 'TX07'] as const
export type Compound = (typeof compounds)[number]

export interface PlannedRoom {
  readonly building: string
  /** As on the door. */
  readonly unit: string
  readonly number: string
  readonly areaCm2: number
}

export interface PlannedOwner {
  readonly kind: OwnerKind
  readonly name: string
  readonly phone: string | null
  /** The key of the person of the district who it is: they vote on their phone. */
  readonly person: string | null
  readonly rooms: readonly PlannedRoom[]
  readonly areaSource: NewOwner['rooms'][number]['areaSource']
  readonly fromOn: string
}

export const areaOf = ({ rooms }: PlannedOwner): number => rooms.reduce((sum, { areaCm2 }) => sum + areaCm2, 0)

const generations = ['older', 'middle', 'middle', 'younger'] as const
/** Of a hundred rooms: still the factory's, held by a couple, a second one of somebody. */
const [stillFactory, joint, second] = [0.05, 0.14, 0.06]

/** Who owns what in the seven compounds, invented: one row a head, and what the factory never sold as one of them. */
export function planOwners(district: District, seed: number): ReadonlyMap<Compound, readonly PlannedOwner[]> {
  return new Map(compounds.map((code) => [code, ownersOf(district, code, createRandom(seed, `owners ${code}`))]))
}

function ownersOf({ places, persons }: District, code: Compound, random: Random): PlannedOwner[] {
  const homes = new Map<string, Person>()
  // Residents stand after staff: of two in one room it is the resident who owns it.
  for (const person of persons) if (person.home) homes.set(person.home, person)
  const nameOf = nameMaker(random)
  const factory: PlannedRoom[] = []
  const owners: (PlannedOwner & { rooms: PlannedRoom[] })[] = []
  let phones = 0
  for (const [unit, room] of roomsOf(places, code)) {
    const planned = { building: unit.parent ?? '', unit: unit.zh, number: room.number, areaCm2: cm2Of(room) }
    const living = homes.get(room.key)
    if (!living && random.chance(stillFactory)) {
      factory.push(planned)
      continue
    }
    const last = owners.at(-1)
    if (!living && last && random.chance(second)) {
      last.rooms.push(planned)
      continue
    }
    const name = living?.zh ?? nameOf(random.pick(generations))
    const phone = living?.phone ?? (random.chance(0.7) ? phoneAt(code, phones++) : null)
    owners.push({
      kind: 'person',
      name: random.chance(joint) ? `${name}、${nameOf(random.pick(generations))}` : name,
      ...{ phone, person: living?.key ?? null, rooms: [planned] },
      ...{ areaSource: random.chance(0.9) ? 'register' : 'contract', fromOn: `${random.int(1996, 2024)}-06-18` },
    })
  }
  return [...owners, ...factoryOf(factory)]
}

const factoryOf = (rooms: readonly PlannedRoom[]): PlannedOwner[] =>
  rooms.length === 0
    ? []
    : [
        {
          ...{ kind: 'organisation', name: '昆明滇东轻工机械厂（留守处）', phone: null, person: null },
          ...{ rooms, areaSource: 'survey', fromOn: '1994-01-01' },
        },
      ]

const cm2Of = ({ area }: Room): number => Math.round(area * 10_000)

const roomsOf = (places: readonly Place[], code: Compound): (readonly [Place, Room])[] =>
  places
    .filter(({ kind, key }) => kind === 'unit' && key.startsWith(`unit:${code}-`))
    .flatMap((unit) => unit.rooms.map((room) => [unit, room] as const))

/** From a range that no operator has, beside those of the district's persons. */
const phoneAt = (code: Compound, n: number): string => `1209${code.slice(2)}${String(n).padStart(5, '0')}`
