import type { LampTone } from '../../../ui/lamp.tsx'
import type { Mark } from '../contract.ts'

/** How a mark is drawn as a point of the map. */
export const pointToneOf: Readonly<Record<Mark, LampTone>> = {
  ...{ silent: 'red', fault: 'red', overdue: 'red', due: 'yellow', fine: 'green', retired: 'off' },
}

/** How a mark is set as a word. */
export const toneOf: Readonly<Record<Mark, 'plain' | 'active' | 'done' | 'stopped'>> = {
  ...{ silent: 'stopped', fault: 'stopped', overdue: 'stopped', due: 'active', fine: 'done', retired: 'plain' },
}

/** The address inside the code on the thing. */
export const codeAddress = (code: string): string => `${location.origin}/f/${code}`

/** The address that a resident shares with a visitor. */
export const passAddress = (token: string): string => `${location.origin}/p/${token}`

/** Midday of a day in China, for formatting it. */
export const noonOf = (day: string): string => `${day}T04:00:00Z`
