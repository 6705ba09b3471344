import { day } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { createRandom } from '../district/random.ts'
import { type PlannedDifficulty, planDifficulties } from './difficulties.ts'
import { type Learned, planFacts } from './facts.ts'
import { type PlannedWant, planWants } from './finance.ts'
import { type FirmStory, planFirms } from './firms.ts'
import { type JobPlan, planJobs } from './jobs.ts'
import { type PlannedMeeting, planMeetings } from './meetings.ts'
import { planTowers, type Tower } from './towers.ts'

const years = 2

/** What will be played, before anything is: the same for the same seed and day. */
export interface EnterprisePlan {
  readonly since: Date
  readonly towers: readonly Tower[]
  readonly stories: readonly FirmStory[]
  /** What is learned of each firm, by its key. */
  readonly learned: ReadonlyMap<string, readonly Learned[]>
  readonly difficulties: readonly PlannedDifficulty[]
  readonly jobs: JobPlan
  readonly wants: readonly PlannedWant[]
  readonly meetings: { readonly held: readonly PlannedMeeting[]; readonly next: Date }
}

export function planEnterprises(district: District, { seed, until }: { seed: number; until: Date }): EnterprisePlan {
  const since = new Date(until.getTime() - years * 365 * day)
  const random = (practice: string) => createRandom(seed, `enterprises/${practice}`)
  const towers = planTowers(district, random('towers'))
  const stories = planFirms(towers, since, until, random('firms'))
  const facts = random('facts')
  const meetings = planMeetings(until)
  const span = { since: new Date(since.getTime() + 40 * day), until }
  return {
    ...{ since, towers, stories, meetings },
    learned: new Map(stories.map((story) => [story.key, planFacts(story, until, facts)])),
    jobs: planJobs(district, stories, until, random('jobs')),
    wants: planWants(stories, until, random('wants')),
    difficulties: planDifficulties(
      stories,
      span,
      meetings.held.map(({ startsAt }) => startsAt),
      random('difficulties'),
    ),
  }
}
