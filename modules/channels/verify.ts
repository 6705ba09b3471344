import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { Verify } from '../../kernel/events/verify.ts'
import { channelEvents, consentStream } from './events.ts'

interface Row {
  readonly personId: PersonId
  readonly version: number | null
  readonly told: number | null
}

/** Holds who agreed to being told outside against the ledger: who has events there, the last of them. A row that is gone says none. */
export const verifyOutside: Verify = async ({ tx, tenantId, report }) => {
  const { rows } = await sql<Row>`
    select e.person_id as "personId", p.consent_version as version, e.version as told from (
        select distinct on (v.stream) split_part(v.stream, ':', 2)::uuid as person_id, (v.payload ->> 'version')::int as version
        from kernel.events_view v
        where v.tenant_id = ${tenantId} and v.type in (${channelEvents.agreed}, ${channelEvents.takenBack})
        order by v.stream, v.seq desc) e
    left join channels.preferences p on p.tenant_id = ${tenantId} and p.person_id = e.person_id
    order by e.person_id`.execute(tx)
  const said = (version: number | null) => (version === null ? 'none' : `version ${version}`)
  for (const { personId, version, told } of rows)
    if (version !== told)
      report({
        ...{ check: 'channels.consents', stream: consentStream(personId) },
        what: `the row says ${said(version)}, the ledger ${said(told)}`,
      })
  return { outsideConsents: rows.length }
}
