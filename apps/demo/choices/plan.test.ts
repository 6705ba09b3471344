import { beforeAll, describe, expect, it } from 'vitest'
import { count } from '../../../modules/choices/public.ts'
import { buildDistrict } from '../district/build-district.ts'
import { areaOf, compounds } from './owners.ts'
import { type PlannedChoices, type PlannedQuestion, planChoices } from './plan.ts'

const asked = { seed: 530103, until: new Date('2026-11-28T02:00:00Z') }
let plan: PlannedChoices
let rooms: number
beforeAll(() => {
  const district = buildDistrict(asked)
  plan = planChoices(district, asked)
  expect(planChoices(district, asked)).toEqual(plan)
  rooms = district.places
    .filter(({ kind, key }) => kind === 'unit' && compounds.some((code) => key.startsWith(`unit:${code}-`)))
    .reduce((sum, unit) => sum + unit.rooms.length, 0)
})

/** What the rules make of a planned question. */
function outcomeOf({ compound, matter, votes }: PlannedQuestion) {
  const owners = plan.owners.get(compound) ?? []
  const areaCm2 = (n: number) => BigInt(owners[n] ? areaOf(owners[n]) : 0)
  const total = {
    areaCm2: owners.reduce((sum, owner) => sum + BigInt(areaOf(owner)), 0n),
    heads: BigInt(owners.length),
  }
  const counted = votes.map(({ owner, choice }) => ({ areaCm2: areaCm2(owner), choice }))
  return count(matter as Parameters<typeof count>[0], total, counted, false)
}

describe('owners', () => {
  it('hold every room of the seven compounds once', () => {
    const held = [...plan.owners.values()].flat().flatMap((owner) => owner.rooms)
    expect(held).toHaveLength(rooms)
    expect(new Set(held.map(({ building, unit, number }) => `${building} ${unit} ${number}`)).size).toBe(rooms)
    const phones = [...plan.owners.values()].flat().flatMap(({ phone }) => phone ?? [])
    expect(new Set(phones).size).toBe(phones.length)
  })
})

describe('questions', () => {
  it('one meets all four lines, one misses the area of those who agree by less than a room, one is open', () => {
    const [met, missed, open] = plan.questions
    if (!met || !missed || !open) throw new Error('three questions were planned')
    expect(outcomeOf(met).passed).toBe(true)
    const lines = outcomeOf(missed).lines.filter(({ missing }) => missing > 0n)
    expect(lines.map(({ of, side }) => `${of} ${side}`)).toEqual(['agreement areaCm2'])
    expect(lines[0]?.missing).toBeLessThan(1_000_000n)
    expect([met.closeAt, missed.closeAt, open.closeAt].map((at) => at === null)).toEqual([false, false, true])
    expect(new Set(open.votes.map(({ channel }) => channel))).toEqual(new Set(['paper', 'door', 'phone']))
  })

  it('take one vote a head, while they are open', () => {
    for (const { votes, openAt, closeAt } of plan.questions) {
      expect(new Set(votes.map(({ owner }) => owner)).size).toBe(votes.length)
      for (const { at } of votes) expect(at > openAt && at < (closeAt ?? asked.until)).toBe(true)
    }
  })
})
