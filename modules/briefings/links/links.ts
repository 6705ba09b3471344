import { linkFigures as facilityFigures, facilityReaders } from '../../facilities/public.ts'
import { gatheringReaders } from '../../gatherings/public.ts'
import { householdFigureReaders, linkFigures as householdFigures } from '../../households/public.ts'
import { ideaDesks, linkFigures as ideaFigures } from '../../ideas/public.ts'
import { readers } from '../../matters/public.ts'
import { disputeCounters, linkFigures as mediationFigures } from '../../mediation/public.ts'
import { linkFigures as neighbourFigures, neighbourReaders } from '../../neighbours/public.ts'
import { linkFigures as safetyFigures, safetyReaders } from '../../safety/public.ts'
import { linkFigures as stationFigures, stationReaders } from '../../stations/public.ts'
import type { LinkSource } from './link-source.ts'
import { answeredFigures, disputeFigures, gatheringFigures, heardFigures, visitFigures } from './own-figures.ts'

/** Everything that the board shows, in the order in which it stands there. A source more is a line more. */
export const linkSources: readonly LinkSource[] = [
  { link: 'resources', roles: gatheringReaders, figures: gatheringFigures },
  {
    ...{ link: 'resources', roles: facilityReaders, figures: facilityFigures },
    pressing: ['facilities.overdue', 'facilities.fault'],
  },
  { link: 'resources', roles: stationReaders, figures: stationFigures },
  { link: 'information', roles: readers, figures: heardFigures },
  { link: 'information', roles: ideaDesks, figures: ideaFigures },
  { link: 'information', roles: householdFigureReaders, figures: householdFigures },
  { link: 'mediation', roles: readers, figures: disputeFigures },
  { link: 'mediation', roles: disputeCounters, figures: mediationFigures, pressing: ['late'] },
  { link: 'service', roles: readers, figures: answeredFigures, pressing: ['matters.red'] },
  { link: 'service', roles: readers, figures: visitFigures, pressing: ['visits.overdue'] },
  { link: 'service', roles: neighbourReaders, figures: neighbourFigures, pressing: ['neighbours.silent'] },
  {
    ...{ link: 'safety', roles: safetyReaders, figures: safetyFigures },
    pressing: ['safety.major', 'safety.overdue'],
  },
]
