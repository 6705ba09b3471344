import type { RulesSoFar } from '../../matters/public.ts'
import type { StaffSoFar } from '../../people/public.ts'
import type { PlacesSoFar } from '../../places/public.ts'
import type { GuideStepView } from './contract.ts'

/** What an office has so far, in counts of three modules. */
export type OfficeSoFar = PlacesSoFar & StaffSoFar & RulesSoFar

/** `done` where there is something and nothing remains. */
const view = (step: GuideStepView['step'], there: number, missing: number): GuideStepView => ({
  ...{ step, there, missing },
  state: there === 0 ? 'todo' : missing > 0 ? 'begun' : 'done',
})

/** How far each step is; pure, from counts. */
export const guideOf = (so: OfficeSoFar): GuideStepView[] => [
  view('administrator', so.administrators, 0),
  view('places', so.places, 0),
  view('grids', so.grids, so.communitiesWithoutGrid),
  view('roster', so.people, so.peopleNotInvited),
  view('posts', so.posts - so.postsEmpty, so.postsEmpty),
  view('kinds', so.kinds, 0),
  view('calendar', so.calendars, 0),
  view('matter', so.matters, 0),
]
