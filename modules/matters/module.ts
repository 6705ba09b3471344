import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { maySeePictures } from './picture-guard.ts'
import { rerouteMoved, tellNewHolder } from './rerouting.ts'
import { routes } from './routes.ts'
import { startTenant } from './starting.ts'
import { sweepTick } from './sweep.ts'
import { tellMatters } from './telling.ts'

registerSubject('matters', maySeePictures)

export const matters: Module = {
  name: 'matters',
  migrations: inProject('modules/matters/migrations'),
  routes,
  subscribers: [startTenant, tellMatters, tellNewHolder, rerouteMoved],
  jobs: [],
  ticks: [sweepTick],
}
