import { registerErasable } from '../../kernel/erasure.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { householdsErasures } from './erasures.ts'
import { householdsHeld } from './held.ts'
import { routes } from './routes.ts'
import { turnOfDay } from './turn-of-day.ts'
import { verifyHouseholds } from './verify.ts'
import { followGrids, joinVisits, keepAnswers } from './visits-join.ts'

joinVisits()

registerHeld(...householdsHeld)
registerErasable(...householdsErasures)

export const households: Module = {
  name: 'households',
  migrations: inProject('modules/households/migrations'),
  routes,
  subscribers: [keepAnswers, followGrids],
  jobs: [turnOfDay],
  ticks: [],
  verify: verifyHouseholds,
  things: [{ stream: 'households', table: 'households.households' }],
}
