// What the programs and the demo may call.

export { saveDefaultPolicies } from './defaults/save.ts'
