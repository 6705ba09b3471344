import { fail, notFound } from '../../../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../../kernel/db.ts'
import { record } from '../../../../kernel/events/record.ts'
import { dayOf } from '../../../../kernel/time/day.ts'
import type { PairingId, VolunteerId } from '../../events.ts'
import { type Doing, type Writing, wrong } from '../doing.ts'
import { type HoursEvent, hoursEvents, hoursStream } from '../events.ts'
import { settingsOf } from '../settings.ts'
import type { EntryId, TransferId } from '../tables.ts'
import { balanceOf, expiring, type Lot, lotsOf, type Movement } from './lots.ts'

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

/** One hand on an account at a time. */
const lockAccount = (tx: Tx, id: VolunteerId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`neighbours.account ${id}`}, 0))`.execute(tx)

/** What happened on an account, oldest first. */
async function movementsOf(tx: Tx, tenantId: TenantId, id: VolunteerId): Promise<Movement[]> {
  const { rows } = await sql<{ minutes: number; onDay: string }>`select p.minutes, t.on_day as "onDay"
    from neighbours.postings p join neighbours.transfers t on t.tenant_id = p.tenant_id and t.id = p.transfer_id
    where p.tenant_id = ${tenantId} and p.volunteer_id = ${id} order by t.at, t.id`.execute(tx)
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

/** Confirmed minutes go onto the account, where the tenant allows exchange. */
export async function earned(tx: Tx, writing: Writing, { minutes, ...of }: Earning): Promise<void> {
  const { exchangeOn } = await settingsOf(tx, writing.tenantId)
  if (exchangeOn) await move(tx, writing, { kind: 'earn', other: 'earned', minutes, ...of })
}

/** A counter-entry takes back what its entry brought, as far as it is still there: what was spent in good faith stays spent. */
export async function takenBack(
  tx: Tx,
  writing: Writing,
  { corrects, ...of }: Omit<Earning, 'minutes'> & { readonly corrects: EntryId },
): Promise<void> {
  const { tenantId } = writing
  await lockAccount(tx, of.volunteerId)
  const { rows } = await sql<{ minutes: number }>`select p.minutes from neighbours.transfers t
    join neighbours.postings p on p.tenant_id = t.tenant_id and p.transfer_id = t.id and p.account = 'volunteer'
    where t.tenant_id = ${tenantId} and t.entry_id = ${corrects}`.execute(tx)
  const minutes = Math.min(rows[0]?.minutes ?? 0, balanceOf(await accountOf(tx, tenantId, of.volunteerId)))
  if (minutes > 0) await move(tx, writing, { kind: 'take_back', other: 'earned', ...of, minutes: -minutes })
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

/** What was earned too long ago and never spent goes to the pool. @returns how many accounts lost something */
export async function expireOld(tx: Tx, writing: Writing): Promise<number> {
  const { tenantId, at } = writing
  const { exchangeOn, expiryMonths } = await settingsOf(tx, tenantId)
  if (!exchangeOn) return 0
  const { rows } = await sql<{ id: VolunteerId }>`select volunteer_id as id from neighbours.postings
    where tenant_id = ${tenantId} and volunteer_id is not null group by volunteer_id having sum(minutes) > 0
    order by volunteer_id`.execute(tx)
  let expired = 0
  for (const { id } of rows) {
    await lockAccount(tx, id)
    const minutes = expiring(await accountOf(tx, tenantId, id), dayOf(at), expiryMonths)
    if (minutes === 0) continue
    const of = { volunteerId: id, minutes: -minutes, onDay: dayOf(at) }
    await move(tx, writing, { kind: 'expire', other: 'pool', ...of })
    expired += 1
  }
  return expired
}
