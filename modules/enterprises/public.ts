// What higher tiers, the programs and the demo may call.

export {
  addContact,
  confirmContact,
  contactsOf,
  endContact,
  type NewContact,
  revealContact,
} from './contact-service.ts'
export type { Doing } from './doing.ts'
export { type NewFact, recordFacts } from './fact-service.ts'
export {
  type Firm,
  factsOf,
  firmOf,
  firmsInScope,
  firmsOfMember,
  type KnownFacts,
  membersOf,
} from './firm-reads.ts'
export { contactReaders, firmReaders, firmScopeSql, firmWriters, memberSql } from './firm-scope.ts'
export { closeFirm, correctFirm, type FirmOrder, registerFirm } from './firm-service.ts'
export { staysOf as stays } from './firm-view.ts'
export { type Industry, industries } from './industry.ts'
export { mergeFirms } from './merge-service.ts'
export { changeLease, type MoveOrder, moveFirm } from './move-service.ts'
export { type FirmListener, type HeardFirm, registerFirmListener } from './neighbours.ts'
export { addSuites, type BuildingOrder, divideSuite, joinSuites, recordBuilding } from './suite-service.ts'
export { addTag, endTag } from './tag-service.ts'
export { type FirmTimelineSource, registerFirmTimeline } from './timeline.ts'
