import { describe, expect, it } from 'vitest'
import { stageCodes, stageOf } from '../../../modules/renewal/stages.ts'
import { workItemOf } from '../../../modules/renewal/work-items.ts'
import { buildDistrict } from '../district/build-district.ts'
import { planCalls } from '../ideas/plan.ts'
import { planRenewals } from './plan.ts'

const seed = 530103
const until = new Date('2026-11-28T02:00:00Z')
const district = buildDistrict({ seed, until })
const calls = planCalls(district, { seed, until })
const plans = planRenewals(district, calls, { seed, until })

describe('the plan of renewals', () => {
  it('is the same for the same seed and day', () => {
    expect(planRenewals(district, calls, { seed, until })).toEqual(plans)
  })

  it('has seven compounds that are done, and one under way and late', () => {
    const [seven, one] = plans
    expect([seven?.touched.length, seven?.stages.every(({ finishedAt }) => finishedAt !== null)]).toEqual([7, true])
    expect(one?.stages.filter(({ finishedAt }) => finishedAt !== null)).toHaveLength(6)
    const works = one?.stages.find(({ stage }) => stage === 'oversight')
    expect([works?.finishedAt, (works?.untilAt ?? until) < until]).toEqual([null, true])
  })

  it('goes through the stages in their order, and nothing happens before what it waits for', () => {
    for (const { stages, plannedAt } of plans) {
      expect(stages.map(({ stage }) => stage)).toEqual(stageCodes)
      for (const { stage, beganAt, finishedAt, fromAt, untilAt } of stages) {
        expect(fromAt < untilAt).toBe(true)
        if (!beganAt) continue
        expect(beganAt > plannedAt).toBe(true)
        for (const before of stageOf(stage).after) {
          const done = stages.find((one) => one.stage === before)?.finishedAt
          expect([stage, done && done <= beganAt]).toEqual([stage, true])
        }
        if (finishedAt) expect(finishedAt > beganAt && finishedAt <= until).toBe(true)
      }
    }
  })

  it('comes from adopted ideas, each once, and costs something everywhere', () => {
    const ideas = plans.flatMap(({ items }) => items.flatMap((item) => item.ideas))
    expect(new Set(ideas).size).toBe(ideas.length)
    expect(ideas.every(({ end, mergedInto }) => end && 'adopt' in end && !mergedInto)).toBe(true)
    expect(ideas.length).toBeGreaterThan(15)
    for (const { code, plannedFen, finalFen } of plans.flatMap(({ items }) => items)) {
      expect([code, workItemOf(code)?.code]).toEqual([code, code])
      expect(plannedFen > 0 && finalFen > 0).toBe(true)
    }
  })

  it('pays for no work that costs nothing, whenever the demo is filled', () => {
    // From an instant at which a compound had a parcel locker alone of its kind, through three days.
    for (let hour = 0; hour < 72; hour += 20) {
      const now = new Date(Date.parse('2026-11-30T10:00:00Z') + hour * 3_600_000)
      const there = buildDistrict({ seed, until: now })
      const found = planRenewals(there, planCalls(there, { seed, until: now }), { seed, until: now })
      const items = found.flatMap((plan) => plan.items)
      // A third is paid when the works begin, the rest at the end.
      const unpaid = items.filter(({ plannedFen, finalFen }) => plannedFen < 3 || finalFen <= plannedFen / 3)
      expect([now.toISOString(), unpaid]).toEqual([now.toISOString(), []])
    }
  })

  it('has defects, inspectors and answers of residents', () => {
    for (const { defects, inspectors, answers, households, key } of plans) {
      expect([households > 50, inspectors.length > 1, defects.length > 1]).toEqual([true, true, true])
      expect(answers.filter(({ survey }) => survey === 'before').length).toBeGreaterThan(10)
      expect(answers.filter(({ survey }) => survey === 'after').length > 10).toBe(key === 'seven')
    }
  })
})
