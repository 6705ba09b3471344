// What higher tiers, the programs and the demo may call.

export { coverageOfList } from './coverage-queries.ts'
export { subjectChanged, subjectEnded, subjectHappened, takeBackDues } from './due-making.ts'
export { letGo } from './due-service.ts'
export { historyOf as visitsOf, visitedOf } from './history.ts'
export { keepAndPlan } from './morning.ts'
export { recordVisit } from './recording.ts'
export {
  registerVisitSubject,
  type SubjectRef,
  type SubjectSource,
  type VisitContact,
  type VisitSubject,
} from './subject.ts'
export { lengthOf as walkLength, type Spot as WalkSpot, walkOrder } from './walk.ts'
