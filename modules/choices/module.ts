import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { routes } from './routes.ts'
import { maySeeSlips } from './slip-guard.ts'
import { tellQuestions } from './telling.ts'
import { tidyImportsJob } from './tidy-job.ts'
import { verifyChoices } from './verify.ts'

registerSubject('questions', maySeeSlips)

export const choices: Module = {
  name: 'choices',
  migrations: inProject('modules/choices/migrations'),
  routes,
  subscribers: [tellQuestions],
  jobs: [tidyImportsJob],
  ticks: [],
  verify: verifyChoices,
}
