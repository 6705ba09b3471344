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

it('says when each step was reached', () => {
  const { current, detour, reached } = standingOf({ state: 'assigned', timeline: road('reported', 'assigned') })
  expect({ current, detour }).toEqual({ current: 'assigned', detour: false })
  expect(reached).toEqual({ reported: '2026-11-01T02:00:00.000Z', assigned: '2026-11-02T02:00:00.000Z' })
})

it('forgets the steps beyond it when it is sent back', () => {
  const timeline = road('reported', 'assigned', 'handling', 'resolved', 'handling')
  expect(Object.keys(standingOf({ state: 'handling', timeline }).reached)).toEqual(['reported', 'assigned', 'handling'])
})

it('stands where it left the road', () => {
  const timeline = road('reported', 'assigned', 'handling', 'suspended')
  expect(standingOf({ state: 'suspended', timeline })).toMatchObject({ current: 'handling', detour: true })
})

it('does not count a step that stays in its state', () => {
  const { reached } = standingOf({ state: 'handling', timeline: road('reported', 'handling', 'handling') })
  expect(reached.handling).toBe('2026-11-02T02:00:00.000Z')
})
