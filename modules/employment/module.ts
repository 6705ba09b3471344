import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerFirmListener, registerFirmTimeline } from '../enterprises/public.ts'
import { registerConsentPurpose } from '../people/public.ts'
import { jobSuggestions } from './consent-purpose.ts'
import { firmListener } from './firm-listener.ts'
import { followGrids } from './follow-grids.ts'
import { followMerges } from './follow-merges.ts'
import { employmentHeld } from './held.ts'
import { routes } from './routes.ts'
import { dayTick } from './ticks.ts'
import { firmTimeline } from './timeline.ts'
import { verifyEmployment } from './verify.ts'

registerFirmListener(firmListener)
registerFirmTimeline(firmTimeline)

registerHeld(...employmentHeld)
registerConsentPurpose(jobSuggestions)

export const employment: Module = {
  name: 'employment',
  migrations: inProject('modules/employment/migrations'),
  routes,
  subscribers: [followGrids, followMerges],
  jobs: [],
  ticks: [dayTick],
  verify: verifyEmployment,
  things: [
    { stream: 'openings', table: 'employment.openings' },
    { stream: 'referrals', table: 'employment.referrals' },
    { stream: 'seekers', table: 'employment.seekers' },
  ],
}
