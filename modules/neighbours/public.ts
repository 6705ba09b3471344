// What higher tiers, the programs and the demo may call.

export type { HeardId, MemberId, PairingId, SkillId, TeamId, VolunteerId, WishId } from './events.ts'
export { type LinkFigure, linkFigures } from './figures.ts'
export { hearOffer, takeHeardStep } from './heard/heard-service.ts'
export { confirmActivity } from './hours/activity-service.ts'
export {
  ask as askCertificate,
  issue as issueCertificate,
  refuse as refuseCertificate,
  revoke as revokeCertificate,
} from './hours/certificates/certificate-service.ts'
export { volunteerOf } from './hours/entry-store.ts'
export { object as objectHours, recordHours } from './hours/record-service.ts'
export { ask, suggestAll } from './pairings/asking-service.ts'
export { answerWall, flagSilent, noteContact, sayThanks } from './pairings/contact-service.ts'
export { answer, endPairing } from './pairings/pairing-service.ts'
export { makeWish, noteWish } from './pairings/wish-service.ts'
export { neighbourReaders } from './roles.ts'
export type { SkillKind } from './skills/kinds.ts'
export { registerVolunteer } from './skills/volunteer-service.ts'
export { joinTeam, settleMember } from './teams/member-service.ts'
export { formTeam, hostActivity } from './teams/team-service.ts'
