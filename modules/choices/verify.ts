import { isDeepStrictEqual } from 'node:util'
import { sql } from '../../kernel/db.ts'
import { type LedgerEvent, readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { verifyBudgets } from './budget/verify.ts'
import { countOf, outcomeJson } from './counting.ts'
import {
  type HoldingFacts,
  type OwnerEvent,
  ownerStream,
  type QuestionEvent,
  questionEvents,
  questionStream,
} from './events.ts'
import type { QuestionState } from './question.ts'
import { rollFacts } from './question-service.ts'
import { hashOf, wordsHash } from './question-store.ts'
import type { HoldingRecord, OwnerId, QuestionRecord, VoteRecord } from './tables.ts'

/**
 * Holds the register and the questions against the ledger: rooms and areas, states, words, who was on the roll with how
 * much, every vote that counts, and the count itself.
 */
export const verifyChoices: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const { rows: owners } = await sql<{ id: OwnerId }>`select id from choices.owners where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const { id } of owners) await verifyOwner(verifying, id)
  const { rows: questions } = await sql<QuestionRecord>`select * from choices.questions where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const question of questions) await verifyQuestion(verifying, question)
  const budgets = await verifyBudgets(verifying)
  return { owners: owners.length, questions: questions.length, budgets }
}

async function verifyOwner({ tx, tenantId, report }: Verifying, id: OwnerId): Promise<void> {
  const stream = ownerStream(id)
  const story = (await readStream(tx, tenantId, stream)) as unknown as LedgerEvent<OwnerEvent>[]
  const told = new Map<string, HoldingFacts>()
  for (const { payload } of story) for (const held of payload.holdings ?? []) told.set(held.id, held)
  const { rows } = await sql<HoldingRecord>`select id, owner_id, room_id, building_id, area_cm2, area_source, from_on,
    to_on from choices.holdings where tenant_id = ${tenantId} and owner_id = ${id}`.execute(tx)
  for (const row of rows) {
    const stands = {
      ...{ id: row.id, roomId: row.room_id, areaCm2: row.area_cm2, areaSource: row.area_source },
      ...{ fromOn: row.from_on, toOn: row.to_on },
    }
    if (!isDeepStrictEqual(told.get(row.id), stands))
      report({ check: 'choices.holding', stream, what: `holding ${row.id} is not as the ledger tells it` })
  }
  if (rows.length !== told.size)
    report({ check: 'choices.holding', stream, what: `${rows.length} rooms stand, the ledger says ${told.size}` })
}

const stateAfter: Readonly<Record<string, QuestionState>> = {
  [questionEvents.planned]: 'draft',
  [questionEvents.announced]: 'announced',
  [questionEvents.opened]: 'open',
  [questionEvents.closed]: 'closed',
  [questionEvents.published]: 'published',
  [questionEvents.cancelled]: 'cancelled',
}

type Story = readonly LedgerEvent<QuestionEvent>[]
type Fault = (check: string, what: string) => void

async function verifyQuestion(verifying: Verifying, question: QuestionRecord): Promise<void> {
  const { tx, tenantId, report } = verifying
  const stream = questionStream(question.id)
  const story = (await readStream(tx, tenantId, stream)) as unknown as Story
  const fault: Fault = (check, what) =>
    report({ check: `choices.${check}`, stream, what: `${question.title}: ${what}` })
  const told = story.flatMap(({ type }) => stateAfter[type] ?? []).at(-1)
  if (told !== question.state) fault('state', `stands as ${question.state}, the ledger says ${told ?? 'nothing'}`)
  const said = story.filter(({ type }) => type === questionEvents.planned || type === questionEvents.changed).at(-1)
  if (said?.payload.hash !== wordsHash(question)) fault('words', 'its words are not those that were recorded')
  const opened = story.find(({ type }) => type === questionEvents.opened)
  if (opened && opened.payload.facts?.rollHash !== (await rollFacts(tx, question)).rollHash)
    fault('roll', 'who may vote is not who could when it was opened')
  await verifyVotes(verifying, question, story, fault)
  const closed = story.find(({ type }) => type === questionEvents.closed)
  if (closed && !isDeepStrictEqual(closed.payload.facts?.outcome, outcomeJson(await countOf(tx, question))))
    fault('count', 'the votes do not come to the count that was recorded')
}

async function verifyVotes({ tx, tenantId }: Verifying, { id }: QuestionRecord, story: Story, fault: Fault) {
  const { rows } = await sql<VoteRecord>`select * from choices.votes where tenant_id = ${tenantId}
    and question_id = ${id}`.execute(tx)
  const { rows: objections } = await sql<{ id: string; words: string; answer: string | null }>`select id, words, answer
    from choices.objections where tenant_id = ${tenantId} and question_id = ${id}`.execute(tx)
  const taken = new Map(story.flatMap(({ payload }) => (payload.voteId ? [[payload.voteId as string, payload]] : [])))
  const replaced = new Set(story.flatMap(({ payload }) => payload.replaces ?? []))
  for (const vote of rows) {
    const told = taken.get(vote.id)
    const as = told && told.ownerId === vote.owner_id && told.choice === vote.choice && told.channel === vote.channel
    if (!as || replaced.has(vote.id) !== (vote.replaced_at !== null))
      fault('vote', `vote ${vote.id} is not as it was taken`)
  }
  if (rows.length !== taken.size) fault('vote', `${rows.length} votes stand, the ledger says ${taken.size}`)
  for (const objection of objections) {
    const told = story.filter(({ payload }) => payload.objectionId === objection.id).map(({ payload }) => payload.hash)
    const stands = [objection.words, ...(objection.answer ? [objection.answer] : [])].map(hashOf)
    if (!isDeepStrictEqual(told, stands)) fault('objection', `objection ${objection.id} was altered`)
  }
}
