// What higher tiers, the programs and the demo may call.

export { difficultySolved, tellLeases } from './calls.ts'
export {
  confirmContact,
  contactsOf,
  type NewContact,
  revealContact,
} from './contact-service.ts'
export type { Doing } from './doing.ts'
export { factAsKept, type NewFact, recordFacts } from './fact-service.ts'
export {
  contactOfMember,
  type Firm,
  factsOf,
  firmOf,
  firmsInScope,
  firmsOfMember,
  isMember,
  type KnownFacts,
  keptFirm,
  membersOf,
  recordsOf,
} from './firm-reads.ts'
export { firmReaders, firmScopeSql, firmWriters } from './firm-scope.ts'
export { correctFirm, type FirmOrder, registerFirm } from './firm-service.ts'
export { type Industry, industries } from './industry.ts'
export { movesBetween } from './move-queries.ts'
export { changeLease, type MoveOrder, moveFirm } from './move-service.ts'
export { type FirmListener, type HeardFirm, registerFirmListener } from './neighbours.ts'
export { occupancyOn } from './occupancy-queries.ts'
export { type BuildingOrder, recordBuilding } from './suite-service.ts'
export { type FirmTimelineSource, registerFirmTimeline } from './timeline.ts'
