import { expect, it } from 'vitest'
import { isSentSince } from './sent-since.ts'

const door = '/walk/one'
const noon = '2026-11-24T04:00:00.000Z'
const later = '2026-11-24T04:00:00.001Z'

it('is sent only by what arrived after the day was read', () => {
  expect(isSentSince([{ to: door, sentAt: later }], door, noon)).toBe(true)
  expect(isSentSince([{ to: door, sentAt: noon }], door, noon)).toBe(false)
  expect(isSentSince([{ to: door, sentAt: noon }], door, later)).toBe(false)
})

it('is not sent by what waits still, nor by what went to another door', () => {
  expect(isSentSince([{ to: door }], door, noon)).toBe(false)
  expect(isSentSince([{ to: '/walk/other', sentAt: later }], door, noon)).toBe(false)
})
