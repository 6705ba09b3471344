import { expect, it } from 'vitest'
import type { TimelineEntry } from '../../contract.ts'
import type { State } from '../../matter.ts'
import { standingOf } from './state-strip.tsx'

const road = (...states: State[]): TimelineEntry[] =>
  states.map((to, i) => ({
    seq: i + 1,
    type: 'matters.matter_handled',
    action: 'handle',
    at: `2026-11-0${i + 1}T02:00:00.000Z`,
    who: null,
    via: 'desk',
    from: states[i - 1] ?? null,
    to,
    holder: null,
    clock: null,
    words: null,
    fileIds: [],
    facts: {},
  }))

const reportedAt = '2026-11-01T02:00:00.000Z'

it('says when each step was reached', () => {
  const { current, detour, reached } = standingOf({
    state: 'assigned',
    timeline: road('reported', 'assigned'),
    reportedAt,
  })
  expect({ current, detour }).toEqual({ current: 'assigned', detour: false })
  expect(reached).toEqual({ reported: reportedAt, assigned: '2026-11-02T02:00:00.000Z' })
})

it('forgets the steps beyond it when it is sent back', () => {
  const timeline = road('reported', 'assigned', 'handling', 'resolved', 'handling')
  expect(Object.keys(standingOf({ state: 'handling', timeline, reportedAt }).reached)).toEqual([
    'reported',
    'assigned',
    'handling',
  ])
})

it('stands where it left the road', () => {
  const timeline = road('reported', 'assigned', 'handling', 'suspended')
  expect(standingOf({ state: 'suspended', timeline, reportedAt })).toMatchObject({ current: 'handling', detour: true })
})

it('does not count a step that stays in its state', () => {
  const { reached } = standingOf({ state: 'handling', timeline: road('reported', 'handling', 'handling'), reportedAt })
  expect(reached.handling).toBe('2026-11-02T02:00:00.000Z')
})

it('knows when it was reported though it went to its handler at once', () => {
  const { reached } = standingOf({ state: 'assigned', timeline: road('assigned'), reportedAt })
  expect(reached).toEqual({ reported: reportedAt, assigned: '2026-11-01T02:00:00.000Z' })
})
