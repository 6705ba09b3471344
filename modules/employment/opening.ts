// Openings: how one ends and is opened again. Pure.

export const hoursKinds = ['full', 'part'] as const
export const payUnits = ['month', 'hour'] as const
/** From the least to the most; `any`: none is asked for. */
export const educations = ['any', 'junior', 'senior', 'college', 'bachelor', 'master'] as const
export type Education = (typeof educations)[number]

export const openingStates = ['open', 'filled', 'closed'] as const
export type OpeningState = (typeof openingStates)[number]
export const openingSteps = ['fill', 'close', 'expire', 'reopen'] as const
export type OpeningStep = (typeof openingSteps)[number]

const table: Readonly<Record<OpeningStep, { readonly from: readonly OpeningState[]; readonly to: OpeningState }>> = {
  fill: { from: ['open'], to: 'filled' },
  close: { from: ['open'], to: 'closed' },
  expire: { from: ['open'], to: 'closed' },
  reopen: { from: ['filled', 'closed'], to: 'open' },
}

/** Where a step leads, or null where it cannot be taken. */
export const afterStep = (state: OpeningState, step: OpeningStep): OpeningState | null =>
  table[step].from.includes(state) ? table[step].to : null
