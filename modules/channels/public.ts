// What the command line and the demo may call.

export { makeChannel } from './channel-service.ts'
export { channelsEverywhere, replayEverywhere } from './owner-service.ts'
