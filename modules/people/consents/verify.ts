import { sql } from '../../../kernel/db.ts'
import type { Verify } from '../../../kernel/events/verify.ts'
import { consentTextEvents, consentTextStream } from './events.ts'
import { hashOfText, type TextRecord } from './text-store.ts'

type Kept = Partial<TextRecord> & {
  readonly told: { readonly hash: string; readonly asksAnew: boolean; readonly at: Date } | null
  readonly number: number
  readonly of: string
}

/** Holds every version against its event: texts and reason by hash, whether it asks anew, since when; and that none is gone. */
export const verifyConsentTexts: Verify = async ({ tx, tenantId, report }) => {
  const { rows } = await sql<Kept>`
    with told as (select e.payload ->> 'purpose' as of, (e.payload ->> 'version')::int as number, e.at,
        e.payload ->> 'hash' as hash, (e.payload ->> 'asksAnew')::boolean as asks
      from kernel.events_view e where e.tenant_id = ${tenantId}
        and e.type in (${consentTextEvents.kept}, ${consentTextEvents.saved}))
    select coalesce(t.purpose, told.of) as of, coalesce(t.version, told.number) as number, t.purpose, t.version, t.zh, t.en,
      t.asks_anew, t.why, t.from_at, case when told.of is not null
        then json_build_object('hash', told.hash, 'asksAnew', told.asks, 'at', told.at) end as told
    from (select * from people.consent_texts where tenant_id = ${tenantId}) t
    full join told on told.of = t.purpose and told.number = t.version order by 1, 2`.execute(tx)
  for (const row of rows) {
    const what = wrong(row)
    if (what)
      report({
        check: 'people.consent_texts',
        stream: consentTextStream(row.of),
        what: `version ${row.number}: ${what}`,
      })
  }
  return { consentTexts: rows.length }
}

function wrong({ zh, en, why, asks_anew, from_at, told }: Kept): string | null {
  if (zh === undefined || zh === null || en === undefined || why === undefined) return 'stands in the ledger alone'
  if (!told) return 'is not in the ledger'
  if (hashOfText({ zh, en, why }) !== told.hash) return 'says other words than in the ledger'
  if (asks_anew !== told.asksAnew) return 'asks anew or not, against the ledger'
  return from_at?.getTime() === new Date(told.at).getTime() ? null : 'has another instant than in the ledger'
}
