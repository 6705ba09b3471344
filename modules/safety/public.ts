// What higher tiers, the programs and the demo may call.

export { planCampaign, sendNotice, tick } from './campaigns/campaign-service.ts'
export { checkPoint } from './check-service.ts'
export type { CheckBody } from './contract.ts'
export { defaultChecklists } from './defaults/checklists.ts'
export type { CampaignId, PointId, RoundId, RouteId } from './events.ts'
export { recheck } from './finding-service.ts'
export { type KindCode, kinds } from './kinds.ts'
export { linkFigures } from './link-figures.ts'
export { addPoint } from './point-service.ts'
export { safetyReaders } from './roles.ts'
export { openRound } from './round-service.ts'
export { addRoute } from './route-service.ts'
