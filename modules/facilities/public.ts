// What higher tiers, the programs and the demo may call.

export { addFacility, type NewFacility } from './facility-service.ts'
export type { KindCode } from './kinds.ts'
export { inspectors as facilityInspectors } from './roles.ts'
