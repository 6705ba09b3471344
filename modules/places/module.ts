import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { gridMovesTick } from './grid-moves.ts'
import { placeImportJob, tidyImportsJob } from './import/import-job.ts'
import { importRoutes } from './import/routes.ts'
import { routes } from './routes.ts'

export const places: Module = {
  name: 'places',
  migrations: inProject('modules/places/migrations'),
  routes: [...routes, ...importRoutes],
  subscribers: [],
  jobs: [placeImportJob, tidyImportsJob],
  ticks: [gridMovesTick],
  things: [{ stream: 'grid_moves', table: 'places.grid_moves' }],
}
