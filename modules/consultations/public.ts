// What higher tiers, the programs and the demo may call.

export { planConsultation, takeStep } from './consultation-service.ts'
export { countConsultations } from './consultation-view.ts'
export { askers as consultationAskers } from './roles.ts'
export { answerStatement } from './statement-service.ts'
export { castVote } from './voting.ts'
