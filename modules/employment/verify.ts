import { sql } from '../../kernel/db.ts'
import type { Verify } from '../../kernel/events/verify.ts'
import {
  type OpeningId,
  openingEvents,
  openingStream,
  type ReferralId,
  referralEvents,
  referralStream,
} from './events.ts'

const openingStateAfter: Readonly<Record<string, string>> = {
  [openingEvents.opened]: 'open',
  [openingEvents.reopened]: 'open',
  [openingEvents.filled]: 'filled',
  [openingEvents.closed]: 'closed',
  [openingEvents.expired]: 'closed',
}
const referralStates = [
  'proposed',
  'agreed',
  'declined',
  'interview',
  'hired',
  'not_hired',
  'no_show',
  'dropped',
] as const

/** Holds openings and referrals against their ledger, and recounts who was hired. */
export const verifyEmployment: Verify = async ({ tx, tenantId, report }) => {
  const last = (prefix: string, id: string, types: readonly string[]) => sql`(select e.type from kernel.events_view e
    where e.tenant_id = ${tenantId} and e.stream = ${prefix} || ${sql.ref(id)}::text and e.type = any(${[...types]}::text[])
    order by e.seq desc limit 1)`
  const openings = await sql<{ id: OpeningId; state: string; hired: number; counted: number; last: string | null }>`
    select o.id, o.state, o.hired, ${last('openings:', 'o.id', Object.keys(openingStateAfter))} as last,
      (select count(*)::int from employment.referrals r where r.tenant_id = o.tenant_id and r.opening_id = o.id
        and r.state = 'hired') as counted
    from employment.openings o where o.tenant_id = ${tenantId}`.execute(tx)
  for (const { id, state, hired, counted, last: type } of openings.rows) {
    const stream = openingStream(id)
    if (openingStateAfter[type ?? ''] !== state)
      report({ check: 'employment.opening', stream, what: `is ${state}, which is not what the ledger says` })
    if (hired !== counted)
      report({ check: 'employment.hired', stream, what: `says ${hired} hired, ${counted} referrals do` })
  }
  const steps = referralStates.map((state) => referralEvents[state])
  const referrals = await sql<{ id: ReferralId; state: (typeof referralStates)[number]; last: string | null }>`
    select r.id, r.state, ${last('referrals:', 'r.id', steps)} as last
    from employment.referrals r where r.tenant_id = ${tenantId}`.execute(tx)
  for (const { id, state, last: type } of referrals.rows)
    if (referralEvents[state] !== type)
      report({
        check: 'employment.referral',
        stream: referralStream(id),
        what: `is ${state}, not what the ledger says`,
      })
  return { openings: openings.rows.length, referrals: referrals.rows.length }
}
