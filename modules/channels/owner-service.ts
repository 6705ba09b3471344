import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type ChannelEvent, type ChannelId, channelEvents, channelStream } from './events.ts'
import type { ChannelKind } from './kinds.ts'
import { replaySince } from './spread.ts'

/** A channel as whoever runs the installation sees it: how it does, nothing of what it sends. */
export interface ChannelStanding {
  readonly tenantId: TenantId
  readonly id: ChannelId
  readonly kind: ChannelKind
  readonly name: string
  readonly on: boolean
  readonly waiting: number
  readonly failures: number
  readonly lastError: string | null
}

/** Channels of all tenants that were not ended. */
export async function channelsEverywhere(tx: Tx): Promise<readonly ChannelStanding[]> {
  const { rows } = await sql<ChannelStanding>`
    select c.tenant_id as "tenantId", c.id, c.kind, c.name, c.is_on as "on", c.failures, c.last_error as "lastError",
      (select count(*)::int from channels.sendings s where s.tenant_id = c.tenant_id and s.channel_id = c.id
        and s.state in ('queued', 'failed', 'sending')) as waiting
    from channels.channels c where c.ended_at is null order by c.tenant_id, c.made_at, c.id`.execute(tx)
  return rows
}

/** Sends a receiver everything since an instant again. @returns how many events; null: there is no such channel. */
export async function replayEverywhere(tx: Tx, channelId: string, since: Date, at: Date): Promise<number | null> {
  const channel = (await channelsEverywhere(tx)).find(({ id }) => id === channelId)
  if (!channel) return null
  const { tenantId, id } = channel
  const count = await replaySince(tx, { tenantId, channelId: id, since, at })
  const payload: ChannelEvent = { channelId: id, since: since.toISOString(), count }
  await record(tx, {
    tenantId,
    stream: channelStream(id),
    type: channelEvents.replayed,
    at,
    actor: systemActor,
    payload,
  })
  return count
}
