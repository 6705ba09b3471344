import { registerErasable } from '../../kernel/erasure.ts'
import { registerFound } from '../../kernel/find-anew.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerRoomUse } from '../places/public.ts'
import { countJob } from './budget/count-service.ts'
import { budgetTick } from './budget/day-tick.ts'
import { tellBudgets } from './budget/telling.ts'
import { choicesErasures } from './erasures.ts'
import { choicesFound } from './found.ts'
import { choicesHeld } from './held.ts'
import { routes } from './routes.ts'
import { maySeeSlips } from './slip-guard.ts'
import { tellQuestions } from './telling.ts'
import { tidyImportsJob } from './tidy-job.ts'
import { verifyChoices } from './verify.ts'

registerSubject('questions', maySeeSlips)

registerHeld(...choicesHeld)
registerFound(...choicesFound)
registerRoomUse('choices.holdings')
registerErasable(...choicesErasures)

export const choices: Module = {
  name: 'choices',
  migrations: inProject('modules/choices/migrations'),
  routes,
  subscribers: [tellQuestions, tellBudgets],
  jobs: [tidyImportsJob, countJob],
  ticks: [budgetTick],
  verify: verifyChoices,
  things: [
    { stream: 'budgets', table: 'choices.budgets' },
    { stream: 'questions', table: 'choices.questions' },
    { stream: 'owners', table: 'choices.owners' },
  ],
}
