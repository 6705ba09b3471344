import { registerErasable } from '../../kernel/erasure.ts'
import { registerFound } from '../../kernel/find-anew.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { absencesTick } from './absence-turns.ts'
import { consentsHeld } from './consents/held.ts'
import { verifyConsentTexts } from './consents/verify.ts'
import { peopleErasures } from './erasures.ts'
import { personsFound } from './found.ts'
import { handoversTick } from './handover/handover-service.ts'
import { peopleHeld } from './held.ts'
import { countPostsAtPlaces } from './place-use.ts'
import { rosterJob, tidyRostersJob } from './roster/import-job.ts'
import { routes } from './routes.ts'
import { sweep } from './sweep.ts'

registerHeld(...peopleHeld, consentsHeld)
registerFound(personsFound)
registerErasable(...peopleErasures)

countPostsAtPlaces()

export const people: Module = {
  name: 'people',
  migrations: inProject('modules/people/migrations'),
  routes,
  subscribers: [],
  jobs: [rosterJob, tidyRostersJob],
  ticks: [sweep, handoversTick, absencesTick],
  verify: verifyConsentTexts,
  things: [
    { stream: 'handovers', table: 'people.handovers' },
    { stream: 'tokens', table: 'people.tokens' },
  ],
}
