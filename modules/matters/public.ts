// What higher tiers, the programs and the demo may call.

export { usualScript } from './answers/script.ts'
export { saveScriptVersion } from './answers/script-service.ts'
export { saveTemplateVersion } from './answers/template-service.ts'
export {
  mattersAbout,
  mattersInScope,
  mattersNow,
  openMattersAt,
  openMattersUnder,
  overdueAt,
  subjectsOfMatters,
} from './brief-queries.ts'
export { type Channel, channels } from './channels.ts'
export type { ActBody } from './contract.ts'
export { Counting, type FigureCount, type FigureCounts, figureValue } from './counting.ts'
export { defaultKinds } from './defaults/kinds.ts'
export { type CountedGroup, type CubeCell, cubeFor, figuresFor } from './figure-queries.ts'
export { type Condition, conditionWords } from './figures.ts'
export { type Formula, formulasInForce } from './formulas/formula-store.ts'
export { type HeatMap, heatFor } from './heat/heat-queries.ts'
export { usualLadder } from './ladder/ladder.ts'
export { saveLadderVersion } from './ladder/ladder-service.ts'
export { openStates } from './matter.ts'
export { readers } from './matter-policy.ts'
export { countMatters, unknownHolidayYears } from './matter-queries.ts'
export { scopeOf } from './matter-scope.ts'
export { act, actAsReporter, addNote, reopenByFinding, revealReporter } from './matter-service.ts'
export { channelWords } from './matter-words.ts'
export { type MatterOutline, matterOutlines } from './outline.ts'
export { registerSystemNames } from './outside-systems.ts'
export { kindAndPath, type StandingOutside, standingOutside } from './outside-view.ts'
export { type PublicFilter, type PublicRecord, publicRecords } from './public-record.ts'
export { saveTeam as saveRallyTeam } from './rally-teams/team-service.ts'
export { beginLadder, type LadderStep, nextLadderStep, passTime } from './replay.ts'
export { type NewReport, type Reported, reportMatter, reportMatterIn } from './report.ts'
export { firstManned, type RoutePost } from './routing.ts'
export { saveDutyVersion } from './rules/duty-service.ts'
export { calendarOf, categoriesOf, kindsInForce, saveDefaults, saveKind } from './rules-store.ts'
export { closedMatters, isKeptFrom, revealSampled, type Sampled, sampledMatters } from './sampling.ts'
export { type RulesSoFar, rulesSoFar } from './so-far.ts'
export { registerMatterSubject, type SubjectRef, type SubjectSource } from './subject.ts'
export { type Topic, type Topics, topicsAt } from './topics/topic-queries.ts'
export { matterToRefer, type Referable, restMatter, wakeMatter } from './waiting.ts'
