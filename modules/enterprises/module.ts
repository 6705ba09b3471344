import { registerErasable } from '../../kernel/erasure.ts'
import { registerFound } from '../../kernel/find-anew.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerMatterSubject, subjectsOfMatters } from '../matters/public.ts'
import { callAfterDifficulty, joinVisits, keepAnswers, leaseCalls } from './calls.ts'
import { enterprisesErasures } from './erasures.ts'
import { contactsFound } from './found.ts'
import { enterprisesHeld } from './held.ts'
import { importJob, tidyImportsJob } from './import/import-job.ts'
import { joinGatherings } from './meetings.ts'
import { registerFirmListener } from './neighbours.ts'
import { countFirmsAtPlaces } from './place-use.ts'
import { firmSubject } from './portal/matter-subject.ts'
import { routes } from './routes.ts'
import { followGrid, settleTick } from './settle.ts'
import type { FirmId } from './shapes.ts'
import { verifyEnterprises } from './verify.ts'

registerMatterSubject('firm', firmSubject)
registerFirmListener({
  restingOn: async (tx, tenantId, ids) => (await subjectsOfMatters(tx, tenantId, 'firm', ids)) as FirmId[],
})
joinVisits()
joinGatherings()

registerHeld(...enterprisesHeld)
countFirmsAtPlaces()
registerFound(contactsFound)
registerErasable(...enterprisesErasures)

export const enterprises: Module = {
  name: 'enterprises',
  migrations: inProject('modules/enterprises/migrations'),
  routes,
  subscribers: [followGrid, keepAnswers, callAfterDifficulty],
  jobs: [importJob, tidyImportsJob],
  ticks: [settleTick, leaseCalls],
  verify: verifyEnterprises,
  things: [
    { stream: 'buildings', table: 'enterprises.buildings', column: 'place_id', mayGo: true },
    { stream: 'enterprises', table: 'enterprises.firms', mayGo: true },
  ],
}
