import { fail } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { eventsSince, type LedgerEvent } from '../../kernel/events/record.ts'
import type { Subscriber } from '../../kernel/events/subscriber.ts'
import type { ChannelId } from './events.ts'
import { publishedTypes } from './kinds.ts'

/**
 * Writes a sending for each receiver that wants an event; what none of a tenant wants is not handed over at all (a trigger of
 * `channels.channels` keeps what they want). Done again, it changes nothing.
 */
export const spreadEvents: Subscriber = {
  name: 'channels.spread',
  types: publishedTypes,
  whereWanted: true,
  handle: (tx, event, { clock }) => spread(tx, [event], clock.now()),
  handleMany: (tx, events, { clock }) => spread(tx, events, clock.now()),
}

async function spread(tx: Tx, events: readonly LedgerEvent[], now: Date): Promise<void> {
  await sql`
    insert into channels.sendings (tenant_id, id, channel_id, stream, seq, event_id, event_type, state, next_at, made_at, since)
    select c.tenant_id, gen_random_uuid(), c.id, e.stream, e.seq, e.id, e.type, 'queued', ${now}, ${now}, ${now}
    from unnest(${events.map(({ tenantId }) => tenantId)}::uuid[], ${events.map(({ stream }) => stream)}::text[],
      ${events.map(({ seq }) => seq)}::bigint[], ${events.map(({ id }) => id)}::uuid[],
      ${events.map(({ type }) => type)}::text[]) with ordinality e (tenant_id, stream, seq, id, type, place)
    join channels.channels c on c.tenant_id = e.tenant_id and c.is_on and c.ended_at is null and e.type = any(c.events)
    order by e.place
    on conflict do nothing`.execute(tx)
}

/**
 * Sends all events since an instant to one receiver again, each stream in its order, those that were sent before included:
 * their ids are the same, so that the receiver can tell. @returns how many.
 */
export async function replaySince(
  tx: Tx,
  { tenantId, channelId, since, at }: { tenantId: TenantId; channelId: ChannelId; since: Date; at: Date },
): Promise<number> {
  if (at.getTime() - since.getTime() > longestReplayMs)
    fail('refused', 'channels.too_long_ago', {
      zh: '最早只能从 90 天前开始补发',
      en: 'No more than 90 days can be sent again',
    })
  const { rows } = await sql<{ events: string[] }>`update channels.channels set failures = 0, try_at = null
    where tenant_id = ${tenantId} and id = ${channelId} and ended_at is null returning events`.execute(tx)
  const again = await eventsSince(tx, tenantId, rows[0]?.events ?? [], since)
  for (let from = 0; from < again.length; from += batch)
    await queueAgain(tx, { tenantId, channelId, at }, again.slice(from, from + batch))
  return again.length
}

const batch = 5000
/** As long as it is known what was sent. */
const longestReplayMs = 90 * 86_400_000

type Again = Awaited<ReturnType<typeof eventsSince>>

async function queueAgain(
  tx: Tx,
  { tenantId, channelId, at }: { tenantId: TenantId; channelId: ChannelId; at: Date },
  events: Again,
): Promise<void> {
  await sql`
    insert into channels.sendings (tenant_id, id, channel_id, stream, seq, event_id, event_type, state, next_at, made_at, since)
    select ${tenantId}, e.sending, ${channelId}, e.stream, e.seq, e.id, e.type, 'queued', ${at}, ${at}, ${at}
    from unnest(${events.map(() => newId())}::uuid[], ${events.map(({ stream }) => stream)}::text[],
      ${events.map(({ seq }) => seq)}::bigint[], ${events.map(({ id }) => id)}::uuid[],
      ${events.map(({ type }) => type)}::text[]) e (sending, stream, seq, id, type)
    on conflict (tenant_id, channel_id, event_id) where event_id is not null do update
      set state = 'queued', tries = 0, next_at = excluded.next_at, made_at = excluded.made_at, since = excluded.since, settled_at = null,
        last_error = null, lease_id = null, lease_until = null
      where channels.sendings.state <> 'sending'`.execute(tx)
}
