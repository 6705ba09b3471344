import { serveSearch } from '../../kernel/planning/thread-side.ts'
import { planWeek } from './planner.ts'
import type { PlanAsked } from './planning-thread.ts'
import { walkOrder } from './walk.ts'

serveSearch<PlanAsked>((asked, goOn) =>
  asked.what === 'week' ? planWeek(asked.week, goOn) : walkOrder(asked.spots, asked.home, goOn),
)
