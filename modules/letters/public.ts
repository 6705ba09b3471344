// What higher tiers may call.

export { countWaitingLetters } from './deciding.ts'
