import { newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Lang } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Told } from '../notices/public.ts'
import { oldestGoodConsent } from '../people/public.ts'
import { outsidePurpose } from './contract.ts'
import type { ChannelId } from './events.ts'
import { groupOf, type NoticeGroup, type PersonKind, personKinds } from './kinds.ts'
import { dueOf, type Timing } from './timing.ts'

/** What a person wants, as the rules read it. */
export interface Preference extends Timing {
  readonly personId: PersonId
  readonly ways: Readonly<Partial<Record<NoticeGroup, readonly PersonKind[]>>>
  readonly lang: Lang
}

/** What those of these persons want outside who agreed to it, and are not asked anew. */
export async function preferencesOf(
  tx: Tx,
  tenantId: TenantId,
  personIds: readonly PersonId[],
): Promise<readonly Preference[]> {
  const oldest = await oldestGoodConsent(tx, tenantId, outsidePurpose)
  const { rows } = await sql<Preference>`
    select person_id as "personId", ways, quiet_from as "quietFrom", quiet_to as "quietTo", lang,
      urgent_through as "urgentThrough", digest_hour as "digestHour" from channels.preferences
    where tenant_id = ${tenantId} and person_id = any(${[...personIds]}::uuid[])
      and consent_version >= ${oldest}`.execute(tx)
  return rows
}

interface OpenChannel {
  readonly id: ChannelId
  readonly kind: PersonKind
}

/** Writes what goes out to persons of a notice, in the transaction in which it is told. Most tenants have no such channel. */
export async function carryNotice(tx: Tx, told: Told): Promise<void> {
  const { rows: open } =
    await sql<OpenChannel>`select id, kind from channels.channels where tenant_id = ${told.tenantId}
    and kind = any(${[...personKinds]}) and is_on and ended_at is null`.execute(tx)
  if (open.length === 0) return
  const group = groupOf(told.topic)
  const subject = told.subject ? `${told.subject.kind}:${told.subject.id}` : null
  const due = (await preferencesOf(tx, told.tenantId, told.personIds)).flatMap((person) => {
    const when = dueOf(told.at, { urgent: told.urgent, subject, topic: told.topic }, person)
    return open
      .filter(({ kind }) => person.ways[group]?.includes(kind))
      .map((channel) => ({ channelId: channel.id, personId: person.personId, ...when }))
  })
  // In one order, so that two who add to the same messages wait for each other and never both.
  due.sort((a, b) => compare(a.channelId, b.channelId) || compare(a.personId, b.personId))
  for (let from = 0; from < due.length; from += batch) await queue(tx, told, due.slice(from, from + batch))
}

const batch = 2000

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

interface Due {
  readonly channelId: ChannelId
  readonly personId: PersonId
  readonly at: Date
  readonly joinKey: string
}

/** Adds to the messages that wait, or begins them. What is due sooner draws the others with it. */
async function queue(tx: Tx, told: Told, due: readonly Due[]): Promise<void> {
  await sql`
    with messages as (
      insert into channels.sendings (tenant_id, id, channel_id, person_id, join_key, state, next_at, made_at, since)
      select ${told.tenantId}, d.id, d.channel_id, d.person_id, d.join_key, 'queued', d.at, ${told.at}, d.at
      from unnest(${due.map(() => newId())}::uuid[], ${due.map(({ channelId }) => channelId)}::uuid[],
        ${due.map(({ personId }) => personId)}::uuid[], ${due.map(({ joinKey }) => joinKey)}::text[],
        ${due.map(({ at }) => at)}::timestamptz[]) d (id, channel_id, person_id, join_key, at)
      on conflict (tenant_id, channel_id, person_id, join_key) where state = 'queued' and join_key is not null
        do update set next_at = least(channels.sendings.next_at, excluded.next_at),
          since = least(channels.sendings.since, excluded.since)
      returning id)
    insert into channels.lines (tenant_id, id, sending_id, topic, subject_kind, subject_id, urgent, at)
    select ${told.tenantId}, gen_random_uuid(), id, ${told.topic}, ${told.subject?.kind ?? null},
      ${told.subject?.id ?? null}, ${told.urgent}, ${told.at}::timestamptz from messages`.execute(tx)
}
