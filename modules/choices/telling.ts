import type { PersonId } from '../../kernel/contract/ids.ts'
import type { Lang, Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { LedgerEvent } from '../../kernel/events/record.ts'
import { payloadOf, type Subscriber } from '../../kernel/events/subscriber.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import type { Day } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { notify } from '../notices/public.ts'
import { personsByLookups, phoneLookups } from '../people/public.ts'
import { type QuestionEvent, type QuestionEventName, questionEvents } from './events.ts'
import type { QuestionRecord } from './tables.ts'
import { asksSql } from './vote-service.ts'

interface Telling {
  readonly to: 'owners' | 'owner' | 'objector'
  readonly words: (question: QuestionRecord, event: QuestionEvent) => Words | null
}

const about = ({ title }: QuestionRecord) => `「${title}」`
const dayIn = (lang: Lang, day: Day | null) => (day ? formatDay(lang, day) : '')

/** Who hears of what. What was voted is never in a notice. */
const tellings: Partial<Record<QuestionEventName, Telling>> = {
  announced: {
    to: 'owners',
    words: (q) => ({
      zh: `请看公示：${about(q)}，${dayIn('zh', q.opens_on)}起征集业主意愿`,
      en: `Please read the notice: ${about(q)}. Owners are asked from ${dayIn('en', q.opens_on)}`,
    }),
  },
  opened: {
    to: 'owners',
    words: (q) => ({
      zh: `${about(q)}开始征集意愿，请在${dayIn('zh', q.closes_on)}前表决`,
      en: `${about(q)} is open: please vote by ${dayIn('en', q.closes_on)}`,
    }),
  },
  published: {
    to: 'owners',
    words: (q) => ({
      zh: `${about(q)}的结果已公布，${dayIn('zh', q.objections_until)}前可以提异议`,
      en: `The result of ${about(q)} is published. Objections are taken until ${dayIn('en', q.objections_until)}`,
    }),
  },
  cancelled: {
    to: 'owners',
    words: (q) =>
      q.announced_at
        ? { zh: `${about(q)}取消了：${q.cancelled_why}`, en: `${about(q)} was cancelled: ${q.cancelled_why}` }
        : null,
  },
  // Whoever did not hand in a slip learns of it, and can object.
  vote_taken: {
    to: 'owner',
    words: (q, { channel }) =>
      channel === 'phone'
        ? null
        : {
            zh: `${about(q)}已代您登记一票（${channel === 'paper' ? '纸质表决单' : '上门'}）。若不是您本人的意思，请更改或联系社区`,
            en: `A vote of yours on ${about(q)} was taken down (${channel === 'paper' ? 'paper slip' : 'at the door'}). If it is not yours, change it or tell the community`,
          },
  },
  objection_answered: {
    to: 'objector',
    words: (q) => ({ zh: `您对${about(q)}的异议有了答复`, en: `Your objection to ${about(q)} was answered` }),
  },
}

const byType = new Map(
  (Object.keys(tellings) as QuestionEventName[]).map((name) => [questionEvents[name] as string, name]),
)

/** Tells the owners whom a question asks and who sign in with the phone of the register, and those who objected. */
export const tellQuestions: Subscriber = {
  name: 'choices.telling',
  types: [...byType.keys()],
  handle: async (tx, event, { secrets }) => {
    const name = byType.get(event.type)
    const telling = name && tellings[name]
    const payload = payloadOf<QuestionEvent>(event)
    const { rows } = await sql<QuestionRecord>`select * from choices.questions
      where tenant_id = ${event.tenantId} and id = ${payload.questionId}`.execute(tx)
    const [question] = rows
    const words = question && telling?.words(question, payload)
    if (!question || !telling || !words) return
    await notify(tx, {
      tenantId: event.tenantId,
      personIds: await audience(tx, secrets, event, payload, question, telling.to),
      topic: `question_${name}`,
      subject: { kind: 'question', id: question.code },
      words,
      at: event.at,
    })
  },
}

async function audience(
  tx: Tx,
  secrets: Secrets,
  { tenantId }: LedgerEvent,
  payload: QuestionEvent,
  question: QuestionRecord,
  to: Telling['to'],
): Promise<readonly PersonId[]> {
  if (to === 'objector') {
    const { rows } = await sql<{ person_id: PersonId }>`select person_id from choices.objections
      where tenant_id = ${tenantId} and id = ${payload.objectionId ?? null}`.execute(tx)
    return rows.map(({ person_id }) => person_id)
  }
  const which =
    to === 'owner'
      ? sql`o.id = ${payload.ownerId ?? null}`
      : sql`exists (select from choices.questions q where q.tenant_id = o.tenant_id and q.compound_id = o.compound_id
          and q.id = ${question.id} and ${asksSql})`
  // From the phones themselves: while the key is changed, the two registers may have hashed one phone under different keys.
  const { rows } = await sql<{ sealed: Buffer }>`select o.phone_sealed as sealed from choices.owners o
    where o.tenant_id = ${tenantId} and o.phone_sealed is not null and ${which}`.execute(tx)
  return personsByLookups(
    tx,
    tenantId,
    rows.flatMap(({ sealed }) => phoneLookups(secrets, secrets.open(sealed))),
  )
}
