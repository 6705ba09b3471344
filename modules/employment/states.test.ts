import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterStep, openingStates, openingSteps } from './opening.ts'
import { isRunning, isShownToFirm, referralStates, referralSteps, referralTable, stepsFor } from './referral.ts'

describe('an opening', () => {
  it('ends only when it is open, and is opened again only when it ended', () => {
    for (const state of openingStates)
      for (const step of openingSteps)
        expect(afterStep(state, step) !== null).toBe((state === 'open') !== (step === 'reopen'))
  })
})

describe('a referral', () => {
  it('is shown to the firm only after the person’s yes, whatever is said in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...referralSteps), { maxLength: 12 }), (steps) => {
        let state: (typeof referralStates)[number] = 'proposed'
        let agreed = false
        for (const step of steps) {
          if (!referralTable[step].from.includes(state)) continue
          state = referralTable[step].to
          agreed ||= step === 'agree'
          if (isShownToFirm(state)) expect(agreed).toBe(true)
        }
      }),
    )
  })

  it('ends for good, and the firm never answers for the person', () => {
    for (const state of referralStates) {
      if (!isRunning(state))
        for (const who of ['seeker', 'firm', 'staff', 'program'] as const) expect(stepsFor(state, who)).toEqual([])
      expect(stepsFor(state, 'firm')).not.toContain('agree')
      expect(stepsFor(state, 'seeker')).not.toContain('hire')
    }
    expect(stepsFor('proposed', 'firm')).toEqual([])
    expect(stepsFor('agreed', 'firm')).toEqual(['interview', 'hire', 'reject', 'no_show'])
  })
})
