import type { GuideStepView } from './contract.ts'

/** What an office has so far. */
export interface OfficeSoFar {
  readonly administrators: number
  /** Below the uppermost. */
  readonly places: number
  readonly communities: number
  readonly communitiesWithoutGrid: number
  readonly grids: number
  /** Holders of posts but for administrators; those of them who cannot sign in because nobody gave them a code. */
  readonly people: number
  readonly peopleNotInvited: number
  /** But for administrators'. */
  readonly posts: number
  readonly postsEmpty: number
  readonly kinds: number
  readonly calendars: number
  readonly matters: number
}

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
