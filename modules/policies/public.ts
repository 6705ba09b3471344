// What higher tiers, the programs and the demo may call.

export { saveDefaultPolicies } from './defaults/save.ts'
export { pushPage } from './push-queries.ts'
