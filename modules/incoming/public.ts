// What the demo may call.

export { makeSystem, pauseSystem } from './system-service.ts'
