import { registerErasable } from '../../kernel/erasure.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerMatterSubject } from '../matters/public.ts'
import { registerPostLoad } from '../people/public.ts'
import { silenceTick } from './door/silence.ts'
import { facilitiesErasures } from './erasures.ts'
import { facilityNames, followMatters } from './fault-service.ts'
import { followGrids } from './follow-grids.ts'
import { facilitiesHeld } from './held.ts'
import { countFacilitiesAtPlaces } from './place-use.ts'
import { facilitiesOfPosts } from './post-load.ts'
import { routes } from './routes.ts'
import { tidyJob } from './tidy-job.ts'
import { verifyFacilities } from './verify.ts'

// The picture of a bench is for everybody who stands before it.
registerSubject('facilities', async () => true)
registerMatterSubject('facility', facilityNames)

registerHeld(...facilitiesHeld)
countFacilitiesAtPlaces()
registerErasable(...facilitiesErasures)
registerPostLoad(facilitiesOfPosts)

export const facilities: Module = {
  name: 'facilities',
  migrations: inProject('modules/facilities/migrations'),
  routes,
  subscribers: [followMatters, followGrids],
  jobs: [tidyJob],
  ticks: [silenceTick],
  verify: verifyFacilities,
  things: [{ stream: 'facilities', table: 'facilities.facilities' }],
}
