import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { TestClient } from '../../kernel/testing/app.ts'
import { choiceOf } from './consultation.ts'
import { castVote, planConsultation, stepConsultation } from './contract.ts'
import type { ConsultationId } from './events.ts'
import type { VoteCast } from './groups/vote.ts'

export const seeds = ['楼道里可以放鞋柜', '晚上十点后广场舞要停', '小区应当加装充电桩'] as const

type Plan = BodyOf<typeof planConsultation>

/** Plans a consultation for four weeks and opens it, unless it is to stay a draft. */
export async function consult(
  who: TestClient,
  placeId: PlaceId,
  { draft = false, ...more }: Partial<Plan> & { draft?: boolean } = {},
): Promise<{ id: ConsultationId; code: string }> {
  const made = await who.call(planConsultation, {
    body: {
      ...{ placeId, title: '公共空间怎么用', words: '说说您的想法', fromOn: '2026-11-23', untilOn: '2026-12-21' },
      ...{ moderation: 'before', statements: [...seeds], ...more },
    },
  })
  if (!draft) await who.call(stepConsultation, { params: { consultationId: made.id }, body: { step: 'open' } })
  return made
}

/** A phone on which nobody is signed in: it keeps its secret from request to request. */
export const device = (n: number) => ({ cookie: `liren_voter=${String(n).padStart(43, '0')}` })

/**
 * Two camps of so many people each, by devices: the first agrees to the even statements, the second to the odd ones,
 * and all to the first.
 */
export async function campsVote(anyone: TestClient, code: string, each: number, statements: number): Promise<void> {
  for (let n = 0; n < 2 * each; n++)
    for (let number = 0; number < statements; number++) {
      const choice = number === 0 || (number + n) % 2 === 0 ? 'agree' : 'disagree'
      const answer = await anyone.ask(castVote, { params: { code }, body: { number, choice } }, device(n))
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.error))
    }
}

/** One that is open: what the access matrix asks about. */
export async function consultationSubject(who: TestClient, placeId: PlaceId) {
  const { id, code } = await consult(who, placeId, {
    title: 'How to use the yard',
    words: 'Say what you think',
    statements: ['Bikes may stand in the yard', 'Dancing ends at ten', 'We need charging points'],
  })
  return { consultation: id, consultationCode: code }
}

/** The votes of a log, each person by a device. */
export async function neighboursVote(anyone: TestClient, code: string, log: readonly VoteCast[]): Promise<void> {
  for (const { person, statement, vote } of log) {
    const body = { number: statement, choice: choiceOf(vote) }
    const answer = await anyone.ask(castVote, { params: { code }, body }, device(person))
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.error))
  }
}
