import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { takeEffect } from './agreement-service.ts'
import { clockStates } from './case.ts'
import { courtReminder, courtReminders, daysAfter, warnDays } from './clocks.ts'
import type { Writing } from './scope.ts'
import { setCase, setRow, tell } from './store.ts'
import type { CaseRecord, PartyId } from './tables.ts'

/** Days before its day on which the mediator is reminded of a promise. */
const promiseAhead = 2

/**
 * What a day brings by itself: agreements that wait for nobody any more, words before and after the last day, the court's
 * reminders, promises that fall due.
 */
export async function passDays(
  tx: Tx,
  services: Pick<Services, 'clock' | 'secrets'>,
  tenantId: TenantId,
): Promise<void> {
  const { clock, secrets } = services
  const writing: Writing = { tenantId, by: systemActor, at: clock.now(), clock, secrets }
  await freeAgreements(tx, writing)
  await warnClocks(tx, writing)
  await remindCourt(tx, writing)
  await remindPromises(tx, writing)
}

/** A program from before let the last unsigned mediator go, and the agreement did not take effect: it does so today. */
async function freeAgreements(tx: Tx, writing: Writing): Promise<void> {
  const { rows } = await sql<CaseRecord>`select c.* from mediation.cases c
    join mediation.agreements a on a.tenant_id = c.tenant_id and a.case_id = c.id and a.dropped_at is null
    where c.tenant_id = ${writing.tenantId} and c.state = 'agreed'
      and exists (select from mediation.case_mediators m where m.tenant_id = c.tenant_id and m.case_id = c.id
        and m.to_at >= a.drawn_at)
      and exists (select from mediation.signatures s where s.tenant_id = c.tenant_id and s.agreement_id = a.id
        and s.who = 'seal')
    order by c.id for no key update of c skip locked`.execute(tx)
  for (const row of rows) await takeEffect(tx, writing, row, dayOf(writing.at))
}

async function warnClocks(tx: Tx, writing: Writing): Promise<void> {
  const today = dayOf(writing.at)
  const { rows } = await sql<CaseRecord>`select * from mediation.cases where tenant_id = ${writing.tenantId}
    and state = any(${[...clockStates]}::text[])
    and ((warned_on is null and due_on <= ${daysAfter(today, warnDays)}::date) or (over_on is null and due_on < ${today}::date))
    order by id for no key update skip locked`.execute(tx)
  for (const row of rows) {
    const over = (row.due_on ?? today) < today
    const set = await setCase(
      tx,
      writing,
      row.id,
      over ? { warned_on: row.warned_on ?? today, over_on: today } : { warned_on: today },
    )
    await tell(tx, writing, row, 'warned', [set], { kind: over ? 'over' : 'soon' })
  }
}

interface CourtRow extends CaseRecord {
  readonly agreement_id: string
  readonly until_on: string
  readonly reminded: number | null
}

async function remindCourt(tx: Tx, writing: Writing): Promise<void> {
  const today = dayOf(writing.at)
  const { rows } = await sql<CourtRow>`select c.*, a.id as agreement_id, a.court_until_on as until_on,
      a.court_reminded as reminded from mediation.agreements a
    join mediation.cases c on c.tenant_id = a.tenant_id and c.id = a.case_id
    where a.tenant_id = ${writing.tenantId} and a.court_state = 'open' and a.dropped_at is null
      and a.court_until_on <= ${daysAfter(today, courtReminders[0])}::date
    order by a.id for no key update of a skip locked`.execute(tx)
  for (const { agreement_id, until_on, reminded, ...row } of rows) {
    if (until_on < today) {
      const set = await setRow(tx, 'agreements', writing.tenantId, agreement_id, {
        court_state: 'passed',
        court_on: today,
      })
      await tell(tx, writing, row, 'court_noted', [set], { to: 'passed' })
      continue
    }
    const due = courtReminder(until_on, today)
    if (due === null || (reminded !== null && reminded <= due)) continue
    const set = await setRow(tx, 'agreements', writing.tenantId, agreement_id, { court_reminded: due })
    await tell(tx, writing, row, 'court_reminded', [set])
  }
}

async function remindPromises(tx: Tx, writing: Writing): Promise<void> {
  const today = dayOf(writing.at)
  const { rows } = await sql<
    CaseRecord & { promise_id: string; party_id: PartyId }
  >`select c.*, p.id as promise_id, p.party_id
    from mediation.promises p join mediation.cases c on c.tenant_id = p.tenant_id and c.id = p.case_id
    where p.tenant_id = ${writing.tenantId} and p.state = 'open' and p.reminded_on is null and c.state = 'performing'
      and p.due_on <= ${daysAfter(today, promiseAhead)}::date
      and exists (select from mediation.agreements a where a.tenant_id = p.tenant_id and a.id = p.agreement_id
        and a.dropped_at is null)
    order by p.id for no key update of p skip locked`.execute(tx)
  for (const { promise_id, party_id, ...row } of rows) {
    const set = await setRow(tx, 'promises', writing.tenantId, promise_id, { reminded_on: today })
    await tell(tx, writing, row, 'promise_reminded', [set], { partyId: party_id })
  }
}

export const dayTick: Tick = {
  name: 'mediation.day',
  everyMs: 3_600_000,
  run: async (services) => {
    const { db } = services
    await forEachTenant(db, (tenantId) => db.tx((tx) => passDays(tx, services, tenantId)))
    return false
  },
}
