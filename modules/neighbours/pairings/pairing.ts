export const pairingStates = ['suggested', 'asked', 'agreed', 'running', 'declined', 'ended'] as const
export type PairingState = (typeof pairingStates)[number]

/** `once`: one help and done; else how often the two are to hear of each other. */
export const rhythms = ['once', 'week', 'fortnight', 'month'] as const
export type Rhythm = (typeof rhythms)[number]

export const sides = ['volunteer', 'helped', 'staff'] as const
export type Side = (typeof sides)[number]

export const endReasons = [
  'met',
  'moved',
  'volunteer_stops',
  'helped_stops',
  'other',
  'no_consent',
  'taken_elsewhere',
] as const
export type EndReason = (typeof endReasons)[number]

export const contactHows = ['visit', 'call', 'out', 'errand'] as const
export type ContactHow = (typeof contactHows)[number]
