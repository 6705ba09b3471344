// What higher tiers, the programs and the demo may call.

export { mattersAbout, mattersInScope, mattersNow } from './brief-queries.ts'
export type { ActBody } from './contract.ts'
export { defaultKinds } from './defaults/kinds.ts'
export { type CountedGroup, type FigureCounts, figuresFor, noCounts } from './figure-queries.ts'
export { type Condition, conditionWords, figures } from './figures.ts'
export { readers } from './matter-policy.ts'
export { scopeOf } from './matter-scope.ts'
export { act, actAsReporter } from './matter-service.ts'
export { passTime } from './replay.ts'
export { type NewReport, type Reported, reportMatter, reportMatterIn } from './report.ts'
export { saveDefaults, saveKind } from './rules-store.ts'
export { registerMatterSubject, type SubjectRef, type SubjectSource, subjectsOf } from './subject.ts'
