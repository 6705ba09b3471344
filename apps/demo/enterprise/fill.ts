import { placeOf } from '../../../modules/places/public.ts'
import { saveDefaultPolicies } from '../../../modules/policies/public.ts'
import { keepAndPlan } from '../../../modules/visits/public.ts'
import { day } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { createRandom } from '../district/random.ts'
import type { Stage } from '../replay.ts'
import { planFirms } from './firms.ts'
import { difficultyTurns } from './play-difficulties.ts'
import { playTowers, type Turn, turnsOf } from './play-firms.ts'
import { gatheringTurns } from './play-gatherings.ts'
import { planTowers } from './towers.ts'

const years = 2

/**
 * Two years of the office buildings of 灵光社区: firms that come, renew and leave, calls, difficulties, seminars and fairs,
 * played through the real use cases in the order of time.
 */
export async function playEnterprises(
  stage: Stage,
  district: District,
  { seed, until, log }: { seed: number; until: Date; log: (line: string) => void },
): Promise<void> {
  const since = new Date(until.getTime() - years * 365 * day)
  const random = createRandom(seed, 'enterprises')
  const towers = planTowers(district, random)
  const stories = planFirms(towers, since, until, random)
  log(`playing two years of ${stories.length} firms …`)
  await playTowers(stage, towers, since)
  const turns: Turn[] = [
    ...stories.flatMap((story) => turnsOf(stage, story, until, random)),
    ...(await difficultyTurns(stage, stories, { since: new Date(since.getTime() + 40 * day), until }, random)),
    ...gatheringTurns(stage, stories, until, random),
  ]
  for (const turn of turns.sort((a, b) => a.at.getTime() - b.at.getTime())) await turn.play()
  await keepAndPlan(stage.db, until)
  await publishPolicies(stage, until)
}

/** The invented policies, as the street publishes them. */
async function publishPolicies({ db, keys }: Stage, until: Date): Promise<void> {
  await db.tx(async (tx) => {
    const place = await placeOf(tx, keys.tenantId, keys.place('street:530103002'))
    if (!place) return
    const by = { personId: null, postId: null, via: 'demo' as const }
    await saveDefaultPolicies(tx, { tenantId: keys.tenantId, at: until, by, authorId: null, placePath: place.path })
  })
}
