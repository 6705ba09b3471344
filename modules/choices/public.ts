// What the programs and the demo may call.

export type { OwnerKind } from './owners/kinds.ts'
export { type NewOwner, registerOwners } from './owners/owner-service.ts'
export { planQuestion, takeStep } from './question-service.ts'
export { type Choice, count } from './threshold.ts'
export { takeVote, voteMyself } from './vote-service.ts'
export { planBudget } from './budget/budget-service.ts'
export { countBudget } from './budget/count-service.ts'
export { passBudgetDay } from './budget/day-tick.ts'
export { addVoter } from './budget/register-service.ts'
export { castMany, type PlayedBallot } from './budget/replay-service.ts'
export { stepBudget } from './budget/step-service.ts'
export type { BudgetId, VoterId } from './budget/tables.ts'
