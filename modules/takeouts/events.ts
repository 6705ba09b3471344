import type { TakeoutId } from './contract.ts'

/** All that happens to one full export. */
export const takeoutStream = (id: TakeoutId): string => `takeouts:${id}`
/** One that was written by the command line, where there is no row of it. */
export const writtenStream = (id: TakeoutId): string => `takeout-files:${id}`

export const takeoutAsked = 'takeouts.asked'
export interface TakeoutAsked {
  readonly withFiles: boolean
  readonly opened: boolean
  /** Why seals were to be opened. */
  readonly reason?: string
}

export const takeoutMade = 'takeouts.made'
export interface TakeoutMade extends TakeoutAsked {
  readonly tables: number
  readonly rows: number
  readonly files: number
  readonly bytes: number
  readonly sha256: string
}

/** Stopped while it was made, or its file deleted before its time. */
export const takeoutDropped = 'takeouts.dropped'
/** It could not be made. */
export const takeoutFailed = 'takeouts.failed'
/** Its time was over, and its file is deleted. */
export const takeoutExpired = 'takeouts.expired'
