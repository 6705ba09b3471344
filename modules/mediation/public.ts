// What higher tiers, the programs and the demo may call.

export { callBack, drawUp, noteCourt, settlePromise, signAgreement } from './agreement-service.ts'
export { writeAnswer } from './answer-service.ts'
export { openCase, stepCase } from './case-service.ts'
export { foundCommittee } from './committee-service.ts'
export { raiseDanger } from './danger-service.ts'
export { bindCase } from './document-service.ts'
export type { CaseId, CommitteeId, PartyId } from './events.ts'
export { linkFigures } from './link-figures.ts'
export { chooseMediator } from './mediator-service.ts'
export { counters as disputeCounters } from './roles.ts'
export type { Doing } from './scope.ts'
export { holdSession } from './session-service.ts'
