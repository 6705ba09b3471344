import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { followNotices } from '../notices/public.ts'
import { gauges } from './gauges.ts'
import { channelsHeld } from './held.ts'
import { carryNotice } from './making.ts'
import { routes } from './routes.ts'
import { sendTick } from './send-tick.ts'
import { spreadEvents } from './spread.ts'
import { tidySendingsJob } from './tidy-job.ts'

registerHeld(...channelsHeld)
followNotices(carryNotice)

export const channels: Module = {
  name: 'channels',
  migrations: inProject('modules/channels/migrations'),
  routes,
  subscribers: [spreadEvents],
  jobs: [tidySendingsJob],
  ticks: [sendTick],
  things: [{ stream: 'channels', table: 'channels.channels' }],
  gauges,
}
