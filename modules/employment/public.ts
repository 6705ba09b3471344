// What the programs and the demo may call. With `actor: null` in the doing, whoever calls has judged.

export { endJob, openJob } from './opening-service.ts'
export { proposeSeeker, say, sayStill } from './referral-service.ts'
export { type NewSeeker, registerSeeker, saveOwnProfile, withdraw } from './seeker-service.ts'
export { passTheDay } from './ticks.ts'
