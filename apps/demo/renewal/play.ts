import type { Id } from '../../../kernel/contract/ids.ts'
import { ideaBriefs } from '../../../modules/ideas/public.ts'
import {
  addItem,
  addSpot,
  beginStage,
  changeItem,
  type Doing,
  finishStage,
  giveDelay,
  nameInspector,
  originsFor,
  passDays,
  planProject,
  planStages,
  stepProject,
} from '../../../modules/renewal/public.ts'
import { dateOf, hour, minute } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import type { Turn } from '../enterprise/play-firms.ts'
import type { PlannedCall, PlannedIdea } from '../ideas/plan.ts'
import type { Stage } from '../replay.ts'
import { drawYards } from './pictures.ts'
import { planRenewals } from './plan.ts'
import { type Playing, staff } from './playing.ts'
import type { PlannedStage } from './roads.ts'
import { showStage } from './show-stage.ts'

/** Two renewals that came from the year's ideas, played through the real use cases in the order of time. */
export async function playRenewals(
  stage: Stage,
  district: District,
  given: { readonly calls: readonly PlannedCall[]; readonly ideas: ReadonlyMap<PlannedIdea, Id<'idea'>> },
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const plans = planRenewals(district, given.calls, { seed, until: stage.until })
  log(`playing ${plans.length} renewals …`)
  const names = new Map(district.persons.map(({ key, zh, phone }) => [key, { name: zh, phone }]))
  const yards = await drawYards()
  const turns = plans.flatMap((planned) =>
    turnsOf({ stage, planned, names, yards, ideas: given.ideas, id: null, code: '', items: [], spots: [] }),
  )
  for (const turn of turns.filter(({ at }) => at <= stage.until).sort((a, b) => a.at.getTime() - b.at.getTime()))
    await turn.play()
  await stage.db.tx((tx) => passDays(tx, stage.keys.tenantId, stage.until))
}

function turnsOf(playing: Playing): Turn[] {
  const { stage, planned } = playing
  const startAt = new Date((planned.stages[0]?.beganAt ?? stage.until).getTime() - hour)
  const run = (what: string, at: Date, play: (doing: Doing, id: Id<'renewal'>) => Promise<void>): Turn => ({
    at,
    play: () =>
      tolerate(stage, `renewal ${what}`, async () => {
        if (playing.id) await play(await staff(stage, at), playing.id)
      }),
  })
  return [
    { at: planned.plannedAt, play: () => tolerate(stage, 'renewal plan', () => plan(playing)) },
    run('start', startAt, (doing, id) =>
      stage.db.tx(async (tx) => void (await stepProject(tx, doing, id, { step: 'start' }))),
    ),
    ...planned.stages.flatMap((row) => stageTurns(playing, row, run)),
    ...(planned.key === 'one'
      ? [run('hazards', new Date(stage.until.getTime() - 60 * hour), (doing, id) => takeUpHazards(playing, doing, id))]
      : []),
    ...planned.delays.map((delay, n) =>
      run('delay', new Date(delay.at.getTime() + n * minute), (doing, id) =>
        stage.db.tx(async (tx) => {
          await passDays(tx, doing.tenantId, doing.at)
          const { reason, words } = delay
          await giveDelay(tx, doing, id, delay.stage, { reason, words, newOn: dateOf(delay.newAt) })
        }),
      ),
    ),
  ]
}

/** Reported in the compound and still open: they are put right with the works, which are not accepted before. */
async function takeUpHazards({ stage, planned, items }: Playing, doing: Doing, id: Id<'renewal'>): Promise<void> {
  const itemId = items.at(-1)
  if (!itemId) return
  await stage.db.tx(async (tx) => {
    const { hazards } = await originsFor(tx, doing, stage.keys.place(planned.place))
    const hazardIds = hazards.slice(0, 2).map((hazard) => hazard.id)
    if (hazardIds.length > 0) await changeItem(tx, doing, id, itemId, { hazardIds })
  })
}

type Run = (what: string, at: Date, play: (doing: Doing, id: Id<'renewal'>) => Promise<void>) => Turn

function stageTurns(playing: Playing, row: PlannedStage, run: Run): Turn[] {
  const { db } = playing.stage
  const { stage, beganAt, finishedAt } = row
  if (!beganAt) return []
  // Two that weekends push to one morning: what is finished comes first.
  const begin = run(`begin ${stage}`, new Date(beganAt.getTime() + 40 * minute), (doing, id) =>
    db.tx((tx) => beginStage(tx, doing, id, stage)),
  )
  const shown = showStage(playing, row)
  if (!finishedAt) return [begin, ...shown]
  const finish = run(`finish ${stage}`, new Date(finishedAt.getTime() + 20 * minute), (doing, id) =>
    db.tx(async (tx) => void (await finishStage(tx, doing, id, stage))),
  )
  return [begin, ...shown, finish]
}

async function plan(playing: Playing): Promise<void> {
  const { stage, planned } = playing
  const doing = await staff(stage, planned.plannedAt)
  const { keys, db } = stage
  const made = await db.tx((tx) =>
    planProject(tx, doing, {
      ...{ placeId: keys.place(planned.place), title: planned.title, words: planned.words },
      touchedPlaceIds: planned.touched.map((key) => keys.place(key)),
      ...{ households: planned.households, householdsSource: '房屋台账', consent: 'two_thirds' as const },
    }),
  )
  playing.id = made.id
  playing.code = made.code
  for (const item of planned.items) {
    const given = item.ideas.flatMap((idea) => playing.ideas.get(idea) ?? [])
    const added = await db.tx(async (tx) => {
      const briefs = await ideaBriefs(tx, { tenantId: keys.tenantId, secrets: stage.secrets }, given)
      const ideaIds = briefs.filter(({ adopted }) => adopted).map(({ id }) => id)
      const { code, words, plannedFen } = item
      return addItem(tx, doing, made.id, { code, words, plannedFen, placeId: keys.place(item.place), ideaIds })
    })
    playing.items.push(added.id)
  }
  const days = planned.stages.map(({ stage: code, fromAt, untilAt }) => ({
    ...{ stage: code, fromOn: dateOf(fromAt), untilOn: dateOf(untilAt) },
  }))
  await db.tx((tx) => planStages(tx, doing, made.id, { stages: days }))
  for (const { name, place, item } of planned.spots) {
    const [lng = 0, lat = 0] = place.point
    const itemId = playing.items[item] ?? null
    const spot = { name, placeId: keys.place(place.key), point: { lng, lat }, itemId }
    playing.spots.push((await db.tx((tx) => addSpot(tx, doing, made.id, spot))).id)
  }
  for (const key of planned.inspectors) {
    const { name = '', phone = '' } = playing.names.get(key) ?? {}
    await db.tx((tx) => nameInspector(tx, doing, made.id, { name, phone }))
  }
}
