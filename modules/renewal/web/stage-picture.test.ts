import { expect, it } from 'vitest'
import type { DelayView, PublicStage } from '../contract.ts'
import { rowOf } from './stage-picture.tsx'

const delay = (missedOn: string, newOn: string | null): DelayView => ({
  ...{ id: '0198d0f0-0000-7000-8000-000000000001' as DelayView['id'], stage: 'start', missedOn, newOn },
  ...{ reason: null, words: null, foundAt: '2026-11-01T00:00:00Z', reasonedAt: null },
})
const late: PublicStage = {
  ...{ stage: 'start', plannedFrom: '2026-10-01', firstPlannedUntil: '2026-10-31', plannedUntil: '2026-11-20' },
  ...{ beganOn: '2026-10-03', finishedOn: null, state: 'running', daysLate: 8 },
  delays: [delay('2026-10-31', '2026-11-20'), delay('2026-11-20', null)],
}

it('shows the plan as it was first, and what each delay added; an unexplained one reaches to today', () => {
  expect(rowOf(late, '2026-11-28')).toEqual({
    id: 'start',
    planned: { from: '2026-10-01', to: '2026-10-31' },
    actual: { from: '2026-10-03', to: null },
    delays: [
      { from: '2026-11-01', to: '2026-11-20' },
      { from: '2026-11-21', to: '2026-11-28' },
    ],
  })
})

it('draws nothing for a delay that was found and ended on the same day', () => {
  const { delays } = rowOf({ ...late, finishedOn: '2026-11-20' }, '2026-11-28')
  expect(delays).toEqual([{ from: '2026-11-01', to: '2026-11-20' }])
})

it('has no bar without days', () => {
  const bare = { ...late, plannedFrom: null, beganOn: null, delays: [] }
  expect(rowOf(bare, '2026-11-28')).toEqual({ id: 'start', planned: null, actual: null, delays: [] })
})
