import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PlaceId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import { type Doing, type Firm, firmOf, firmsOfMember, firmWriters } from '../enterprises/public.ts'
import { placeOf } from '../places/public.ts'
import type { OpeningBody } from './contract.ts'
import { type OpeningEvent, type OpeningEventName, type OpeningId, openingEvents, openingStream } from './events.ts'
import { afterStep, type OpeningStep } from './opening.ts'
import { type OpeningSource, readOpenings } from './opening-queries.ts'
import { dropReferrals } from './referral-store.ts'

const invalid = (path: string, zh: string, en: string): never =>
  fail('invalid', `employment.bad_${path}`, { zh, en }, [{ path, words: { zh, en } }])

/** What may be done for a firm: as one of its members, as staff who keep its place, or (`actor` null) as the program. */
export interface Standing {
  readonly member: boolean
  readonly writer: boolean
}

async function standingAt(tx: Tx, { actor, tenantId }: Doing, firm: Firm): Promise<Standing> {
  if (!actor) return { member: false, writer: true }
  const member = (await firmsOfMember(tx, tenantId, actor.personId)).some(({ id }) => id === firm.id)
  const writer = actor.posts.some(
    (post) =>
      (firmWriters as readonly Role[]).includes(post.role) &&
      (post.role === 'grid_worker'
        ? post.gridId !== null && post.gridId === firm.gridId
        : firm.placePath.startsWith(post.placePath)),
  )
  return { member, writer }
}

/** The firm as the actor may see it (else 404), and how the actor stands to it. */
export async function firmFor(tx: Tx, doing: Doing, firmId: FirmId): Promise<{ firm: Firm; standing: Standing }> {
  const firm = (await firmOf(tx, doing.actor ?? doing.tenantId, firmId)) ?? notFound()
  if (firm.state === 'merged') notFound()
  return { firm, standing: await standingAt(tx, doing, firm) }
}

/** An opening with its firm; locked where it is to be changed. */
export async function openingFor(tx: Tx, doing: Doing, openingId: OpeningId, lock = false) {
  if (lock)
    await sql`select from employment.openings where tenant_id = ${doing.tenantId} and id = ${openingId} for update`.execute(
      tx,
    )
  const [source] = await readOpenings(tx, doing.tenantId, sql`o.id = ${openingId}`)
  const opening = source ?? notFound()
  return { opening, ...(await firmFor(tx, doing, opening.firm_id)) }
}

const mayWrite = ({ member, writer }: Standing) => member || writer || forbidden()

function check(body: Omit<OpeningBody, 'id' | 'placeId' | 'fromOn'>, today: string): void {
  if (body.payToFen < body.payFromFen) invalid('payToFen', '上限不能低于下限', 'The upper end lies below the lower one')
  if (body.untilOn < today) invalid('untilOn', '截止日期已经过了', 'That day has passed')
}

const cleanWords = (words: readonly string[]) => [...new Set(words.map((word) => word.trim()).filter(Boolean))]

async function placeFor(tx: Tx, { tenantId }: Doing, placeId: PlaceId): Promise<PlaceId> {
  const place = await placeOf(tx, tenantId, placeId)
  if (!place || place.ended) invalid('placeId', '没有这个地点', 'There is no such place')
  return placeId
}

/** 发布岗位. */
export async function openJob(tx: Tx, doing: Doing, firmId: FirmId, body: OpeningBody): Promise<OpeningId> {
  const { firm, standing } = await firmFor(tx, doing, firmId)
  mayWrite(standing)
  if (firm.state !== 'active') fail('refused', 'employment.firm_is_gone', firmIsGone)
  const today = dayOf(doing.at)
  check(body, today)
  const fromOn = body.fromOn ?? today
  if (fromOn > body.untilOn) invalid('untilOn', '截止要晚于开始', 'It ends before it begins')
  const id = body.id ?? newId<'opening'>()
  const placeId = await placeFor(tx, doing, body.placeId ?? firm.placeId)
  await sql`insert into employment.openings (tenant_id, id, firm_id, title, headcount, hours, pay_unit, pay_from_fen,
      pay_to_fen, education, experience_months, skills, place_id, words, from_on, until_on, state, by_firm, opened_by,
      opened_at, changed_at)
    values (${doing.tenantId}, ${id}, ${firmId}, ${body.title.trim()}, ${body.headcount}, ${body.hours}, ${body.payUnit},
      ${body.payFromFen}, ${body.payToFen}, ${body.education}, ${body.experienceMonths}, ${cleanWords(body.skills)},
      ${placeId}, ${body.words.trim()}, ${fromOn}::date, ${body.untilOn}::date, 'open', ${standing.member},
      ${doing.by.personId}, ${doing.at}, ${doing.at})`.execute(tx)
  const { title, headcount, untilOn } = body
  await recordOpening(tx, doing, 'opened', { openingId: id, firmId, title: title.trim(), headcount, untilOn })
  return id
}

export async function changeJob(
  tx: Tx,
  doing: Doing,
  openingId: OpeningId,
  body: Omit<OpeningBody, 'id' | 'fromOn'>,
): Promise<void> {
  const { opening, standing } = await openingFor(tx, doing, openingId, true)
  mayWrite(standing)
  if (opening.state !== 'open') notNow()
  check(body, dayOf(doing.at))
  if (body.headcount <= opening.hired)
    invalid('headcount', `已有 ${opening.hired} 人到岗，人数要更多`, `${opening.hired} are hired already; ask for more`)
  const placeId = await placeFor(tx, doing, body.placeId ?? opening.place_id)
  await sql`update employment.openings set title = ${body.title.trim()}, headcount = ${body.headcount}, hours = ${body.hours},
      pay_unit = ${body.payUnit}, pay_from_fen = ${body.payFromFen}, pay_to_fen = ${body.payToFen},
      education = ${body.education}, experience_months = ${body.experienceMonths}, skills = ${cleanWords(body.skills)},
      place_id = ${placeId}, words = ${body.words.trim()}, until_on = ${body.untilOn}::date, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${openingId}`.execute(tx)
  const { title, headcount, untilOn } = body
  await recordOpening(tx, doing, 'changed', { openingId, firmId: opening.firm_id, title, headcount, untilOn })
}

const notNow = (): never =>
  fail('conflict', 'employment.not_now', { zh: '现在不能做这一步，请刷新', en: 'Not in this state; please reload' })

/** What somebody typed, for readers of either language; null where nothing was. */
const asTyped = (said: string): Words | null => (said.trim() ? { zh: said.trim(), en: said.trim() } : null)

/** Why openings of a firm that left or closed end. */
export const firmIsGone: Words = { zh: '企业已不在这里', en: 'The firm is no longer here' }

const eventOf = { fill: 'filled', close: 'closed', expire: 'expired' } as const

/** Ends an opening, with the reason as somebody typed it or as the program says it; those who were proposed and have no answer yet are told. */
export async function endJob(
  tx: Tx,
  doing: Doing,
  openingId: OpeningId,
  step: Exclude<OpeningStep, 'reopen'>,
  said?: Words | string,
): Promise<void> {
  const { opening, standing } = await openingFor(tx, doing, openingId, true)
  mayWrite(standing)
  const state = afterStep(opening.state, step) ?? notNow()
  const why = typeof said === 'string' ? asTyped(said) : said
  if (step === 'close' && !why) invalid('why', '请说明原因', 'Please say why')
  await sql`update employment.openings set state = ${state}, ended_on = ${dayOf(doing.at)}::date,
      ended_why = ${why ? JSON.stringify(why) : null}::jsonb, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${openingId}`.execute(tx)
  await recordOpening(tx, doing, eventOf[step], {
    openingId,
    firmId: opening.firm_id,
    ...(why ? { why } : {}),
  })
  await dropReferrals(tx, doing, sql`r.opening_id = ${openingId} and r.state = 'proposed'`, {
    zh: `“${opening.title}”已停止招聘，这次推荐不再继续`,
    en: `“${opening.title}” is no longer open; this referral ends here`,
  })
}

export async function reopenJob(tx: Tx, doing: Doing, openingId: OpeningId, untilOn: string): Promise<void> {
  const { opening, firm, standing } = await openingFor(tx, doing, openingId, true)
  mayWrite(standing)
  afterStep(opening.state, 'reopen') ?? notNow()
  if (firm.state !== 'active') notNow()
  if (untilOn < dayOf(doing.at)) invalid('untilOn', '截止日期已经过了', 'That day has passed')
  if (opening.hired >= opening.headcount)
    fail('refused', 'employment.is_full', {
      zh: '人已招满；要再招，请另发布一个岗位',
      en: 'All are hired; to look for more, open another job',
    })
  await sql`update employment.openings set state = 'open', ended_on = null, ended_why = null, until_on = ${untilOn}::date,
    changed_at = ${doing.at} where tenant_id = ${doing.tenantId} and id = ${openingId}`.execute(tx)
  await recordOpening(tx, doing, 'reopened', { openingId, firmId: opening.firm_id, untilOn })
}

export async function recordOpening(
  tx: Tx,
  { tenantId, at, by }: Doing,
  name: OpeningEventName,
  payload: OpeningEvent,
): Promise<void> {
  const stream = openingStream(payload.openingId)
  await record(tx, { tenantId, stream, type: openingEvents[name], at, actor: by, payload })
}

/** One more is hired; the last of them fills the opening. */
export async function countHired(tx: Tx, doing: Doing, opening: OpeningSource): Promise<void> {
  const { rows } = await sql<{
    full: boolean
  }>`update employment.openings set hired = hired + 1, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${opening.id} returning hired >= headcount and state = 'open' as full`.execute(
    tx,
  )
  if (rows[0]?.full) await endJob(tx, { ...doing, actor: null }, opening.id, 'fill')
}
