import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { deleteLoose } from './file-store.ts'
import { filesHeld } from './held.ts'
import { routes } from './routes.ts'
import { verifyFiles } from './verify.ts'

registerHeld(...filesHeld)

export const files: Module = {
  name: 'files',
  migrations: inProject('modules/files/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [
    {
      name: 'files.delete_loose',
      everyMs: 600_000,
      run: async ({ db, clock }) => (await deleteLoose(db, clock.now())) > 0,
    },
  ],
  verify: verifyFiles,
}
