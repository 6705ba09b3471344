// What the programs and the demo may call.

export { evaluateTenant, saveDefaultPolicies } from './defaults/save.ts'
export { type Mark, markPush } from './mark-service.ts'
export type { PolicySpec } from './policy.ts'
export { pushPolicy } from './push-service.ts'
