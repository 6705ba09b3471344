import type { Id } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import {
  addVoter,
  type BudgetId,
  castMany,
  countBudget,
  type PlayedBallot,
  passBudgetDay,
  planBudget,
  stepBudget,
  type VoterId,
} from '../../../modules/choices/public.ts'
import { costedIdeasOf } from '../../../modules/ideas/public.ts'
import { afterOffice, day } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { officer } from '../enterprise/offices.ts'
import { planCalls } from '../ideas/plan.ts'
import type { Stage } from '../replay.ts'
import { marksOf, type PlannedVote, planVotes } from './plan.ts'

const desk = 'post:community_desk:530103005006'
const community = 'community:530103005006'
const noticeDays = 7
const mostItems = 24

/** Nothing is queued while the demo is filled: what a job would do is played here. */
const jobs = { enqueue: async () => {}, close: async () => {} }

/** Votes on the ideas of two calls: one with 1,900 ballots that were counted, one that is open. */
export async function playVotes(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<void> {
  const titles = new Map(planCalls(district, { seed, until: stage.until }).map(({ key, title }) => [key, title]))
  for (const vote of planVotes({ seed, until: stage.until })) {
    log(`playing a vote of ${vote.voters.length} neighbours …`)
    await playVote(stage, vote, titles.get(vote.call) ?? '')
  }
}

async function staff(stage: Stage, at: Date) {
  return { ...(await officer(stage, desk, at)), tenantId: stage.keys.tenantId, secrets: stage.secrets }
}

async function playVote(stage: Stage, vote: PlannedVote, callTitle: string): Promise<void> {
  const { db, keys, secrets, until } = stage
  const { tenantId } = keys
  const planning = await staff(stage, vote.plannedAt)
  const made = await db.tx(async (tx) => {
    const { rows: calls } = await sql<{ id: Id<'call'> }>`select id from ideas.calls where tenant_id = ${tenantId}
      and title = ${callTitle}`.execute(tx)
    const [call] = calls
    if (!call) return null
    const ideas = (await costedIdeasOf(tx, planning, call.id)).rows.slice(0, mostItems)
    if (ideas.length < 2) return null
    const items = ideas.map(({ ideaId, title, words, costFen }) => ({ ideaId, title, words, costFen }))
    const budget =
      Math.round((vote.share * items.reduce((sum, { costFen }) => sum + costFen, 0)) / 1_000_000) * 1_000_000
    const { title, words, kind, most, votingDays } = vote
    const plan = { title, words, kind, most, votingDays, noticeDays, rule: 'shares' as const, callId: call.id, items }
    const budgetFen = Math.max(budget, ...items.map(({ costFen }) => costFen))
    const { id } = await planBudget(tx, planning, { placeId: keys.place(community), budgetFen, ...plan })
    await stepBudget(tx, planning, id, { step: 'announce', why: null, jobs })
    const elders: VoterId[] = []
    for (const elder of vote.elders) elders.push((await addVoter(tx, planning, id, elder)).id)
    return { id, elders, items: items.length }
  })
  if (!made) return
  const opensAt = afterOffice(new Date(vote.plannedAt.getTime() + noticeDays * day), 5)
  for (let on = 0; on <= vote.votingDays; on++) {
    const at = new Date(opensAt.getTime() + on * day)
    if (at >= until) return
    await db.tx((tx) => passBudgetDay(tx, tenantId, { secrets, jobs, at }))
    const ballots = ballotsOn(vote, on, made)
    const evening = new Date(Math.min(at.getTime() + day / 4, until.getTime()))
    if (ballots.length > 0) await db.tx((tx) => castMany(tx, { tenantId, secrets, at: evening }, made.id, ballots))
  }
  await countAndPublish(stage, made.id, new Date(opensAt.getTime() + (vote.votingDays + 1) * day))
}

function ballotsOn(vote: PlannedVote, on: number, made: { elders: readonly VoterId[]; items: number }): PlayedBallot[] {
  return vote.voters
    .filter((one) => one.on === on)
    .flatMap((one): PlayedBallot[] => {
      const ballot = { marks: marksOf(vote, one, made.items), seed: one.seed }
      if ('phone' in one.voter) return [{ voter: one.voter, channel: 'phone', ...ballot }]
      const voterId = made.elders[one.voter.elder]
      const channel = one.voter.elder % 3 === 0 ? ('paper' as const) : ('code' as const)
      return voterId ? [{ voter: { voterId }, channel, ...ballot }] : []
    })
}

async function countAndPublish(stage: Stage, id: BudgetId, at: Date): Promise<void> {
  const { db, keys, secrets } = stage
  await db.tx((tx) => countBudget(tx, { tenantId: keys.tenantId, secrets, at }, id))
  const publishedAt = afterOffice(new Date(at.getTime() + day), 20)
  const publishing = await staff(stage, publishedAt)
  await db.tx((tx) => stepBudget(tx, publishing, id, { step: 'publish', why: null, jobs }))
}
