import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { type ChannelId, channelEvents, channelStream, consentStream } from './events.ts'
import { spreadEvents } from './spread.ts'

interface Row {
  readonly personId: PersonId
  readonly version: number | null
  readonly told: number | null
}

/** What is derived: who agreed to being told outside, and which events are handed over. */
export const verifyChannels: Verify = async (verifying) => {
  await verifyWanted(verifying)
  return verifyOutside(verifying)
}

/** Holds what is handed over against what the receivers that are on want. */
async function verifyWanted({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<{ channelId: ChannelId; type: string; wanted: boolean }>`
    select coalesce(c.id, w.wanted_by) as "channelId", coalesce(c.type, w.type) as type, c.id is not null as wanted
    from (select distinct c.id, e.type from channels.channels c cross join unnest(c.events) e(type)
        where c.tenant_id = ${tenantId} and c.is_on and c.ended_at is null) c
    full join (select wanted_by, type from kernel.wanted_view
        where tenant_id = ${tenantId} and subscriber = ${spreadEvents.name}) w on w.wanted_by = c.id and w.type = c.type
    where c.id is null or w.wanted_by is null order by 1, 2`.execute(tx)
  for (const { channelId, type, wanted } of rows)
    report({
      ...{ check: 'channels.wanted', stream: channelStream(channelId) },
      what: wanted ? `wants ${type} and is not handed it` : `is handed ${type} and does not want it`,
    })
}

/** Holds who agreed to being told outside against the ledger: who has events there, the last of them. A row that is gone says none. */
const verifyOutside: Verify = async ({ tx, tenantId, report }) => {
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
