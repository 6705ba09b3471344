import { searchInThread, type Watching } from '../../kernel/planning/in-thread.ts'
import { type Plan, type PlanInput, planWeek } from './planner.ts'
import { type Point, type Spot, walkOrder } from './walk.ts'

/** What the thread of `planner.thread.ts` is asked for. */
export type PlanAsked =
  | { readonly what: 'week'; readonly week: PlanInput }
  | { readonly what: 'walk'; readonly spots: readonly Spot[]; readonly home: Point | null }

const search = <Found>(asked: PlanAsked, watching?: Watching): Promise<Found> =>
  searchInThread<PlanAsked, Found>(new URL('./planner.thread.ts', import.meta.url), asked, watching)

/** Up to so many are planned at once: it takes some milliseconds, less than to ask a thread. */
const fewDues = 50
const fewSpots = 10

/** `planWeek` in a thread: the same plan, while the process goes on. Stopped, what was placed by then. */
export async function searchWeek(week: PlanInput, watching?: Watching): Promise<Plan> {
  return week.dues.length <= fewDues ? planWeek(week) : search<Plan>({ what: 'week', week }, watching)
}

/** `walkOrder` in a thread. Spots are copied there and back. */
export async function searchWalk<S extends Spot>(spots: readonly S[], home: Point | null = null): Promise<S[]> {
  return spots.length <= fewSpots ? walkOrder(spots, home) : search<S[]>({ what: 'walk', spots, home })
}
