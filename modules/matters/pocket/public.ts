// What phone pages of higher tiers may use.

export { useMe } from './parts/me.ts'
export { useNames } from './parts/names.ts'
