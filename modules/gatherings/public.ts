// What higher tiers, the programs and the demo may call.

export { addItem, changeItem, decide } from './agenda-service.ts'
export type { Party } from './contract.ts'
export { type AgendaSource, type ProposedItem, registerAgendaItems } from './council/agenda-source.ts'
export { hear } from './council/hearing-service.ts'
export { figuresOf as gatheringFiguresOf, listPage as gatheringPage } from './gathering-queries.ts'
export { planGathering, takeStep, thank } from './gathering-service.ts'
export type { Doing } from './gathering-store.ts'
export { invitedOf, type PartyEntry, partyGatherings } from './party-history.ts'
export { actFor, invite, signUpFor } from './party-service.ts'
export { type FoundParty, type PartySource, registerParties } from './party-source.ts'
export { gatheringReaders } from './roles.ts'
export { allotAll, layOut } from './stall-service.ts'
