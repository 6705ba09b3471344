import { registerErasable } from '../../kernel/erasure.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { gatheringsErasures } from './erasures.ts'
import { gatheringsHeld } from './held.ts'
import { maySeeMaterials } from './picture-guard.ts'
import { routes } from './routes.ts'
import { tellGatherings } from './telling.ts'
import { verifyGatherings } from './verify.ts'

registerSubject('gatherings', maySeeMaterials)

registerHeld(...gatheringsHeld)
registerErasable(...gatheringsErasures)

export const gatherings: Module = {
  name: 'gatherings',
  migrations: inProject('modules/gatherings/migrations'),
  routes,
  subscribers: [tellGatherings],
  jobs: [],
  ticks: [],
  verify: verifyGatherings,
  things: [{ stream: 'gatherings', table: 'gatherings.gatherings' }],
}
