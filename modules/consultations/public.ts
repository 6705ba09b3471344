// What the programs and the demo may call.

export { planConsultation, takeStep } from './consultation-service.ts'
export { answerStatement } from './statement-service.ts'
export { castVote } from './voting.ts'
