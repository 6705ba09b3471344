import { sql } from '../../kernel/db.ts'
import type { Verify } from '../../kernel/events/verify.ts'
import { walk } from '../../kernel/events/walk.ts'
import type { WantEvent } from './events.ts'
import type { WantRecord } from './tables.ts'

interface Folded {
  readonly want: Map<string, unknown>
  readonly referrals: Map<string, unknown>
}

/** Folds every want with its referrals from the ledger, and holds the rows against it. */
export const verifyFinance: Verify = async ({ tx, tenantId, report }) => {
  const told = new Map<string, Folded>()
  const events = sql<{ stream: string; payload: WantEvent }>`select stream, payload from kernel.events_view
    where tenant_id = ${tenantId} and stream >= 'finance-wants:' and stream < 'finance-wants;' order by stream, seq`
  for await (const { stream, payload } of walk(tx, 'finance_events', events)) {
    const folded = told.get(stream) ?? { want: new Map(), referrals: new Map() }
    told.set(stream, folded)
    fold(folded, payload)
  }
  const { rows } = await sql<WantRecord & { referrals: Record<string, string> }>`
    select w.*, coalesce((select jsonb_object_agg(r.id, concat_ws(' ', r.state, 'v' || r.consent_version, r.approved_fen,
        r.approved_months, r.approved_rate_bp)) from finance.referrals r where r.tenant_id = w.tenant_id and r.want_id = w.id), '{}')
      as referrals
    from finance.wants w where w.tenant_id = ${tenantId} order by w.id`.execute(tx)
  for (const row of rows) {
    const stream = `finance-wants:${row.id}`
    const folded = told.get(stream)
    const say = (what: string) => report({ check: 'finance.want', stream, what })
    if (!folded) say('the ledger knows nothing of it')
    for (const name of ['amount_fen', 'months', 'use', 'state'] as const)
      if (folded && folded.want.get(name) !== row[name])
        say(`${name} is ${row[name]}, the ledger says ${String(folded.want.get(name))}`)
    for (const id of new Set([...Object.keys(row.referrals), ...(folded?.referrals.keys() ?? [])]))
      if (folded && folded.referrals.get(id) !== row.referrals[id])
        say(`referral ${id} is ${row.referrals[id]}, the ledger says ${String(folded.referrals.get(id))}`)
    told.delete(stream)
  }
  for (const stream of told.keys()) report({ check: 'finance.want', stream, what: 'is a stream without a want' })
  return { wants: rows.length }
}

function fold({ want, referrals }: Folded, payload: WantEvent): void {
  const { wanted, state, referralId, step, consentVersion, fen, months, rateBp } = payload
  want.set('state', state)
  if (wanted) {
    want.set('amount_fen', wanted.amountFen)
    want.set('months', wanted.months)
    want.set('use', wanted.use)
  }
  if (!referralId) return
  // Before versions were kept every firm agreed to the text as delivered.
  const [before, version, ...terms] = String(referrals.get(referralId) ?? `passed v${consentVersion ?? 1}`).split(' ')
  referrals.set(referralId, [step ?? before, version, ...(fen === undefined ? terms : [fen, months, rateBp])].join(' '))
}
