import { type Static, Type } from 'typebox'
import { Done, endpoint } from '../../../kernel/contract/endpoint.ts'

/** What a new office does, in this order. */
export const guideSteps = [
  'administrator',
  'places',
  'grids',
  'roster',
  'posts',
  'kinds',
  'calendar',
  'matter',
] as const
export type GuideStep = (typeof guideSteps)[number]

const StepView = Type.Object({
  step: Type.Enum(guideSteps),
  /** `begun`: something is there, and something remains. Reckoned from the data each time; nobody ticks it. */
  state: Type.Union([Type.Literal('todo'), Type.Literal('begun'), Type.Literal('done')]),
  /** How many there are: places, grids, people, posts that are held, kinds, calendars, matters. */
  there: Type.Integer(),
  /** How many remain: communities without a grid, people who were not invited, empty posts. */
  missing: Type.Integer(),
})
export type GuideStepView = Static<typeof StepView>

/** How far a new office has come. Counts alone: an administrator reads no matters. */
export const readGuide = endpoint({
  id: 'briefings.guide',
  method: 'GET',
  path: '/api/set-up-guide',
  summary: { zh: '开通向导', en: 'Setup guide' },
  response: Type.Object({
    steps: Type.Array(StepView),
    complete: Type.Boolean(),
    /** An administrator put it away: the navigation shows it no more. */
    putAway: Type.Boolean(),
  }),
})
export type GuideView = Static<typeof readGuide.response>

export const putGuideAway = endpoint({
  id: 'briefings.put_guide_away',
  method: 'POST',
  path: '/api/set-up-guide/put-away',
  summary: { zh: '收起开通向导', en: 'Put the setup guide away' },
  body: Type.Object({ away: Type.Boolean() }),
  response: Done,
})
