// What higher tiers, the programs and the demo may call.

export type { AddBody as NewHousehold } from './contract.ts'
export { recordDoor } from './door-service.ts'
export { enterChanges } from './entry-service.ts'
export { addHousehold, addHouseholds } from './household-service.ts'
export { type LinkFigure, linkFigures } from './link-figures.ts'
export { takeWish, wishOf } from './note-service.ts'
export type { HouseholdId, NoteId, WishId, WishKind } from './shapes.ts'
export { turnDay } from './turn-of-day.ts'
