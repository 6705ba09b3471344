import { registerErasable } from '../../kernel/erasure.ts'
import { registerFound } from '../../kernel/find-anew.ts'
import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerPostLoad } from '../people/public.ts'
import { registerMovePreview } from '../places/public.ts'
import { answerRoutes } from './answers/routes.ts'
import { mattersErasures } from './erasures.ts'
import { formulaRoutes } from './formulas/routes.ts'
import { mattersFound } from './found.ts'
import { overdueGauge } from './gauges.ts'
import { mattersHeld } from './held.ts'
import { importJob, tidyImportsJob } from './import/import-job.ts'
import { importRoutes } from './import/routes.ts'
import { ladderRoutes } from './ladder/routes.ts'
import { likenessTick, likenessTidyTick } from './likenesses.ts'
import { morningJob } from './morning.ts'
import { mattersMoving } from './moving-grids.ts'
import { newKindsTick } from './new-kinds.ts'
import { maySeePictures } from './picture-guard.ts'
import { countMattersAtPlaces } from './place-use.ts'
import { mattersOfPosts } from './post-load.ts'
import { rallyTeamRoutes } from './rally-teams/routes.ts'
import { rerouteMoved, tellNewHolder } from './rerouting.ts'
import { routes } from './routes.ts'
import { moveTick } from './rules/moving.ts'
import { ruleRoutes } from './rules/routes.ts'
import { startTenant } from './starting.ts'
import { sweepTick } from './sweep.ts'
import { tallyTick } from './tallies.ts'
import { tellMatters } from './telling.ts'
import { verifyMatters } from './verify/verify.ts'

registerSubject('matters', maySeePictures)

registerMovePreview(mattersMoving)
registerHeld(...mattersHeld)
registerFound(mattersFound)
registerErasable(...mattersErasures)
registerPostLoad(mattersOfPosts)

countMattersAtPlaces()

export const matters: Module = {
  name: 'matters',
  migrations: inProject('modules/matters/migrations'),
  routes: [
    ...routes,
    ...importRoutes,
    ...rallyTeamRoutes,
    ...ruleRoutes,
    ...ladderRoutes,
    ...answerRoutes,
    ...formulaRoutes,
  ],
  subscribers: [startTenant, tellMatters, tellNewHolder, rerouteMoved],
  jobs: [importJob, morningJob, tidyImportsJob],
  ticks: [sweepTick, newKindsTick, tallyTick, likenessTick, likenessTidyTick, moveTick],
  verify: verifyMatters,
  things: [
    { stream: 'matters', table: 'matters.matters' },
    { stream: 'rally_teams', table: 'matters.rally_teams' },
  ],
  gauges: [overdueGauge],
}
