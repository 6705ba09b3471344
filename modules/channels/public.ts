// What the command line and the demo may call.

export { channelsEverywhere, replayEverywhere } from './owner-service.ts'
