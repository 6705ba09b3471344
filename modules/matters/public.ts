// What higher tiers, the programs and the demo may call.

export type { ActBody } from './contract.ts'
export { defaultKinds } from './defaults/kinds.ts'
export { type CountedGroup, type FigureCounts, figuresFor, noCounts } from './figure-queries.ts'
export { type Condition, conditionWords, figures } from './figures.ts'
export { readers } from './matter-policy.ts'
export { scopeOf } from './matter-scope.ts'
export { act, actAsReporter, reopenByFinding } from './matter-service.ts'
export { passTime } from './replay.ts'
export { type NewReport, reportMatter } from './report.ts'
export { saveDefaults, saveKind } from './rules-store.ts'
export { closedMatters, revealSampled, type Sampled, sampledMatters } from './sampling.ts'
export { registerMatterSubject, type SubjectRef, type SubjectSource } from './subject.ts'
