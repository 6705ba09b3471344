import type { SuiteView } from '../../buildings-contract.ts'
import type { SuiteState } from '../../shapes.ts'

/** What the picture is coloured by. */
export type Paint = 'state' | 'purpose'
/** The suites that a figure counts. */
export type Mark = 'vacant' | 'expiring' | 'occupied' | 'lettable'

/** What somebody looks at in the picture, as the address keeps it. */
export interface Looking {
  readonly suite: string | undefined
  readonly mark: Mark | undefined
  readonly paint: Paint
}

/** Whether a figure counts a suite: only what is lettable is counted, and an expiring one is occupied too. */
export function isMarked(suite: Pick<SuiteView, 'state' | 'lettable'>, mark: Mark | undefined): boolean {
  if (!mark) return false
  if (!suite.lettable) return false
  const states: Readonly<Record<Mark, readonly SuiteState[]>> = {
    vacant: ['vacant'],
    expiring: ['expiring'],
    occupied: ['occupied', 'expiring'],
    lettable: ['vacant', 'occupied', 'expiring'],
  }
  return states[mark].includes(suite.state)
}
