// What the programs and the demo may call.

export type { OwnerKind } from './owners/kinds.ts'
export { type NewOwner, registerOwners } from './owners/owner-service.ts'
export { planQuestion, takeStep } from './question-service.ts'
export { type Choice, count } from './threshold.ts'
export { takeVote, voteMyself } from './vote-service.ts'
