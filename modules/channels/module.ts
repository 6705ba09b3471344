import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { followNotices } from '../notices/public.ts'
import { registerConsentPurpose } from '../people/public.ts'
import { gauges } from './gauges.ts'
import { channelsHeld } from './held.ts'
import { carryNotice } from './making.ts'
import { toldOutside } from './outside.ts'
import { routes } from './routes.ts'
import { sendTick } from './send-tick.ts'
import { spreadEvents } from './spread.ts'
import { tidySendingsJob } from './tidy-job.ts'
import { verifyChannels } from './verify.ts'

registerHeld(...channelsHeld)
followNotices(carryNotice)
registerConsentPurpose(toldOutside)

export const channels: Module = {
  name: 'channels',
  migrations: inProject('modules/channels/migrations'),
  routes,
  subscribers: [spreadEvents],
  jobs: [tidySendingsJob],
  ticks: [sendTick],
  verify: verifyChannels,
  things: [{ stream: 'channels', table: 'channels.channels' }],
  gauges,
}
