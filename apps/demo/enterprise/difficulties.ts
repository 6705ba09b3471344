import { afterOffice, day } from '../district/calendar.ts'
import type { Random } from '../district/random.ts'
import type { FirmStory } from './firms.ts'
import { type Difficulty, difficulties } from './words.ts'

/** How a difficulty goes: solved in the usual way, or standing somewhere on the road on the day of the demo. */
export type Course =
  | 'solved'
  | 'solved_by_team'
  | 'denied_once'
  | 'new'
  | 'contacted'
  | 'extended'
  | 'overdue'
  | 'returned'
  | 'suspended'
  | 'team_called'
  | 'waiting'

export interface PlannedDifficulty {
  readonly story: FirmStory
  readonly difficulty: Difficulty
  readonly at: Date
  readonly course: Course
  /** Office minutes from the report to the first contact, from there to the end, and to the firm's answer. */
  readonly contact: number
  readonly work: number
  readonly answer: number
  readonly rating: number
  readonly answers: 'firm' | 'phone'
}

const perMonth = 4

/** Days before the day of the demo on which those were reported that are still on their way. */
const recent: readonly (readonly [days: number, course: Course])[] = [
  [0.05, 'new'],
  [0.2, 'new'],
  [1, 'contacted'],
  [2, 'returned'],
  [3, 'team_called'],
  [4, 'waiting'],
  [6, 'waiting'],
  [5, 'contacted'],
  [9, 'extended'],
  [27, 'overdue'],
  [24, 'overdue'],
  [26, 'suspended'],
]

/** The firm whose side a visitor sees: what it asked for, and one whose solution it still has to confirm. */
const shownFirm = 'firm:0'
const ofShown: readonly (readonly [days: number, course: Course])[] = [
  [410, 'solved'],
  [160, 'solved_by_team'],
  [5, 'waiting'],
  [2, 'contacted'],
]

/** Difficulties of two years: some each month, two before each joint meeting, and those of the last weeks in all states. */
export function planDifficulties(
  stories: readonly FirmStory[],
  span: { since: Date; until: Date },
  meetings: readonly Date[],
  random: Random,
): PlannedDifficulty[] {
  const one = (raw: Date, course: Course | null, slow = false): PlannedDifficulty[] => {
    const at = raw.getTime() > span.until.getTime() - day ? raw : afterOffice(raw, 0)
    const here = stories.filter(({ inAt, outAt }) => inAt < at && (!outAt || outAt.getTime() > at.getTime() + 30 * day))
    if (here.length === 0 || at >= span.until) return []
    return [drawn(random.pick(here), at, course, slow, random)]
  }
  const stop = span.until.getTime() - 28 * day
  const months = Math.floor((stop - span.since.getTime()) / (30 * day))
  const usual = Array.from({ length: months * perMonth }, (_, i) =>
    one(new Date(span.since.getTime() + ((i + random.next()) * 30 * day) / perMonth), null),
  )
  const before = meetings.flatMap((meeting) =>
    [4, 6].map((days) => one(new Date(meeting.getTime() - days * day), 'solved', true)),
  )
  const shown = stories.filter(({ key }) => key === shownFirm)
  const own = ofShown.flatMap(([days, course]) =>
    shown.flatMap((story) => {
      const at = afterOffice(new Date(span.until.getTime() - days * day), 0)
      return at < span.until ? [drawn(story, at, course, false, random)] : []
    }),
  )
  const now = recent.map(([days, course]) => one(new Date(span.until.getTime() - days * day), course))
  return [...[...usual, ...before, ...now].flat(), ...own]
}

function drawn(story: FirmStory, at: Date, course: Course | null, slow: boolean, random: Random): PlannedDifficulty {
  const long = slow || ['overdue', 'extended', 'suspended', 'returned'].includes(course ?? '')
  const team = course === 'team_called' || course === 'solved_by_team'
  const fitting = difficulties.filter(({ hours, team: needs }) => (!long || !hours) && (!team || needs))
  const difficulty = random.pick(fitting)
  const usual =
    difficulty.team && random.chance(0.5) ? 'solved_by_team' : random.chance(0.06) ? 'denied_once' : 'solved'
  return {
    ...{ story, difficulty, at, course: course ?? usual },
    contact: random.int(20, 200),
    work: difficulty.hours
      ? random.int(60, difficulty.hours * 50)
      : slow
        ? random.int(2200, 2700)
        : random.int(1, 5) * 400,
    answer: random.int(200, 1500),
    rating: random.weighted([5, 4, 3, 2], (stars) => ({ 5: 55, 4: 33, 3: 9, 2: 3 })[stars] ?? 0),
    answers: random.chance(0.55) ? 'firm' : 'phone',
  }
}
