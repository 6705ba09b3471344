import { expect, it } from 'vitest'
import { buildDistrict } from '../district/build-district.ts'
import { planStations } from './plan.ts'

const until = new Date('2026-11-28T02:00:00Z')
const district = buildDistrict({ seed: 530103, until })
const plan = planStations(district, { seed: 530103, until })

it('is the same for the same seed and day', () => {
  expect(planStations(district, { seed: 530103, until })).toEqual(plan)
})

it('has more than a hundred shops with about 180 things, each phone once', () => {
  const live = plan.shops.filter(({ waits }) => !waits)
  expect(live.length).toBeGreaterThan(100)
  expect(live.flatMap(({ things }) => things).length).toBeGreaterThan(170)
  expect(new Set(plan.shops.map(({ phone }) => phone)).size).toBe(plan.shops.length)
  expect(new Set(plan.shops.map(({ name }) => name)).size).toBe(plan.shops.length)
})

it('books over months, with no-shows and thanks; nothing is made after the day of the demo or begins before it was made', () => {
  expect(plan.bookings.length).toBeGreaterThan(700)
  expect(plan.bookings.filter(({ ends }) => ends === 'no_show').length).toBeGreaterThan(20)
  expect(plan.bookings.filter(({ thanks }) => thanks !== null).length).toBeGreaterThan(50)
  for (const { madeAt, from, ends } of plan.bookings) {
    expect(madeAt < until && madeAt < from).toBe(true)
    if (ends !== 'open') expect(from < until).toBe(true)
  }
  expect(plan.wants).toHaveLength(60)
})
