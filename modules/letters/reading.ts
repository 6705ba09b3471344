import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { tenantsWith } from '../../kernel/tenants.ts'
import { type Fault, faultOf, type MailServer, type OpenMailbox, withMailbox } from './imap.ts'
import { type Destination, takeLetter, type Work } from './taking.ts'

/** Between two readings of a mailbox; after failures in a row longer. */
const everyMs = 60_000
const waitsMs = [60_000, 120_000, 300_000, 600_000, 1_800_000]
/** A mailbox is one worker's for so long; reading takes less. */
const leaseMs = 300_000
const longestMs = 150_000
/** Letters of one turn; the rest come with the next, which is at once. */
const mostLetters = 40
const atOnce = 5
/** After so many failures in a row a letter that cannot be taken waits for the office, so that it keeps no other from it. */
const patience = 3

/** A mailbox that a worker took, with all that it needs to read it. */
interface TakenMailbox extends Destination, Omit<MailServer, 'password'> {
  readonly sealed: Buffer
  readonly uidValidity: number | null
  readonly lastUid: number
  readonly fromAt: Date
  readonly lease: Date
  readonly failures: number
}

/** Reads mailboxes that are due. What is read stands by its own row, so that it does not matter who reads it, or twice. */
export const readTick: Tick = {
  name: 'letters.read',
  everyMs: 5000,
  run: async (services, stopping) => {
    const due = await takeDue(services)
    const ends = await Promise.allSettled(due.map((mailbox) => readMailbox(services, mailbox, stopping)))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
    return ends.some((end) => end.status === 'fulfilled' && end.value)
  },
}

/** Takes mailboxes that are due, each with a lease. */
export async function takeDue({ db, clock }: Pick<Work, 'db' | 'clock'>): Promise<readonly TakenMailbox[]> {
  const now = clock.now()
  const lease = new Date(now.getTime() + leaseMs)
  const isDue = sql`ended_at is null and paused_at is null and next_at <= ${now}
    and (lease_until is null or lease_until <= ${now} or lease_until > ${new Date(now.getTime() + 2 * leaseMs)})`
  const takeSome = async (tx: Tx, tenantId: TenantId, most: number) => {
    const { rows } = await sql<TakenMailbox>`update letters.mailboxes m set lease_until = ${lease}
      from (select id from letters.mailboxes where tenant_id = ${tenantId} and ${isDue}
        order by next_at limit ${most} for update skip locked) d
      where m.tenant_id = ${tenantId} and m.id = d.id
      returning m.tenant_id as "tenantId", m.id, m.address, m.place_id as "placeId", m.kind, m.category, m.host, m.port,
        m.security, m.user_name as "user", m.folder, m.password_sealed as sealed, m.uid_validity as "uidValidity",
        m.last_uid as "lastUid", m.from_at as "fromAt", m.lease_until as lease, m.failures`.execute(tx)
    return rows
  }
  const taken: TakenMailbox[] = []
  for (const tenantId of await tenantsWith(db, sql`select tenant_id from letters.mailboxes where ${isDue}`))
    if (taken.length < atOnce) taken.push(...(await db.tx((tx) => takeSome(tx, tenantId, atOnce - taken.length))))
  return taken
}

/** Reads one mailbox that was taken. @returns whether there may be more to read at once. */
export async function readMailbox(work: Work, mailbox: TakenMailbox, stopping?: AbortSignal): Promise<boolean> {
  const { secrets } = work
  try {
    const server: MailServer = { ...mailbox, password: secrets.open(mailbox.sealed) }
    const more = await withMailbox(server, longestMs, (box) => readNew(work, mailbox, box, stopping))
    await settle(work, mailbox, null, more)
    return more
  } catch (error) {
    const fault = faultOf(error)
    await settle(work, mailbox, fault, false)
    // Nobody can put that right at the desk: it belongs in the log.
    if (fault === 'broken') throw error
    return false
  }
}

async function readNew(work: Work, mailbox: TakenMailbox, box: OpenMailbox, stopping?: AbortSignal): Promise<boolean> {
  const last = await standing(work, mailbox, box)
  const uids = (await box.uidsFrom(last + 1, mailbox.fromAt)).slice(0, mostLetters)
  for (const uid of uids) {
    if (stopping?.aborted) return false
    const fetched = await box.fetch(uid)
    // Taken away meanwhile, or from before the mailbox was set up: a server may have given all letters new numbers.
    if (!fetched || fetched.cameAt < mailbox.fromAt) await pass(work, mailbox, box, uid)
    else {
      await takeLetter(work, mailbox, fetched, box.uidValidity, mailbox.failures >= patience)
      await box.markSeen(uid).catch(() => {})
    }
  }
  return uids.length === mostLetters
}

/** From where on letters are new. The first reading begins after what is there; where the server counts anew, all is looked at again. */
async function standing({ db }: Work, mailbox: TakenMailbox, box: OpenMailbox): Promise<number> {
  if (mailbox.uidValidity === box.uidValidity) return mailbox.lastUid
  await db.tx((tx) =>
    sql`update letters.mailboxes set uid_validity = ${box.uidValidity}, last_uid = 0
      where tenant_id = ${mailbox.tenantId} and id = ${mailbox.id}`.execute(tx),
  )
  return 0
}

async function pass({ db }: Work, { tenantId, id }: TakenMailbox, box: OpenMailbox, uid: number): Promise<void> {
  await db.tx((tx) =>
    sql`update letters.mailboxes set last_uid = greatest(last_uid, ${uid})
      where tenant_id = ${tenantId} and id = ${id} and uid_validity = ${box.uidValidity}`.execute(tx),
  )
}

/** Gives the mailbox back, unless another worker has it by now. */
async function settle({ db, clock }: Work, mailbox: TakenMailbox, fault: Fault | null, more: boolean): Promise<void> {
  const now = clock.now()
  await db.tx(async (tx) => {
    const { rows } = await sql<{ failures: number }>`update letters.mailboxes set lease_until = null,
        checked_at = case when ${fault}::text is null then ${now}::timestamptz else checked_at end, fault = ${fault},
        failures = case when ${fault}::text is null then 0 else failures + 1 end
      where tenant_id = ${mailbox.tenantId} and id = ${mailbox.id} and lease_until = ${mailbox.lease}
      returning failures`.execute(tx)
    const failures = rows[0]?.failures ?? 0
    const wait = failures === 0 ? (more ? 0 : everyMs) : (waitsMs[Math.min(failures, waitsMs.length) - 1] ?? everyMs)
    if (rows.length > 0)
      await sql`update letters.mailboxes set next_at = ${new Date(now.getTime() + wait)}
        where tenant_id = ${mailbox.tenantId} and id = ${mailbox.id}`.execute(tx)
  })
}
