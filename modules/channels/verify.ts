import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { Verify } from '../../kernel/events/verify.ts'
import { channelEvents, consentStream } from './events.ts'

interface Row {
  readonly personId: PersonId
  readonly version: number | null
  readonly told: number | null
}

/** Holds who agreed to being told outside against the ledger: who has events there, the last of them. */
export const verifyOutside: Verify = async ({ tx, tenantId, report }) => {
  const { rows } = await sql<Row>`
    select p.person_id as "personId", p.consent_version as version, e.version as told from channels.preferences p
    join lateral (select (v.payload ->> 'version')::int as version from kernel.events_view v
      where v.tenant_id = p.tenant_id and v.stream = 'channel_consents:' || p.person_id
        and v.type in (${channelEvents.agreed}, ${channelEvents.takenBack}) order by v.seq desc limit 1) e on true
    where p.tenant_id = ${tenantId} order by p.person_id`.execute(tx)
  const said = (version: number | null) => (version === null ? 'none' : `version ${version}`)
  for (const { personId, version, told } of rows)
    if (version !== told)
      report({
        ...{ check: 'channels.consents', stream: consentStream(personId) },
        what: `the row says ${said(version)}, the ledger ${said(told)}`,
      })
  return { outsideConsents: rows.length }
}
