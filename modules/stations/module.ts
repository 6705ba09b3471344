import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerConsentPurpose, registerPostLoad } from '../people/public.ts'
import { sharingWithNeighbours } from './consent-purpose.ts'
import { stationsHeld } from './held.ts'
import { lineTick } from './line-tick.ts'
import { countStationsAtPlaces } from './place-use.ts'
import { stationsOfPosts } from './post-load.ts'
import { routes } from './routes.ts'
import { tidyJob } from './tidy-job.ts'
import { verifyStations } from './verify.ts'

// The picture of what is shared is for everybody who may borrow it, at the door of the station too.
registerSubject('stations', async () => true)

registerHeld(...stationsHeld)
countStationsAtPlaces()
registerPostLoad(stationsOfPosts)
registerConsentPurpose(sharingWithNeighbours)

export const stations: Module = {
  name: 'stations',
  migrations: inProject('modules/stations/migrations'),
  routes,
  subscribers: [],
  jobs: [tidyJob],
  ticks: [lineTick],
  verify: verifyStations,
  things: [
    { stream: 'stations', table: 'stations.stations' },
    { stream: 'station-resources', table: 'stations.resources' },
    { stream: 'station-sharers', table: 'stations.sharers' },
    { stream: 'station-wants', table: 'stations.wants' },
  ],
}
