import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerMatterSubject } from '../matters/public.ts'
import { callAfterDifficulty, joinVisits, keepAnswers, leaseCalls } from './calls.ts'
import { tidyImports } from './import/tidy.ts'
import { joinGatherings } from './meetings.ts'
import { firmSubject } from './portal/matter-subject.ts'
import { routes } from './routes.ts'
import { followGrid, settleTick } from './settle.ts'
import { verifyEnterprises } from './verify.ts'

registerMatterSubject('firm', firmSubject)
joinVisits()
joinGatherings()

export const enterprises: Module = {
  name: 'enterprises',
  migrations: inProject('modules/enterprises/migrations'),
  routes,
  subscribers: [followGrid, keepAnswers, callAfterDifficulty],
  jobs: [],
  ticks: [settleTick, tidyImports, leaseCalls],
  verify: verifyEnterprises,
}
