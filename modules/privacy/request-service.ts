import { systemActor } from '../../kernel/actor.ts'
import type { BodyOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { heldKinds } from '../../kernel/held.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { takeTurn } from '../../kernel/take-turn.ts'
import { takeByTenant } from '../../kernel/tenants.ts'
import { closingAfterWorkdays } from '../../kernel/time/working-time.ts'
import { calendarOf } from '../matters/public.ts'
import { notify } from '../notices/public.ts'
import { actingFor } from '../people/public.ts'
import type { AnswerBody, ask } from './contract.ts'
import { type Doing, hashOf, whose } from './doing.ts'
import { type RequestEvent, requestEvents, requestStream } from './events.ts'
import type { RequestId } from './kinds.ts'
import { lockAnswered } from './request-queries.ts'
import { eraseFor } from './retention.ts'
import { answererFor, settingsOf } from './settings.ts'
import type { RequestRecord } from './tables.ts'

const mostOpen = 10

type Telling = Pick<Doing, 'tenantId' | 'at' | 'by'>

const tell = (
  tx: Tx,
  { tenantId, at, by }: Telling,
  name: keyof typeof requestEvents,
  payload: RequestEvent,
): Promise<number> =>
  record(tx, {
    ...{ tenantId, at, actor: by, stream: requestStream(payload.requestId), type: requestEvents[name], payload },
  })

/** Somebody asks; it lands with the post that answers, with a clock of working days. */
export async function askFor(tx: Tx, doing: Doing, body: BodyOf<typeof ask>): Promise<ResponseOf<typeof ask>> {
  const { tenantId, actor, at, secrets } = doing
  const about = body.about ?? null
  if (about !== null && !heldKinds().some(({ code }) => code === about))
    fail('invalid', 'privacy.no_kind', {
      zh: '没有这类信息，请重新选择',
      en: 'There is no such kind. Please choose again',
    })
  await takeTurn(tx, tenantId, `privacy.ask ${actor.personId}`)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from privacy.requests
    where tenant_id = ${tenantId} and person_id = ${actor.personId} and state = 'open'`.execute(tx)
  if ((rows[0]?.n ?? 0) >= mostOpen)
    fail('refused', 'privacy.too_many', {
      zh: '已有多件申请在办，请等答复后再提',
      en: 'Several requests wait already. Please ask again once they are answered',
    })
  const { answerWorkdays } = await settingsOf(tx, tenantId)
  const holderPostId = await answererFor(tx, tenantId, actor.personId, at)
  const dueAt = closingAfterWorkdays(await calendarOf(tx, tenantId), at, answerWorkdays)
  const id: RequestId = newId<'privacy_request'>()
  const words = body.words.trim()
  await sql`insert into privacy.requests (tenant_id, id, person_id, kind, about, words_sealed, state, holder_post_id,
      asked_at, due_at)
    values (${tenantId}, ${id}, ${actor.personId}, ${body.kind}, ${about}, ${secrets.seal(words)}, 'open', ${holderPostId},
      ${at}, ${dueAt})`.execute(tx)
  await tell(tx, doing, 'asked', {
    ...{ requestId: id, personId: actor.personId, kind: body.kind, holderPostId, hash: hashOf(words) },
    set: {
      ...{ person_id: actor.personId, kind: body.kind, about, state: 'open', holder_post_id: holderPostId },
      ...{ asked_at: at.toISOString(), due_at: dueAt.toISOString(), outcome: null, ground: null, ended_at: null },
    },
  })
  await tellHolder(tx, { tenantId, at }, id, holderPostId, 'asked')
  return { id, dueAt: dueAt.toISOString() }
}

const holderWords = {
  asked: {
    zh: '有人就个人信息提出申请，请在期限内答复',
    en: 'Somebody asks about their personal data: answer in time',
  },
  soon: { zh: '个人信息申请三天内到期，请答复', en: 'A request about personal data is due within three days' },
  late: { zh: '个人信息申请已超期，请立即答复', en: 'A request about personal data is late: answer it now' },
} as const

async function tellHolder(
  tx: Tx,
  { tenantId, at }: { readonly tenantId: TenantId; readonly at: Date },
  id: RequestId,
  postId: PostId,
  when: keyof typeof holderWords,
): Promise<void> {
  const acting = await actingFor(tx, tenantId, postId, at)
  if (!acting) return
  await notify(tx, {
    ...{ tenantId, at, personIds: [acting.personId], topic: `privacy_${when}`, words: holderWords[when] },
    ...{ subject: { kind: 'data-request', id }, urgent: when === 'late' },
  })
}

/** The person takes it back. */
export async function withdrawRequest(tx: Tx, doing: Doing, id: RequestId): Promise<void> {
  const { tenantId, actor, at } = doing
  const { rows } = await sql<RequestRecord>`select * from privacy.requests where tenant_id = ${tenantId} and id = ${id}
    and person_id = ${actor.personId} for update`.execute(tx)
  refuseEnded(rows[0] ?? notFound())
  await sql`update privacy.requests set state = 'withdrawn', ended_at = ${at} where tenant_id = ${tenantId}
    and id = ${id}`.execute(tx)
  await tell(tx, doing, 'withdrawn', { requestId: id, set: { state: 'withdrawn', ended_at: at.toISOString() } })
}

function refuseEnded({ state }: RequestRecord): void {
  if (state !== 'open')
    fail('conflict', 'privacy.ended', { zh: '这件申请已经办结', en: 'This request has ended already' })
}

/** Answers with reasons, and tells the person. A yes to an erasure erases at once what may go; the event says how many rows. */
export async function answerRequest(tx: Tx, doing: Doing, id: RequestId, body: AnswerBody): Promise<void> {
  const { tenantId, at, secrets } = doing
  const row = await lockAnswered(tx, doing, id)
  refuseEnded(row)
  const { outcome } = body
  const ground = outcome === 'done' ? null : (body.ground ?? noGround())
  const words = body.words.trim()
  const by = { ...doing.by, postId: row.holder_post_id }
  const of = row.kind === 'erase' && outcome !== 'refused' && (await whose(tx, secrets, tenantId, row.person_id))
  const count = of ? await eraseFor(tx, { ...doing, by }, of, row.about) : null
  await sql`update privacy.requests set state = 'answered', ended_at = ${at}, outcome = ${outcome}, ground = ${ground},
    answer_sealed = ${secrets.seal(words)} where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  await tell(tx, { ...doing, by }, 'answered', {
    ...{ requestId: id, outcome, ground, hash: hashOf(words), ...(count === null ? {} : { erased: count }) },
    set: { state: 'answered', outcome, ground, ended_at: at.toISOString() },
  })
  await notify(tx, {
    ...{
      tenantId,
      at,
      personIds: [row.person_id],
      topic: 'privacy_answered',
      subject: { kind: 'data-request/mine', id },
    },
    words: { zh: '您的个人信息申请有答复了', en: 'Your request about your data is answered' },
  })
}

const noGround = (): never =>
  fail('invalid', 'privacy.no_ground', { zh: '没有照办的，请选择理由', en: 'Choose why it is not done' }, [
    { path: 'ground', words: { zh: '请选择理由', en: 'Choose a reason' } },
  ])

const soonMs = 3 * 24 * 3_600_000
const aTurn = 100

interface Waiting {
  readonly id: RequestId
  readonly postId: PostId
  readonly late: boolean
}

/** Tells who answers before a request is due, and when it is late: once each. @returns whether there was any. */
export async function remind({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<boolean> {
  const at = clock.now()
  const isDue = sql`state = 'open' and late_at is null
    and (due_at < ${at} or soon_at is null and due_at < ${new Date(at.getTime() + soonMs)})`
  const remindSome = async (tx: Tx, tenantId: TenantId) => {
    const { rows } = await sql<Waiting>`select id, holder_post_id as "postId", due_at < ${at} as late
      from privacy.requests where tenant_id = ${tenantId} and ${isDue}
      order by due_at limit ${aTurn} for update skip locked`.execute(tx)
    for (const { id, postId, late } of rows) {
      const column = late ? 'late_at' : 'soon_at'
      await sql`update privacy.requests set ${sql.ref(column)} = ${at} where tenant_id = ${tenantId} and id = ${id}`.execute(
        tx,
      )
      await tell(tx, { tenantId, at, by: systemActor }, 'reminded', {
        requestId: id,
        set: { [column]: at.toISOString() },
      })
      await tellHolder(tx, { tenantId, at }, id, postId, late ? 'late' : 'soon')
    }
    return rows.length > 0
  }
  const waiting = sql`select tenant_id from privacy.requests where ${isDue}`
  return (await takeByTenant(db, waiting, (tenantId) => db.tx((tx) => remindSome(tx, tenantId)))) > 0
}

export const remindTick: Tick = { name: 'privacy.remind', everyMs: 10 * 60_000, run: remind }
