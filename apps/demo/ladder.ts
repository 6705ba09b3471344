import { Failure } from '../../kernel/contract/errors.ts'
import { dayMs } from '../../kernel/time/day.ts'
import {
  type ActBody,
  act,
  beginLadder,
  type LadderStep,
  nextLadderStep,
  saveLadderVersion,
  usualLadder,
} from '../../modules/matters/public.ts'
import { officer } from './enterprise/offices.ts'
import { actorOf, type Stage } from './replay.ts'

const hourMs = 3_600_000

/** The office set the usual ladder so long ago. What was played before knew none. */
const daysAgo = 5

const answers = [
  '已联系施工方，材料今天到场，明天上午完工；延误已向居民说明。',
  '现场已看过，需要和产权单位一起处理，已约好碰头时间，三天内给出办法。',
  '前期找错了责任单位，现已对接到位，今天安排人员上门。',
  '已经先做了围挡和提示，维修队排到后天，完成后请居民确认。',
] as const
const outcome = '约谈已进行：说明了拖延的原因，明确了完成的日子和每天报进展的人。'

/**
 * What the ladder did since then about what is still late: reminders, orders, bulletins and talks, each at its moment. Most
 * orders were answered some hours later, and some talks were held; what is left waits for whoever opens the demo.
 */
export async function playLadder(stage: Stage): Promise<void> {
  const { db, keys, until } = stage
  const from = new Date(until.getTime() - daysAgo * dayMs)
  const { actor, by, at } = await officer(stage, 'post:administrator', from)
  const ladder = { ...usualLadder, steps: usualLadder.steps.map((step) => ({ ...step })) }
  const doing = { actor, eventActor: by, at }
  await db.tx((tx) => saveLadderVersion(tx, doing, { base: 1, source: '街道督办办法（示例）', ladders: [ladder] }))
  await beginLadder(db, keys.tenantId, at)
  let taken = 0
  for (;;) {
    const step = await nextLadderStep(db, keys.tenantId, until)
    if (step === undefined) return
    // Every fourth order and every second talk is still waited for.
    if (step?.what === 'order' && ++taken % 4 !== 0) await answer(stage, step, taken)
    if (step?.what === 'talk' && ++taken % 2 !== 0) await hold(stage, step)
  }
}

/** Whoever holds the matter says why it is late, before the next step is due. */
const answer = (stage: Stage, step: LadderStep, n: number): Promise<void> =>
  play(stage, step, step.holderPostId, {
    at: new Date(step.at.getTime() + (2 + (n % 3)) * hourMs),
    input: { action: 'answer_order', words: answers[n % answers.length] ?? '' },
  })

const hold = (stage: Stage, step: LadderStep): Promise<void> =>
  play(stage, step, step.byPostId ?? step.holderPostId, {
    at: new Date(step.at.getTime() + 20 * hourMs),
    input: { action: 'record_talk', words: outcome },
  })

async function play(
  stage: Stage,
  { matterId }: LadderStep,
  postId: LadderStep['holderPostId'],
  { at, input }: { at: Date; input: ActBody },
): Promise<void> {
  const actor = at < stage.until ? await actorOf(stage, postId, at) : null
  if (!actor) return
  const eventActor = { personId: actor.personId, postId: null, via: 'desk' as const }
  const uploader = { personId: actor.personId, key: null }
  try {
    await stage.db.tx((tx) => act(tx, { actor, eventActor, matterId, input, at, uploader }))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const name = `${input.action}: ${error.reason}`
    stage.refused.set(name, (stage.refused.get(name) ?? 0) + 1)
  }
}
