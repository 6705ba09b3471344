import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { tidyImports } from './import/tidy.ts'
import { routes } from './routes.ts'
import { followGrid, settleTick } from './settle.ts'
import { verifyEnterprises } from './verify.ts'

export const enterprises: Module = {
  name: 'enterprises',
  migrations: inProject('modules/enterprises/migrations'),
  routes,
  subscribers: [followGrid],
  jobs: [],
  ticks: [settleTick, tidyImports],
  verify: verifyEnterprises,
}
