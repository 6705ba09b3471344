import type { StatusWordProps } from '../../../ui/status-word.tsx'
import type { FindingRow, RoundRow } from '../contract.ts'

type Tone = NonNullable<StatusWordProps['tone']>

export const stateTone: Readonly<Record<FindingRow['state'], Tone>> = {
  ...{ open: 'active', recheck: 'active', cleared: 'done' },
}
export const markTone: Readonly<Record<RoundRow['mark'], Tone>> = {
  ...{ overdue: 'stopped', due: 'active', done: 'done', late: 'plain', missed: 'stopped' },
}

/** The address inside the code at a point. */
export const codeAddress = (code: string): string => `${location.origin}/sp/${code}`

/** Midday of a day in China, for formatting it. */
export const noonOf = (day: string): string => `${day}T04:00:00Z`
