import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/contract/ids.ts'
import {
  costIdea,
  endIdea,
  endorseIdea,
  giveIdea,
  mergeIdeas,
  moderate,
  numberForms,
  passDays,
  planCall,
  sayRemark,
  stepCall,
  typeInForm,
} from '../../../modules/ideas/public.ts'
import { dateOf, day, minute } from '../district/calendar.ts'
import type { District } from '../district/district.ts'
import { tolerate } from '../enterprise/matter-steps.ts'
import { officer, person } from '../enterprise/offices.ts'
import type { Turn } from '../enterprise/play-firms.ts'
import type { Stage } from '../replay.ts'
import { moderatedMs, type PlannedCall, type PlannedIdea, planCalls } from './plan.ts'
import { answers, declineWords, questions } from './words.ts'

const desk = 'post:community_desk:530103005006'

/** What stands so far, as the turns bring it about. */
interface Book {
  readonly calls: Map<PlannedCall, { readonly id: Id<'call'>; readonly code: string }>
  readonly ideas: Map<PlannedIdea, Id<'idea'>>
  forms: number
}

/** A year of calls for ideas, played through the real use cases in the order of time. @returns what was planned, and as what it stands */
export async function playIdeas(
  stage: Stage,
  district: District,
  { seed, log }: { seed: number; log: (line: string) => void },
): Promise<{ calls: readonly PlannedCall[]; ideas: ReadonlyMap<PlannedIdea, Id<'idea'>> }> {
  const calls = planCalls(district, { seed, until: stage.until })
  const count = calls.reduce((sum, { ideas }) => sum + ideas.length, 0)
  log(`playing ${count} golden ideas …`)
  const book: Book = { calls: new Map(), ideas: new Map(), forms: 0 }
  const names = new Map(district.persons.map(({ key, zh, phone }) => [key, { name: zh, phone }]))
  const turns = calls.flatMap((call) => turnsOf(stage, book, call, names))
  for (const turn of turns.filter(({ at }) => at < stage.until).sort((a, b) => a.at.getTime() - b.at.getTime()))
    await turn.play()
  await stage.db.tx((tx) => passDays(tx, stage.keys.tenantId, stage.until))
  return { calls, ideas: book.ideas }
}

type Names = ReadonlyMap<string, { readonly name: string; readonly phone: string }>

function turnsOf(stage: Stage, book: Book, call: PlannedCall, names: Names): Turn[] {
  const { tenantId } = stage.keys
  const closeAt = new Date(call.untilAt.getTime() + day)
  return [
    { at: call.plannedAt, play: () => plan(stage, book, call) },
    { at: call.openAt, play: () => step(stage, book, call, 'open', call.openAt) },
    { at: closeAt, play: () => stage.db.tx((tx) => passDays(tx, tenantId, closeAt)) },
    ...call.ideas.flatMap((idea) => ideaTurns(stage, book, { call, idea, names })),
    ...(call.decidedAt
      ? [{ at: call.decidedAt, play: () => decide(stage, book, call, call.decidedAt ?? closeAt) }]
      : []),
  ]
}

const doing = (stage: Stage, actor: Actor | null, at: Date, via: 'demo' = 'demo') => ({
  ...{ tenantId: stage.keys.tenantId, actor, at, secrets: stage.secrets },
  by: { personId: actor?.personId ?? null, postId: null, via },
})

async function staff(stage: Stage, at: Date) {
  const { actor } = await officer(stage, desk, at)
  return { ...doing(stage, actor, at), actor }
}

const resident = (stage: Stage, key: string, at: Date) => {
  const actor = person(stage, stage.keys.person(key))
  return { ...doing(stage, actor, at), actor }
}

async function plan(stage: Stage, { calls }: Book, call: PlannedCall): Promise<void> {
  const at = call.plannedAt
  const planning = await staff(stage, at)
  const { title, words, theme, moderation, budgetFen } = call
  const made = await stage.db.tx((tx) =>
    planCall(tx, planning, {
      ...{ placeId: stage.keys.place(call.place), title, words, theme, moderation, mayBeAnonymous: true },
      ...{ fromOn: dateOf(call.openAt), untilOn: dateOf(call.untilAt) },
      ...(budgetFen ? { budgetHintFen: budgetFen } : {}),
    }),
  )
  calls.set(call, made)
}

async function step(stage: Stage, { calls }: Book, call: PlannedCall, what: 'open' | 'decide', at: Date) {
  const id = calls.get(call)?.id
  if (!id) return
  await tolerate(stage, `call ${what}`, async () => {
    const stepping = await staff(stage, at)
    await stage.db.tx((tx) => stepCall(tx, stepping, id, what, null))
    if (what === 'open') await stage.db.tx((tx) => numberForms(tx, stepping, id, 40))
  })
}

/** What nobody ended is declined with a word before the call is finished: none stays open. */
async function decide(stage: Stage, book: Book, call: PlannedCall, at: Date): Promise<void> {
  const ending = await staff(stage, new Date(at.getTime() - 5 * minute))
  for (const idea of call.ideas) {
    const id = book.ideas.get(idea)
    if (!id || idea.mergedInto || idea.end) continue
    await tolerate(stage, 'idea late end', () => end(stage, ending, id, { decline: 'other' }))
  }
  await step(stage, book, call, 'decide', at)
}

interface Cast {
  readonly call: PlannedCall
  readonly idea: PlannedIdea
  readonly names: Names
}

function ideaTurns(stage: Stage, book: Book, cast: Cast): Turn[] {
  const { idea, call } = cast
  const withId = (what: string, at: Date, run: (id: Id<'idea'>) => Promise<void>): Turn => ({
    at,
    play: async () => {
      const id = book.ideas.get(idea)
      if (id) await tolerate(stage, `idea ${what}`, () => run(id))
    },
  })
  const { end: ended, mergedInto, asks } = idea
  const lookedAt = new Date(idea.at.getTime() + moderatedMs)
  const mergedAt = new Date(call.untilAt.getTime() + day + 6 * 60 * minute)
  return [
    { at: idea.at, play: () => give(stage, book, cast) },
    ...(call.moderation === 'before'
      ? [withId('published', lookedAt, async (id) => publish(stage, id, lookedAt))]
      : []),
    ...idea.endorsers.map(({ person: who, at }) =>
      withId('endorsed', at, async (id) => {
        await stage.db.tx((tx) => endorseIdea(tx, resident(stage, who, at), id, true))
      }),
    ),
    ...(asks ? [withId('asked', asks.at, (id) => ask(stage, id, asks))] : []),
    ...(mergedInto ? [withId('merged', mergedAt, (id) => merge(stage, book, cast, id, mergedInto, mergedAt))] : []),
    ...(ended && !mergedInto ? [withId('ended', ended.at, async (id) => endWithCost(stage, idea, id, ended))] : []),
  ]
}

async function give(stage: Stage, book: Book, { call, idea, names }: Cast): Promise<void> {
  const code = book.calls.get(call)?.code
  if (!code) return
  const { title, body, point, at, anonymous, author } = idea
  const said = { title, body, placeId: stage.keys.place(idea.place), point: { lng: point[0], lat: point[1] } }
  await tolerate(stage, 'idea', async () => {
    if (idea.paper) {
      const helper = await staff(stage, at)
      const { name = '', phone = '' } = names.get(author) ?? {}
      const agreed = { consent: true as const, consentVersion: 1 }
      const form = { ...said, formNumber: ++book.forms, name, phone, ...agreed }
      const uploader = { personId: helper.actor.personId, key: null }
      const { id } = await stage.db.tx((tx) => typeInForm(tx, helper, code, form, uploader))
      book.ideas.set(idea, id)
      return
    }
    const giving = resident(stage, author, at)
    const uploader = { personId: giving.actor.personId, key: null }
    const { id } = await stage.db.tx((tx) => giveIdea(tx, giving, code, { ...said, anonymous }, uploader))
    book.ideas.set(idea, id)
  })
}

async function publish(stage: Stage, id: Id<'idea'>, at: Date): Promise<void> {
  const looking = await staff(stage, at)
  await stage.db.tx((tx) => moderate(tx, looking, id, { act: 'publish' }))
}

async function ask(stage: Stage, id: Id<'idea'>, asks: NonNullable<PlannedIdea['asks']>): Promise<void> {
  const words = questions[asks.n] ?? questions[0]
  const asked = await stage.db.tx((tx) => sayRemark(tx, resident(stage, asks.person, asks.at), id, { words }))
  const at = new Date(asks.at.getTime() + 20 * 60 * minute)
  if (at >= stage.until || asked.state !== 'published') return
  const answering = await staff(stage, at)
  const answer = { words: answers[asks.n] ?? answers[0], questionId: asked.id }
  await stage.db.tx((tx) => sayRemark(tx, answering, id, answer))
}

async function merge(
  stage: Stage,
  book: Book,
  { call }: Cast,
  id: Id<'idea'>,
  into: PlannedIdea,
  at: Date,
): Promise<void> {
  const callId = book.calls.get(call)?.id
  const intoId = book.ideas.get(into)
  if (!callId || !intoId) return
  const merging = await staff(stage, at)
  await stage.db.tx((tx) => mergeIdeas(tx, merging, callId, { ideaIds: [id, intoId], intoId }))
}

type Ended = NonNullable<PlannedIdea['end']>

async function endWithCost(stage: Stage, idea: PlannedIdea, id: Id<'idea'>, ended: Ended): Promise<void> {
  const ending = await staff(stage, ended.at)
  if (idea.costFen > 0)
    await stage.db.tx((tx) => costIdea(tx, ending, id, { costFen: idea.costFen, note: '按现场量的尺寸估算' }))
  await end(stage, ending, id, 'adopt' in ended ? { adopt: true } : { decline: ended.decline })
}

type Ending = { readonly adopt: true } | { readonly decline: keyof typeof declineWords }

async function end(stage: Stage, ending: Awaited<ReturnType<typeof staff>>, id: Id<'idea'>, how: Ending) {
  const words = 'adopt' in how ? '列入今年的改造清单，方案出来后会公示。' : declineWords[how.decline]
  await stage.db.tx((tx) =>
    endIdea(tx, ending, id, 'adopt' in how ? { end: 'adopt', words } : { end: 'decline', reason: how.decline, words }),
  )
}
