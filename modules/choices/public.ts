// What the programs and the demo may call.

export { planBudget } from './budget/budget-service.ts'
export { countBudget } from './budget/count-service.ts'
export { passBudgetDay } from './budget/day-tick.ts'
export { addVoter } from './budget/register-service.ts'
export { castMany, type PlayedBallot } from './budget/replay-service.ts'
export { stepBudget } from './budget/step-service.ts'
export type { BudgetId, VoterId } from './budget/tables.ts'
