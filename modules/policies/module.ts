import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerFirmListener, registerFirmTimeline } from '../enterprises/public.ts'
import { evaluationJob, newDayJob } from './evaluation-job.ts'
import { firmListener } from './firm-listener.ts'
import { followFirms, followSuites } from './follow-firms.ts'
import { routes } from './routes.ts'
import { firmTimeline } from './timeline.ts'
import { verifyPolicies } from './verify.ts'

registerFirmTimeline(firmTimeline)
registerFirmListener(firmListener)

export const policies: Module = {
  name: 'policies',
  migrations: inProject('modules/policies/migrations'),
  routes,
  subscribers: [followFirms, followSuites],
  jobs: [evaluationJob, newDayJob],
  ticks: [],
  verify: verifyPolicies,
  things: [{ stream: 'policy-pushes', table: 'policies.pushes' }],
}
