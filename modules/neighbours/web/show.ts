import type { StatusWordProps } from '../../../ui/status-word.tsx'
import type { PairingRow, WishRow } from '../contract.ts'

type Tone = NonNullable<StatusWordProps['tone']>

export const wishTone: Readonly<Record<WishRow['state'], Tone>> = {
  ...{ heard: 'plain', open: 'active', paired: 'active', met: 'done', withdrawn: 'stopped' },
}
export const pairingTone: Readonly<Record<PairingRow['state'], Tone>> = {
  ...{ suggested: 'plain', asked: 'active', agreed: 'active', running: 'active', declined: 'stopped', ended: 'plain' },
}

/** Noon of a day, for formatting it without slipping into another one. */
export const noonOf = (day: string): string => `${day}T04:00:00Z`
