export const consentHows = ['self', 'signed', 'spoken'] as const
export type ConsentHow = (typeof consentHows)[number]

export const memberStates = ['asked', 'member', 'left', 'refused'] as const
export type MemberState = (typeof memberStates)[number]

export const wishStates = ['heard', 'open', 'paired', 'met', 'withdrawn'] as const
export type WishState = (typeof wishStates)[number]

export const wishSources = ['resident', 'staff', 'visit'] as const
export type WishSource = (typeof wishSources)[number]
