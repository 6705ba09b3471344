import { registerErasable } from '../../kernel/erasure.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { noticesErasures } from './erasures.ts'
import { noticesHeld } from './held.ts'
import { routes } from './routes.ts'
import { tellAskedAnew } from './tell-asked-anew.ts'
import { tellHandovers } from './tell-handovers.ts'

registerErasable(...noticesErasures)
registerHeld(...noticesHeld)

export const notices: Module = {
  name: 'notices',
  migrations: inProject('modules/notices/migrations'),
  routes,
  subscribers: [tellAskedAnew, tellHandovers],
  jobs: [],
  ticks: [],
}
