import { tellLeases } from '../../../modules/enterprises/public.ts'
import { keepAndPlan } from '../../../modules/visits/public.ts'
import { afterOffice, day } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { createRandom } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import { openOffices } from './offices.ts'
import { type EnterprisePlan, planEnterprises } from './plan.ts'
import { difficultyTurns, teamTurn } from './play-difficulties.ts'
import { financeTurns } from './play-finance.ts'
import { openFirmSignIn, playTowers, type Turn, turnsOf, workOff } from './play-firms.ts'
import { gatheringTurns } from './play-gatherings.ts'
import { jobTurns } from './play-jobs.ts'
import { meetingTurns } from './play-meetings.ts'
import { observerTurns } from './play-observers.ts'
import { evaluateAll, policyTurns } from './play-policies.ts'

/** Months before the day of the demo for which the calls of key firms were made and planned. */
const plannedMonths = [90, 60, 30]

/**
 * Two years of the office buildings of 灵光社区: firms that come, renew and leave, calls, difficulties, meetings, seminars
 * and fairs, observers and policies, played through the real use cases in the order of time. Each practice has a plan of
 * its own (pure) and a file that plays it: another one is a line here.
 */
export async function playEnterprises(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const plan = planEnterprises(district, { seed, until: stage.until })
  log(`playing two years of ${plan.stories.length} firms …`)
  await openOffices(stage, plan.since)
  await playTowers(stage, plan.towers, plan.since)
  const turns = await turnsOfAll(stage, plan, seed)
  for (const turn of turns.sort((a, b) => a.at.getTime() - b.at.getTime())) await turn.play()
  await openFirmSignIn(stage, plan.stories)
  // What runs out is found before the week is laid, so that the week has it.
  await tellLeases(stage.db, stage.keys.tenantId, stage.until)
  await keepAndPlan(stage.db, stage.until)
  await evaluateAll(stage, stage.until)
}

async function turnsOfAll(stage: Stage, plan: EnterprisePlan, seed: number): Promise<Turn[]> {
  const { stories, learned, difficulties, meetings, jobs, wants, since } = plan
  const { until } = stage
  const random = (practice: string) => createRandom(seed, `enterprises/play/${practice}`)
  const firms = random('firms')
  return [
    ...stories.flatMap((story) => turnsOf(stage, story, learned.get(story.key) ?? [], until, firms)),
    ...monthly(stage, plan, seed),
    teamTurn(stage, new Date(since.getTime() + 30 * day)),
    ...(await difficultyTurns(stage, difficulties, until, random('difficulties'))),
    ...gatheringTurns(stage, stories, until, random('gatherings')),
    ...meetingTurns(stage, meetings, stories, until, random('meetings')),
    ...(await observerTurns(stage, until, random('observers'))),
    ...policyTurns(stage, until, random('policies')),
    ...jobTurns(stage, jobs, until),
    ...financeTurns(stage, wants, until),
  ]
}

/** What an office does each month: it looks who is due, and works off what is open. Standing dues are made for the last months. */
function monthly(stage: Stage, { since }: EnterprisePlan, seed: number): Turn[] {
  const { db, keys, until } = stage
  const random = createRandom(seed, 'enterprises/play/months')
  const made = plannedMonths.map((days): Turn => {
    const begin = new Date(until.getTime() - days * day)
    return {
      at: begin,
      play: async () => {
        await keepAndPlan(db, begin)
        await tellLeases(db, keys.tenantId, begin)
      },
    }
  })
  const worked: Turn[] = []
  for (let at = until.getTime() - 2 * day; at > since.getTime() + 20 * day; at -= 13 * day) {
    const when = afterOffice(new Date(at), 60)
    worked.push({ at: when, play: () => workOff(stage, when, random) })
  }
  return [...made, ...worked].filter(({ at }) => at < until)
}
