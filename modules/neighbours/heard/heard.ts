/** Where somebody stands who said at the door that they would like to help. */
export const heardStates = ['waiting', 'invited', 'joined', 'declined'] as const
export type HeardState = (typeof heardStates)[number]

/** What the office does: it asked, they are a volunteer now, or they do not want to for the time being. */
export const heardSteps = ['invite', 'join', 'decline'] as const
export type HeardStep = (typeof heardSteps)[number]

/** The one table of how it moves on; who declined may be asked another time. */
export const heardTransitions: Readonly<
  Record<HeardStep, { readonly from: readonly HeardState[]; readonly to: HeardState }>
> = {
  invite: { from: ['waiting', 'declined'], to: 'invited' },
  join: { from: ['waiting', 'invited', 'declined'], to: 'joined' },
  decline: { from: ['waiting', 'invited'], to: 'declined' },
}

export const mayStep = (step: HeardStep, state: HeardState): boolean => heardTransitions[step].from.includes(state)
