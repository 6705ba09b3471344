import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSystemNames } from '../matters/public.ts'
import { mailboxNames } from './mailbox-service.ts'
import { readTick } from './reading.ts'
import { receiptTick } from './receipts.ts'
import { routes } from './routes.ts'
import { tidyLettersJob } from './tidy-job.ts'
import { verifyLetters } from './verify.ts'

registerSystemNames(mailboxNames)

export const letters: Module = {
  name: 'letters',
  migrations: inProject('modules/letters/migrations'),
  routes,
  subscribers: [],
  jobs: [tidyLettersJob],
  ticks: [readTick, receiptTick],
  verify: verifyLetters,
  things: [{ stream: 'letters', table: 'letters.mailboxes' }],
}
