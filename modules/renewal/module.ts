import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerMatterSubject } from '../matters/public.ts'
import { subjectKind } from './defect-service.ts'
import { renewalSubject } from './matter-subject.ts'
import { mayPicturesBeSeen } from './picture-guard.ts'
import { routes } from './routes.ts'
import { tellRenewal } from './telling.ts'
import { dayTick } from './ticks.ts'
import { verifyRenewal } from './verify.ts'

registerSubject('renewal', mayPicturesBeSeen)
registerMatterSubject(subjectKind, renewalSubject)

export const renewal: Module = {
  name: 'renewal',
  migrations: inProject('modules/renewal/migrations'),
  routes,
  subscribers: [tellRenewal],
  jobs: [],
  ticks: [dayTick],
  verify: verifyRenewal,
  things: [{ stream: 'renewal', table: 'renewal.projects' }],
}
