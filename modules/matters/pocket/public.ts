// What phone pages of higher tiers may use.

export { useNames } from './parts/names.ts'
export { StateWord } from './parts/standing.tsx'
