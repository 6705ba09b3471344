// What the demo may call.

export { makeKey } from './key-service.ts'
