// What the command line, the demo and letters may call.

export { countFailingChannels, makeChannel } from './channel-service.ts'
export { mailFrom, sendLetter } from './letter-out.ts'
export { channelsEverywhere, replayEverywhere } from './owner-service.ts'
