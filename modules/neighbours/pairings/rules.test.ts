import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SkillKind } from '../skills/kinds.ts'
import { nameOfSlots } from '../skills/slots.ts'
import { candidatesFor, compareFor, costOf, obstacleOf, type VolunteerSide, type WishSide } from './matching.ts'
import { after, isSilent, pairingStates, pairingSteps, rhythms, silentFrom } from './pairing.ts'
import { type Assigned, shareOut } from './sharing.ts'

const kinds: readonly SkillKind[] = ['plumbing', 'haircut', 'other']
const slots = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
const sex = fc.constantFrom('female' as const, 'male' as const, null)
const point = fc.option(fc.record({ lng: fc.constantFrom(102.7, 102.703, 102.72), lat: fc.constantFrom(25, 25.004) }))

const wishOf = (n: number): fc.Arbitrary<WishSide> =>
  fc.record({
    id: fc.constant(`w${n}`),
    personId: fc.constantFrom('p0', 'p1', 'x', null),
    agrees: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    kind: fc.constantFrom(...kinds),
    language: fc.constantFrom(null, null, 'yi'),
    ...{ sex, helperSex: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, sex), slots, point },
    compoundId: fc.constantFrom('c1', 'c2', null),
    since: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
  })
const volunteerOf = (n: number): fc.Arbitrary<VolunteerSide> =>
  fc.record({
    ...{ id: fc.constant(`v${n}`), personId: fc.constant(`p${n}`) },
    active: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    agrees: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    skills: fc.uniqueArray(fc.constantFrom(...kinds), { maxLength: 3 }),
    languages: fc.constantFrom(['mandarin'], ['mandarin', 'yi']),
    ...{ sex, helpsSex: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, sex), slots, point },
    ...{ reachM: fc.constantFrom(300, 1000, 5000), most: fc.integer({ min: 0, max: 3 }) },
    load: fc.integer({ min: 0, max: 2 }),
    compoundId: fc.constantFrom('c1', 'c2', null),
    helpedWell: fc.constantFrom([], ['x']),
    declined: fc.constantFrom([], [], ['w0']),
  })
const town = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 })).chain(([w, v]) =>
  fc.record({
    wishes: fc.tuple(...Array.from({ length: w }, (_, n) => wishOf(n))),
    volunteers: fc.tuple(...Array.from({ length: v }, (_, n) => volunteerOf(n))),
  }),
)

it('suggests only whom nothing stands in the way of, the best first, and says of everybody else why not', () => {
  fc.assert(
    fc.property(town, ({ wishes: [wish], volunteers }) => {
      if (!wish) return
      const { fitting, others } = candidatesFor(wish, volunteers)
      expect(fitting.length + others.length).toBe(volunteers.length)
      for (const { volunteer, reasons } of fitting) {
        expect(obstacleOf(wish, volunteer)).toBeNull()
        expect(volunteer.agrees).toBe(true)
        expect(wish.agrees && volunteer.agrees).toBe(true)
        expect(volunteer.active && volunteer.load < volunteer.most && volunteer.personId !== wish.personId).toBe(true)
        expect(wish.helperSex === null || volunteer.sex === wish.helperSex).toBe(true)
        expect(volunteer.helpsSex === null || wish.sex === volunteer.helpsSex).toBe(true)
        expect(reasons.length).toBeGreaterThan(1)
      }
      for (const [n, { volunteer }] of fitting.entries()) {
        const next = fitting[n + 1]?.volunteer
        if (next) expect(compareFor(wish, volunteer, next)).toBeLessThan(0)
      }
    }),
  )
})

/** All assignments of a small town, by brute force. */
function every({ wishes, volunteers }: { wishes: readonly WishSide[]; volunteers: readonly VolunteerSide[] }) {
  let all: Assigned[][] = [[]]
  for (const wish of wishes)
    all = all.flatMap((sofar) => [
      sofar,
      ...volunteers
        .filter(
          (v) =>
            obstacleOf(wish, v) === null &&
            v.load + sofar.filter(({ volunteerId }) => volunteerId === v.id).length < v.most,
        )
        .map((v) => [...sofar, { wishId: wish.id, volunteerId: v.id }]),
    ])
  return all
}

const byId = <T extends { id: string }>(list: readonly T[], id: string): T => {
  const found = list.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return found
}

const weigh = (of: readonly Assigned[], volunteers: readonly VolunteerSide[], wishes: readonly WishSide[]) => {
  const loads = volunteers.map(({ id, load }) => load + of.filter(({ volunteerId }) => volunteerId === id).length)
  const uneven = loads.reduce((sum, load) => sum + load * load, 0)
  const cost = of.reduce(
    (sum, { wishId, volunteerId }) => sum + costOf(byId(wishes, wishId), byId(volunteers, volunteerId)),
    0,
  )
  return { uneven, cost }
}

it('meets as many wishes as can be, those that wait longest first, with the most even load, then the least cost', () => {
  fc.assert(
    fc.property(town, ({ wishes, volunteers }) => {
      const got = shareOut(wishes, volunteers)
      const all = every({ wishes, volunteers })
      const most = Math.max(...all.map(({ length }) => length))
      expect(got.length).toBe(most)
      for (const { wishId, volunteerId } of got)
        expect(obstacleOf(byId(wishes, wishId), byId(volunteers, volunteerId))).toBeNull()
      const served = (of: readonly Assigned[]) =>
        wishes
          .toSorted((a, b) => (a.since + a.id < b.since + b.id ? -1 : 1))
          .map(({ id }) => (of.some(({ wishId }) => wishId === id) ? '0' : '1'))
          .join('')
      const first = all.map(served).toSorted()[0]
      expect(served(got)).toBe(first)
      const same = all.filter((of) => served(of) === first).map((of) => weigh(of, volunteers, wishes))
      const best = same.toSorted((a, b) => a.uneven - b.uneven || a.cost - b.cost)[0]
      expect(weigh(got, volunteers, wishes)).toEqual(best)
    }),
    { numRuns: 300 },
  )
})

it('does not depend on the order in which things are listed', () => {
  fc.assert(
    fc.property(town, ({ wishes, volunteers }) => {
      const sorted = (of: readonly Assigned[]) =>
        of.map(({ wishId, volunteerId }) => `${wishId} ${volunteerId}`).toSorted()
      expect(sorted(shareOut(wishes.toReversed(), volunteers.toReversed()))).toEqual(
        sorted(shareOut(wishes, volunteers)),
      )
    }),
  )
})

it('300 wishes and 640 volunteers are shared out in a moment', () => {
  const volunteers = Array.from(
    { length: 640 },
    (_, n): VolunteerSide => ({
      ...{
        id: `v${n}`,
        personId: `p${n}`,
        active: true,
        agrees: true,
        skills: [kinds[n % 3] ?? 'other'],
        languages: ['mandarin'],
      },
      ...{
        sex: null,
        helpsSex: null,
        slots: [Math.floor(n / 3) % 21, Math.floor(n / 5) % 21],
        reachM: 2000,
        most: 1 + (n % 2),
        load: 0,
      },
      ...{ compoundId: `c${n % 20}`, point: { lng: 102.7 + (n % 20) * 0.002, lat: 25 }, helpedWell: [], declined: [] },
    }),
  )
  const wishes = Array.from(
    { length: 300 },
    (_, n): WishSide => ({
      ...{
        id: `w${n}`,
        personId: null,
        agrees: true,
        kind: kinds[n % 2] ?? 'other',
        language: null,
        sex: null,
        helperSex: null,
      },
      ...{
        slots: [Math.floor(n / 2) % 21],
        compoundId: `c${n % 20}`,
        point: { lng: 102.7 + (n % 20) * 0.002, lat: 25 },
      },
      since: String(n).padStart(4, '0'),
    }),
  )
  expect(shareOut(wishes, volunteers).length).toBeGreaterThan(250)
})

it('takes only steps of the table; what ended takes thanks and nothing else', () => {
  for (const state of pairingStates)
    for (const step of pairingSteps) {
      const next = after(state, step)
      if (state === 'declined') expect(next).toBeNull()
      if (state === 'ended') expect(next).toBe(step === 'thank' ? 'ended' : null)
      if (state === 'suggested') expect(next === 'agreed' || next === 'running').toBe(false)
    }
})

it('is silent past one and a half rhythms, not a day before', () => {
  expect(silentFrom('week', '2026-11-01')).toBe('2026-11-12')
  expect(silentFrom('month', '2026-11-01')).toBe('2026-12-17')
  for (const rhythm of rhythms) {
    const day = silentFrom(rhythm, '2026-11-01')
    expect(isSilent(rhythm, '2026-11-01', day)).toBe(true)
    expect(isSilent(rhythm, day, day)).toBe(false)
  }
})

it('names times shortly', () => {
  expect(nameOfSlots([3, 0], 'zh')).toBe('周一上午、周二上午')
  expect(nameOfSlots([0, 1, 2, 3, 4], 'en')).toBe('Mon morning, Mon afternoon and 3 more')
})
