// What higher tiers, the programs and the demo may call.

export { registerDevice } from './door/device-service.ts'
export { takeEvents } from './door/event-service.ts'
export { signatureHeaders, signatureOf } from './door/signature.ts'
export type { DeviceId, FacilityId } from './events.ts'
export { addFacility, changeFacility, type NewFacility } from './facility-service.ts'
export { inspect } from './inspection-service.ts'
export type { KindCode } from './kinds.ts'
export { linkFigures } from './link-figures.ts'
export { makePass } from './passes/pass-service.ts'
export { compoundsOf } from './passes/residence-service.ts'
export { facilityReaders, inspectors as facilityInspectors } from './roles.ts'
