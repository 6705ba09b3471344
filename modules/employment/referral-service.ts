import type { Actor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { metresApart } from '../../kernel/contract/metres.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type Doing, firmsOfMember } from '../enterprises/public.ts'
import type { sayableSteps } from './contract.ts'
import type { OpeningId, ReferralId, SeekerId } from './events.ts'
import { excluded } from './match.ts'
import { type OpeningSource, readOpenings } from './opening-queries.ts'
import { countHired, openingFor } from './opening-service.ts'
import { referralTable, type Speaker } from './referral.ts'
import { lockReferrals, type ReferralSource, recordReferral } from './referral-store.ts'
import { seeingPost } from './scope.ts'
import { readSeekers, type SeekerSource, seekerSide } from './seeker-queries.ts'
import { seekerFor } from './seeker-service.ts'
import { agrees, jobSide } from './suggesting.ts'
import { tellFirm, tellSeeker, tellStaff } from './telling.ts'

/** 推荐: brings a resident of one's own area to an opening. The resident is asked; the firm hears nothing yet. */
export async function proposeSeeker(
  tx: Tx,
  doing: Doing,
  openingId: OpeningId,
  seekerId: SeekerId,
): Promise<ReferralId> {
  const { tenantId, at, by } = doing
  const { opening } = await openingFor(tx, doing, openingId, true)
  const seeker = await seekerFor(tx, doing, seekerId)
  if (opening.state !== 'open')
    fail('conflict', 'employment.not_open', { zh: '这个岗位已停止招聘', en: 'This opening has ended' })
  await refuseUnagreed(tx, doing, seeker)
  await refuseUnfit(tx, doing, opening, seeker)
  const id = newId<'referral'>()
  const post = doing.actor && seeingPost(doing.actor, { placePath: seeker.place_path, gridId: seeker.grid_id })
  await sql`insert into employment.referrals (tenant_id, id, opening_id, seeker_id, place_path, grid_id, state, proposed_by,
      proposed_at, changed_at)
    values (${tenantId}, ${id}, ${openingId}, ${seekerId}, ${seeker.place_path}, ${seeker.grid_id}, 'proposed',
      ${by.personId}, ${at}, ${at})`.execute(tx)
  const of = { id, opening_id: openingId, seeker_id: seekerId, firm_id: opening.firm_id }
  await recordReferral(tx, post ? { ...doing, by: { ...by, postId: post.postId } } : doing, 'proposed', of)
  const words = {
    zh: `有个岗位可能适合您：${opening.firm_name}“${opening.title}”，愿意的话请点开答复`,
    en: `A job that may fit you: “${opening.title}” at ${opening.firm_name_en ?? opening.firm_name}. Please answer`,
  }
  await tellSeeker(tx, seeker.person_id, { referralId: id }, { tenantId, at, topic: 'referral_proposed', words })
  return id
}

const whyUnfit: Readonly<Record<NonNullable<ReturnType<typeof excluded>>, Words>> = {
  education: { zh: '学历达不到要求', en: 'The education asked for is not met' },
  hours: { zh: '工时不合', en: 'Hours do not fit' },
  pay: { zh: '工资达不到期望', en: 'Pay lies below the wish' },
  far: { zh: '比居民愿意走的路远', en: 'It is farther than the person wishes' },
  referred: { zh: '已经推荐过', en: 'Referred already' },
  declined: { zh: '居民谢绝过这个岗位', en: 'The person said no to this job' },
}

/** Nothing new is done with the data of somebody who is asked anew for their consent. */
async function refuseUnagreed(tx: Tx, { tenantId }: Doing, seeker: SeekerSource): Promise<void> {
  if (!(await agrees(tx, tenantId))(seeker))
    fail('conflict', 'employment.asked_anew', {
      zh: '同意书有更新，要等本人重新同意',
      en: 'The text of the consent changed: the person has to agree again first',
    })
}

/** Nobody is brought where the two cannot come together. */
async function refuseUnfit(tx: Tx, { tenantId }: Doing, opening: OpeningSource, seeker: SeekerSource): Promise<void> {
  const { rows } = await sql<{ state: string }>`select state from employment.referrals
    where tenant_id = ${tenantId} and opening_id = ${opening.id} and seeker_id = ${seeker.id}`.execute(tx)
  const before = rows[0] ? (rows[0].state === 'declined' ? 'declined' : 'referred') : 'none'
  const metres = metresApart(opening, seeker)
  const why = excluded({ job: jobSide(opening), seeker: seekerSide(seeker), metres, before })
  if (why) fail('conflict', `employment.unfit_${why}`, whyUnfit[why])
}

async function seekerOf(tx: Tx, tenantId: TenantId, seekerId: SeekerId): Promise<SeekerSource> {
  const [seeker] = await readSeekers(tx, tenantId, sql`s.id = ${seekerId}`)
  return seeker ?? notFound()
}

export interface Said {
  readonly step: (typeof sayableSteps)[number]
  readonly why?: string | undefined
  readonly hiredOn?: string | undefined
}

/** As whom somebody may speak of a referral, the nearest first; empty where it does not exist for them. */
async function speakersOf(tx: Tx, { actor, tenantId }: Doing, referral: ReferralSource): Promise<readonly Speaker[]> {
  if (!actor) return ['staff']
  const speakers: Speaker[] = []
  if (referral.person_id === actor.personId) speakers.push('seeker')
  const members = await firmsOfMember(tx, tenantId, actor.personId)
  // A firm knows nothing of it before the person’s yes.
  if (members.some(({ id }) => id === referral.firm_id) && referral.agreed_at) speakers.push('firm')
  if (seeingPost(actor, { placePath: referral.place_path, gridId: referral.grid_id })) speakers.push('staff')
  return speakers
}

async function referralFor(tx: Tx, doing: Doing, referralId: ReferralId) {
  const [found] = await sql<{ openingId: OpeningId }>`select opening_id as "openingId" from employment.referrals
    where tenant_id = ${doing.tenantId} and id = ${referralId}`
    .execute(tx)
    .then(({ rows }) => rows)
  // Always the opening first, then its referral: two who speak at once wait for each other, and no longer.
  await sql`select from employment.openings where tenant_id = ${doing.tenantId} and id = ${found?.openingId ?? notFound()}
    for update`.execute(tx)
  const [referral] = await lockReferrals(tx, doing, sql`r.id = ${referralId}`)
  const speakers = referral ? await speakersOf(tx, doing, referral) : []
  if (!referral || speakers.length === 0) return notFound()
  return { referral, speakers }
}

const invalid = (path: string, zh: string, en: string): never =>
  fail('invalid', `employment.bad_${path}`, { zh, en }, [{ path, words: { zh, en } }])

/** The person, the firm or staff say how it goes on. `as`: for the program, who said it. */
export async function say(tx: Tx, doing: Doing, referralId: ReferralId, said: Said, as?: Speaker): Promise<void> {
  const { tenantId, at } = doing
  const { referral, speakers } = await referralFor(tx, doing, referralId)
  const { from, to, by, needsWhy } = referralTable[said.step]
  const speaker = as ?? speakers.find((one) => by.includes(one)) ?? forbidden()
  if (!from.includes(referral.state))
    fail('conflict', 'employment.not_now', { zh: '现在不能做这一步，请刷新', en: 'Not in this state; please reload' })
  if (said.step === 'agree') await refuseUnagreed(tx, doing, await seekerOf(tx, tenantId, referral.seeker_id))
  const why = said.why?.trim() || null
  if (needsWhy && !why) invalid('why', '请说明原因', 'Please say why')
  const today = dayOf(at)
  const hiredOn = said.step === 'hire' ? (said.hiredOn ?? today) : null
  await sql`update employment.referrals set state = ${to}, why = ${why}, changed_at = ${at},
      hired_on = ${hiredOn}::date, hired_at = ${hiredOn ? at : null},
      agreed_at = ${said.step === 'agree' ? at : referral.agreed_at},
      answered_by = case when ${said.step} in ('agree', 'decline') then ${speaker === 'staff' ? 'staff' : 'seeker'} else answered_by end
    where tenant_id = ${tenantId} and id = ${referralId}`.execute(tx)
  await recordReferral(tx, doing, to as 'agreed', referral, { as: speaker, ...(hiredOn ? { hiredOn } : {}) })
  const [opening] = await readOpenings(tx, tenantId, sql`o.id = ${referral.opening_id}`)
  if (!opening) return
  await tellOthers(tx, doing, referral, said.step, opening, speaker)
  if (said.step === 'hire') await countHired(tx, doing, opening)
}

const news: Readonly<Record<Said['step'], (title: string) => Words>> = {
  agree: (title) => ({
    zh: `“${title}”推荐的居民同意了，请联系`,
    en: `Somebody agreed to be referred to “${title}”; please call`,
  }),
  decline: (title) => ({ zh: `“${title}”推荐的居民谢绝了`, en: `The person referred to “${title}” declined` }),
  interview: (title) => ({ zh: `“${title}”已面试`, en: `“${title}”: interviewed` }),
  hire: (title) => ({ zh: `“${title}”已录用`, en: `“${title}”: hired` }),
  reject: (title) => ({ zh: `“${title}”这次没有录用`, en: `“${title}”: not hired this time` }),
  no_show: (title) => ({ zh: `“${title}”：人没有来`, en: `“${title}”: did not come` }),
}

/** Everybody concerned but the one who said it. The firm hears of a person only after the person’s yes. */
async function tellOthers(
  tx: Tx,
  doing: Doing,
  referral: ReferralSource,
  step: Said['step'],
  opening: OpeningSource,
  speaker: Speaker,
): Promise<void> {
  const { tenantId, at, by } = doing
  const telling = { tenantId, at, topic: `referral_${step}`, words: news[step](opening.title) }
  if (speaker !== 'seeker' && ['interview', 'hire', 'reject'].includes(step))
    await tellSeeker(tx, referral.person_id, { referralId: referral.id }, telling)
  if (speaker !== 'firm' && (step === 'agree' || referral.agreed_at))
    await tellFirm(tx, opening.firm_id, opening.id, telling)
  if (referral.proposed_by !== by.personId) await tellStaff(tx, referral.proposed_by, opening.id, telling)
}

/** Once, a month after the first day: is the person still there? Said by staff. */
export async function sayStill(
  tx: Tx,
  doing: Doing & { readonly actor: Actor },
  referralId: ReferralId,
  there: boolean,
): Promise<void> {
  const { referral, speakers } = await referralFor(tx, doing, referralId)
  if (!speakers.includes('staff')) forbidden()
  if (referral.still_asked_on === null || referral.still_there !== null)
    fail('conflict', 'employment.not_asked', { zh: '现在不用问，或已经答过', en: 'Not asked now, or answered already' })
  await sql`update employment.referrals set still_there = ${there}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${referralId}`.execute(tx)
  await recordReferral(tx, doing, 'stillAnswered', referral, { as: 'staff', there })
}
