// What higher tiers, the programs and the demo may call.

export { bookResource, stepBooking } from './booking-service.ts'
export { type LinkFigure, linkFigures } from './figure-queries.ts'
export type { Audience, KindCode, SharerKind } from './kinds.ts'
export { sameHours, type Week } from './opening.ts'
export { addResource } from './resource-service.ts'
export { stationKeepers, stationReaders } from './roles.ts'
export { countAskers } from './sharer-queries.ts'
export { addSharer, askToShare } from './sharer-service.ts'
export { addStation } from './station-service.ts'
export { countNewThanks, giveThanks, settleThanks } from './thanks-service.ts'
export { joinLine } from './wait-service.ts'
export { addWant, answerOffer, endWant, offerResource } from './want-service.ts'
