import fc from 'fast-check'
import { expect, it } from 'vitest'
import { guideSteps } from './contract.ts'
import { guideOf, type OfficeSoFar } from './guide.ts'

const few = fc.nat({ max: 3 })

it('a step is done where there is something and nothing remains, and never otherwise', () => {
  const office = fc.record<OfficeSoFar>({
    ...{ administrators: few, places: few, communities: few, communitiesWithoutGrid: few, grids: few, people: few },
    ...{ peopleNotInvited: few, posts: fc.constant(3), postsEmpty: few, kinds: few, calendars: few, matters: few },
  })
  fc.assert(
    fc.property(office, (so) => {
      const steps = guideOf(so)
      expect(steps.map(({ step }) => step)).toEqual(guideSteps)
      for (const { state, there, missing } of steps) {
        expect(state === 'done').toBe(there > 0 && missing === 0)
        expect(state === 'todo').toBe(there === 0)
      }
      const grids = steps.find(({ step }) => step === 'grids')
      expect(grids?.state === 'done').toBe(so.grids > 0 && so.communitiesWithoutGrid === 0)
    }),
  )
})
