// What higher tiers, the programs and the demo may call.

export type { AddBody as NewHousehold, Change, DoorBody } from './contract.ts'
export { recordDoor } from './door-service.ts'
export { enterChanges } from './entry-service.ts'
export { addHouseholds, keepVisits } from './household-service.ts'
export { importBook } from './import/import-book.ts'
export type { Counts as ImportCounts } from './import/run-rows.ts'
export { type LinkFigure, linkFigures } from './link-figures.ts'
export { notesNamed } from './note-queries.ts'
export { type NoteToRefer, notesInCharge, noteToRefer } from './note-referral.ts'
export { raiseMatter, takeWish, wishOf } from './note-service.ts'
export { figureReaders as householdFigureReaders } from './roles.ts'
export type { EntryId, HouseholdId, MemberId, NoteId, RoomId, WishId, WishKind } from './shapes.ts'
