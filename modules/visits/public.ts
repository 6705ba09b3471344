// What higher tiers, the programs and the demo may call.

export { subjectsAppeared } from './appearing.ts'
export type { DueId } from './contract.ts'
export { coverageByGrid, coverageOfList } from './coverage-queries.ts'
export { periodOf } from './due.ts'
export { subjectChanged, subjectEnded, subjectHappened, takeBackDues } from './due-making.ts'
export { letGo } from './due-service.ts'
export { lockSubject } from './due-store.ts'
export { historyOf as visitsOf, visitedOf } from './history.ts'
export { keepAndPlan } from './morning.ts'
export { keepNotVisited, keepPast, type PastCounts, type PastVisit } from './past.ts'
export { searchWalk } from './planning-thread.ts'
export { askedOfDue, askedOfDues } from './questions.ts'
export { recordVisit } from './recording.ts'
export { subjectReturned } from './returning.ts'
export { factsOf } from './rule.ts'
export {
  registerVisitSubject,
  type Stairs,
  type SubjectRef,
  type SubjectSource,
  type VisitContact,
  type VisitSubject,
} from './subject.ts'
export { lockSubjects, subjectsVanished } from './vanishing.ts'
export { lengthOf as walkLength, type Spot as WalkSpot } from './walk.ts'
