import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { routes } from './routes.ts'
import { tellConsultations } from './telling.ts'
import { updateTick } from './updating.ts'
import { verifyConsultations } from './verify.ts'

export const consultations: Module = {
  name: 'consultations',
  migrations: inProject('modules/consultations/migrations'),
  routes,
  subscribers: [tellConsultations],
  jobs: [],
  ticks: [updateTick],
  verify: verifyConsultations,
  things: [{ stream: 'consultations', table: 'consultations.consultations' }],
}
