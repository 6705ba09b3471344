import { registerErasable } from '../../kernel/erasure.ts'
import { registerFound } from '../../kernel/find-anew.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerRoomUse } from '../places/public.ts'
import { householdsErasures } from './erasures.ts'
import { entriesFound } from './found.ts'
import { householdsHeld } from './held.ts'
import { importJob, tidyImportsJob } from './import/import-job.ts'
import { importRoutes } from './import/routes.ts'
import { countHouseholdsAtPlaces } from './place-use.ts'
import { routes } from './routes.ts'
import { turnOfDay } from './turn-of-day.ts'
import { verifyHouseholds } from './verify.ts'
import { followGrids, joinVisits, keepAnswers } from './visits-join.ts'

joinVisits()

registerHeld(...householdsHeld)
registerFound(entriesFound)
registerRoomUse('households.households')
registerErasable(...householdsErasures)

countHouseholdsAtPlaces()

export const households: Module = {
  name: 'households',
  migrations: inProject('modules/households/migrations'),
  routes: [...routes, ...importRoutes],
  subscribers: [keepAnswers, followGrids],
  jobs: [turnOfDay, importJob, tidyImportsJob],
  ticks: [],
  verify: verifyHouseholds,
  // What is gone is told by its own check: an import that was undone takes households along.
  things: [{ stream: 'households', table: 'households.households', mayGo: true }],
}
