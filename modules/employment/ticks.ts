import { systemActor } from '../../kernel/actor.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { dayFromNumber, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import type { FirmId } from '../enterprises/contract.ts'
import type { Doing } from '../enterprises/public.ts'
import type { OpeningId, SeekerId } from './events.ts'
import { endJob, firmIsGone } from './opening-service.ts'
import { stillAfterDays } from './referral.ts'
import { lockReferrals, recordReferral } from './referral-store.ts'
import { readSeekers } from './seeker-queries.ts'
import { endConsent, recordSeeker } from './seeker-service.ts'
import { tellFirm, tellSeeker, tellStaff } from './telling.ts'

/** Days before its end at which a consent is spoken of. */
const warnDays = 14

const daysAfter = (day: string, days: number) => dayFromNumber(dayNumberFrom(day) + days)

/** What a day brings by itself: openings past their last day, consents that end, people to be asked after. */
export async function passTheDay(db: Db, secrets: Secrets, at: Date): Promise<void> {
  await forEachTenant(db, async (tenantId) => {
    const doing: Doing = { tenantId, actor: null, by: systemActor, at, secrets }
    await db.tx((tx) => closeOfGone(tx, doing))
    await db.tx((tx) => expireOpenings(tx, doing))
    await db.tx((tx) => warnOfConsents(tx, doing))
    await db.tx((tx) => lapseConsents(tx, doing))
    await db.tx((tx) => askAfter(tx, doing))
  })
}

/** A firm that left or closed looks for nobody here any more. */
async function closeOfGone(tx: Tx, doing: Doing): Promise<void> {
  const { rows } = await sql<{ id: OpeningId }>`select o.id from employment.openings o
    join enterprises.firms_view f on f.tenant_id = o.tenant_id and f.id = o.firm_id
    where o.tenant_id = ${doing.tenantId} and o.state = 'open' and f.state in ('left', 'closed') order by o.id
    for update of o skip locked`.execute(tx)
  for (const { id } of rows) await endJob(tx, doing, id, 'close', firmIsGone)
}

async function expireOpenings(tx: Tx, doing: Doing): Promise<void> {
  const { tenantId, at } = doing
  const { rows } = await sql<{ id: OpeningId; firmId: FirmId; title: string }>`
    select o.id, o.firm_id as "firmId", o.title from employment.openings o
    join enterprises.firms_view f on f.tenant_id = o.tenant_id and f.id = o.firm_id
    where o.tenant_id = ${tenantId} and o.state = 'open' and o.until_on < ${dayOf(at)}::date
      -- Its record was merged a moment ago: the opening is on its way to the kept one.
      and f.state <> 'merged' order by o.id for update of o skip locked`.execute(tx)
  for (const { id, firmId, title } of rows) {
    await endJob(tx, doing, id, 'expire')
    const words = {
      zh: `“${title}”已到截止日期，自动停止招聘；还要招可以重新打开`,
      en: `“${title}” passed its last day and closed; it can be opened again`,
    }
    await tellFirm(tx, firmId, id, { tenantId, at, topic: 'opening_expired', words })
  }
}

async function warnOfConsents(tx: Tx, doing: Doing): Promise<void> {
  const { tenantId, at } = doing
  const today = dayOf(at)
  const { rows } = await sql<{ id: SeekerId; until: string }>`update employment.seekers set warned_on = ${today}::date
    where tenant_id = ${tenantId} and state = 'active' and warned_on is null
      and consent_until > ${today}::date and consent_until <= ${daysAfter(today, warnDays)}::date
    returning id, consent_until as until`.execute(tx)
  for (const { id, until } of rows) {
    const [seeker] = await readSeekers(tx, tenantId, sql`s.id = ${id}`)
    const words = {
      zh: `您的求职登记${formatDay('zh', until)}到期，到期自动删除；还在找工作请点开续期`,
      en: `What you said about looking for work ends on ${formatDay('en', until)} and is then erased; open it to go on`,
    }
    if (seeker)
      await tellSeeker(tx, seeker.person_id, { seekerId: id }, { tenantId, at, topic: 'consent_ending', words })
    await recordSeeker(tx, doing, 'warned', { seekerId: id, untilOn: until })
  }
}

async function lapseConsents(tx: Tx, doing: Doing): Promise<void> {
  const { tenantId, at } = doing
  const { rows } = await sql<{ id: SeekerId }>`select id from employment.seekers where tenant_id = ${tenantId}
    and state = 'active' and consent_until <= ${dayOf(at)}::date order by id for update skip locked`.execute(tx)
  for (const { id } of rows) await endConsent(tx, doing, id, 'lapsed')
}

async function askAfter(tx: Tx, doing: Doing): Promise<void> {
  const { tenantId, at } = doing
  const today: string = dayOf(at)
  const due = sql`r.state = 'hired' and r.still_asked_on is null and s.person_id is not null
    and r.hired_on <= ${daysAfter(today, -stillAfterDays)}::date`
  for (const referral of await lockReferrals(tx, doing, due)) {
    await sql`update employment.referrals set still_asked_on = ${today}::date
      where tenant_id = ${tenantId} and id = ${referral.id}`.execute(tx)
    await recordReferral(tx, doing, 'stillAsked', referral)
    const words = {
      zh: `“${referral.title}”推荐录用满 ${stillAfterDays} 天：人还在岗吗？`,
      en: `${stillAfterDays} days since somebody was hired for “${referral.title}”: still there?`,
    }
    await tellStaff(tx, referral.proposed_by, referral.opening_id, { tenantId, at, topic: 'still_there', words })
  }
}

export const dayTick: Tick = {
  name: 'employment.day',
  everyMs: 3_600_000,
  run: async ({ db, clock, secrets }) => {
    await passTheDay(db, secrets, clock.now())
    return false
  },
}
