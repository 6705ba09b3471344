import type { StatusWordProps } from '../../../ui/status-word.tsx'
import type { CallState } from '../call.ts'
import type { IdeaState } from '../idea.ts'

type Tone = NonNullable<StatusWordProps['tone']>

export const callTones: Readonly<Record<CallState, Tone>> = {
  draft: 'plain',
  open: 'active',
  closed: 'active',
  decided: 'done',
  cancelled: 'stopped',
}

export const ideaTones: Readonly<Record<IdeaState, Tone>> = {
  pending: 'active',
  published: 'plain',
  hidden: 'stopped',
  adopted: 'done',
  declined: 'stopped',
  merged: 'stopped',
  withdrawn: 'stopped',
}

/** Fen as yuan, for people: `12,000`, `0.50`. */
export const yuanOf = (fen: number): string =>
  (fen / 100).toLocaleString('en', { minimumFractionDigits: fen % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })

/** What was typed in yuan as fen; null where nothing was; undefined where it is no amount. */
export function fenOf(typed: string): number | null | undefined {
  if (typed.trim() === '') return null
  const fen = Math.round(Number(typed) * 100)
  return Number.isSafeInteger(fen) && fen >= 0 ? fen : undefined
}

/** Where the code of a poster leads: the pocket's page of the call. */
export const callAddress = (code: string): string => `${location.origin}/i/${code}`
