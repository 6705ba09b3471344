import { fail, notFound } from '../../../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../../kernel/db.ts'
import { record } from '../../../../kernel/events/record.ts'
import { dayOf } from '../../../../kernel/time/day.ts'
import type { PairingId, VolunteerId } from '../../events.ts'
import { type Doing, type Writing, wrong } from '../doing.ts'
import { type HoursEvent, hoursEvents, hoursStream, settingsStream } from '../events.ts'
import { settingsOf } from '../settings.ts'
import type { EntryId, TransferId } from '../tables.ts'
import { balanceOf, correcting, expiring, type Lot, lotsOf, type Movement } from './lots.ts'

interface Move {
  readonly kind: 'earn' | 'take_back' | 'spend' | 'expire'
  readonly volunteerId: VolunteerId
  /** Onto the volunteer's account; less than 0 takes from it. */
  readonly minutes: number
  readonly other: 'earned' | 'spent' | 'pool'
  readonly onDay: string
  readonly entryId?: EntryId
  readonly pairingId?: PairingId
}

/** Writes both sides of a transfer; the database refuses it at commit where they do not sum to zero. */
async function move(tx: Tx, { tenantId, at, by }: Writing, of: Move): Promise<void> {
  const id: TransferId = newId<'hours_transfer'>()
  await sql`insert into neighbours.transfers (tenant_id, id, kind, entry_id, pairing_id, on_day, at)
    values (${tenantId}, ${id}, ${of.kind}, ${of.entryId ?? null}, ${of.pairingId ?? null}, ${of.onDay}::date, ${at})`.execute(
    tx,
  )
  await sql`insert into neighbours.postings (tenant_id, transfer_id, line, account, volunteer_id, minutes)
    values (${tenantId}, ${id}, 1, 'volunteer', ${of.volunteerId}, ${of.minutes}),
      (${tenantId}, ${id}, 2, ${of.other}, null, ${-of.minutes})`.execute(tx)
  await record<HoursEvent>(tx, {
    ...{ tenantId, at, actor: by },
    stream: hoursStream(of.volunteerId),
    type: hoursEvents.moved,
    payload: {
      ...{ volunteerId: of.volunteerId, transferId: id, minutes: of.minutes, set: { kind: of.kind, other: of.other } },
      ...(of.entryId ? { entryId: of.entryId } : {}),
      ...(of.pairingId ? { pairingId: of.pairingId } : {}),
    },
  })
}

/**
 * One hand on an account at a time. Taken before the first event about a volunteer's hours, which locks their stream, and of
 * several volunteers in the order of their ids: so nobody waits for somebody who waits for them.
 */
export async function lockAccount(tx: Tx, id: VolunteerId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`neighbours.account ${id}`}, 0))`.execute(tx)
}

/** What happened on an account, in the order of the ledger: by the clocks, a payment may stand before what it was paid with. */
async function movementsOf(tx: Tx, tenantId: TenantId, id: VolunteerId): Promise<Movement[]> {
  const { rows } = await sql<{ minutes: number; onDay: string }>`with told as materialized (
      select payload ->> 'transferId' as id, seq from kernel.events_view
      where tenant_id = ${tenantId} and stream = ${hoursStream(id)} and type = ${hoursEvents.moved})
    select p.minutes, t.on_day as "onDay"
    from neighbours.postings p join neighbours.transfers t on t.tenant_id = p.tenant_id and t.id = p.transfer_id
    left join told on told.id = t.id::text
    where p.tenant_id = ${tenantId} and p.volunteer_id = ${id} order by told.seq, t.at, t.id`.execute(tx)
  return rows.map(({ minutes, onDay }) => ({ way: minutes > 0 ? 'in' : 'out', onDay, minutes: Math.abs(minutes) }))
}

/** What is left on an account, by the day on which it was earned. */
export const accountOf = async (tx: Tx, tenantId: TenantId, id: VolunteerId): Promise<Lot[]> =>
  lotsOf(await movementsOf(tx, tenantId, id))

interface Earning {
  readonly volunteerId: VolunteerId
  readonly entryId: EntryId
  readonly minutes: number
  readonly onDay: string
}

/** Whether minutes move: it is not switched before the transaction ends. Asked before anything of a volunteer is locked. */
export async function exchangeIsOpen(tx: Tx, tenantId: TenantId): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select exchange_on as open from neighbours.hours_settings
    where tenant_id = ${tenantId} for share`.execute(tx)
  return rows[0]?.open ?? false
}

/** Confirmed minutes go onto the account. */
export const earned = (tx: Tx, writing: Writing, of: Earning): Promise<void> =>
  move(tx, writing, { kind: 'earn', other: 'earned', ...of })

/** A counter-entry with the entry that stands instead, where some of it was right. */
export interface Correction {
  readonly volunteerId: VolunteerId
  readonly correctionId: EntryId
  readonly corrects: EntryId
  readonly replacementId: EntryId | null
  /** Of what was corrected, as the account was settled by it; 0: that was taken back already. */
  readonly was: number
  /** Of what stands instead; 0: nothing. */
  readonly minutes: number
  readonly onDay: string
}

/** A correction moves the difference alone, once, and only of what was put on the account. While exchange is off it waits. */
export async function corrected(tx: Tx, writing: Writing, correction: Correction): Promise<void> {
  if (await exchangeIsOpen(tx, writing.tenantId)) await settle(tx, writing, correction)
}

async function settle(tx: Tx, writing: Writing, of: Correction): Promise<void> {
  const { tenantId } = writing
  const { volunteerId, onDay } = of
  await lockAccount(tx, volunteerId)
  const brought = await broughtBy(tx, tenantId, of.corrects)
  const balance = balanceOf(await accountOf(tx, tenantId, volunteerId))
  const minutes = correcting({ brought, was: of.was, worth: of.minutes, balance })
  const base = { other: 'earned', volunteerId, minutes, onDay } as const
  if (minutes > 0) await move(tx, writing, { kind: 'earn', entryId: of.replacementId ?? of.correctionId, ...base })
  if (minutes < 0) await move(tx, writing, { kind: 'take_back', entryId: of.correctionId, ...base })
}

/** What an entry, those that it stands for and their corrections put on the account; null where nothing ever moved. */
async function broughtBy(tx: Tx, tenantId: TenantId, id: EntryId): Promise<number | null> {
  const { rows } = await sql<{ minutes: number | null }>`with recursive chain as (
      select e.id, e.replaces_id from neighbours.hours_entries e where e.tenant_id = ${tenantId} and e.id = ${id}
      union all select e.id, e.replaces_id from neighbours.hours_entries e join chain c on c.replaces_id = e.id
        where e.tenant_id = ${tenantId}),
    entries as (select id from chain union all select x.id from neighbours.hours_entries x
      join chain c on c.id = x.corrects_id where x.tenant_id = ${tenantId})
    select sum(p.minutes)::int as minutes from entries
    join neighbours.transfers t on t.tenant_id = ${tenantId} and t.entry_id = entries.id
    join neighbours.postings p on p.tenant_id = t.tenant_id and p.transfer_id = t.id and p.account = 'volunteer'`.execute(
    tx,
  )
  return rows[0]?.minutes ?? null
}

/**
 * Settles what was corrected while exchange was off, by what stood when it was switched off and what stands now. A program
 * from before took back even then, and gave nothing for what stands instead: of that, what is missing is given.
 */
export async function settleHeldBack(tx: Tx, writing: Writing): Promise<void> {
  const { tenantId } = writing
  const tookBack = sql`exists (select from neighbours.transfers t where t.tenant_id = c.tenant_id and t.entry_id = c.id)`
  const { rows } = await sql<Correction>`with recursive switched as (
      select min(at) as off_at from kernel.events_view where tenant_id = ${tenantId} and stream = ${settingsStream}
        and payload ->> 'exchangeOn' = 'false' and seq > (select max(seq) from kernel.events_view
          where tenant_id = ${tenantId} and stream = ${settingsStream} and payload ->> 'exchangeOn' = 'true')),
    held as (
      select c.id, c.corrects_id, case when ${tookBack} then 0 else e.minutes end as was
      from switched join neighbours.hours_entries c on c.tenant_id = ${tenantId} and c.kind = 'correction' and c.at >= off_at
      join neighbours.hours_entries e on e.tenant_id = c.tenant_id and e.id = c.corrects_id
        and (e.replaces_id is null or e.at < off_at)
      union all
      select c.id, c.corrects_id, case when ${tookBack} then 0 else h.was end from held h
      join neighbours.hours_entries r on r.tenant_id = ${tenantId} and r.replaces_id = h.corrects_id
      join neighbours.hours_entries c on c.tenant_id = r.tenant_id and c.corrects_id = r.id)
    select c.volunteer_id as "volunteerId", c.id as "correctionId", c.corrects_id as corrects, r.id as "replacementId",
      h.was, coalesce(r.minutes, 0) as minutes, c.on_day as "onDay"
    from held h join neighbours.hours_entries c on c.tenant_id = ${tenantId} and c.id = h.id
    left join neighbours.hours_entries r on r.tenant_id = c.tenant_id and r.replaces_id = c.corrects_id
    where not exists (select from neighbours.hours_entries x where x.tenant_id = c.tenant_id and x.corrects_id = r.id)
      and not exists (select from neighbours.transfers t where t.tenant_id = c.tenant_id
        and t.entry_id = coalesce(r.id, c.id))
    order by c.volunteer_id, c.at, c.id`.execute(tx)
  for (const correction of rows) await settle(tx, writing, correction)
}

/** Who was helped in a pairing of their own wish pays for it with minutes. */
export async function spend(
  tx: Tx,
  doing: Doing,
  me: { readonly id: VolunteerId; readonly personId: PersonId },
  pairingId: PairingId,
  minutes: number,
): Promise<{ balance: number }> {
  const { tenantId, at } = doing
  if (!(await settingsOf(tx, tenantId)).exchangeOn)
    fail('refused', 'hours.exchange_off', { zh: '这里没有开通时间银行', en: 'Exchange is not open here' })
  const { rows } = await sql`select p.id from neighbours.pairings p
    join neighbours.wishes w on w.tenant_id = p.tenant_id and w.id = p.wish_id
    where p.tenant_id = ${tenantId} and p.id = ${pairingId} and w.person_id = ${me.personId}
      and p.state in ('running', 'ended')`.execute(tx)
  if (rows.length === 0) return notFound()
  await lockAccount(tx, me.id)
  const balance = balanceOf(await accountOf(tx, tenantId, me.id))
  if (minutes > balance) {
    wrong('minutes', { zh: `账户里只有 ${balance} 分钟`, en: `There are only ${balance} minutes on your account` })
  }
  const of = { volunteerId: me.id, pairingId, minutes: -minutes, onDay: dayOf(at) }
  await move(tx, doing, { kind: 'spend', other: 'spent', ...of })
  return { balance: balance - minutes }
}

/** Accounts of which something may expire: those with something on them; none while exchange is off. */
export async function accountsToExpire(tx: Tx, tenantId: TenantId): Promise<VolunteerId[]> {
  if (!(await settingsOf(tx, tenantId)).exchangeOn) return []
  const { rows } = await sql<{ id: VolunteerId }>`select volunteer_id as id from neighbours.postings
    where tenant_id = ${tenantId} and volunteer_id is not null group by volunteer_id having sum(minutes) > 0
    order by volunteer_id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What was earned too long ago and never spent goes from an account to the pool; nothing does while exchange is off. */
export async function expireOld(tx: Tx, writing: Writing, id: VolunteerId): Promise<void> {
  const { tenantId, at } = writing
  const { exchangeOn, expiryMonths } = await settingsOf(tx, tenantId)
  if (!exchangeOn) return
  await lockAccount(tx, id)
  const minutes = expiring(await accountOf(tx, tenantId, id), dayOf(at), expiryMonths)
  if (minutes === 0) return
  const of = { volunteerId: id, minutes: -minutes, onDay: dayOf(at) }
  await move(tx, writing, { kind: 'expire', other: 'pool', ...of })
}
